import ArgumentParser

struct TelemetryCollector: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "telemetry-collector", version: "0.1")
}

TelemetryCollector.main()
