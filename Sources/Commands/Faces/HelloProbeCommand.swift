import ArgumentParser
import Glibc
import Platform
import Privacy
import ProbeClient
import Report

/// `hprobe`: a greeting, daily by a timer, that shows that records arrive. Its messages are the old program's.
struct HelloProbeCommand: FaceCommand {
  static let face = Face.helloProbe
  static let configuration = CommandConfiguration(
    commandName: face.rawValue, abstract: "Hand a greeting to the service.",
    discussion: "As the program of that name in telemetrics-client.", version: Version.number)

  static let options: [FaceOption] = [
    FaceOption("f", "config-file", "config_file", value: true), FaceOption("H", "heartbeat"),
    FaceOption("l", "locale"), FaceOption("u", "uptime"), FaceOption("b", "bundles"),
  ]

  @OptionGroup var global: GlobalOptions
  @Option(
    name: [.customShort("f"), .customLong("config-file")], parsing: .unconditional,
    help: ArgumentHelp("The configuration that names the socket, also for the service.", valueName: "file"),
    completion: .file())
  var configFile: String?
  @Flag(name: [.customShort("H"), .customLong("heartbeat")], help: "A heartbeat instead of a greeting.")
  var heartbeat = false
  @Flag(name: [.customShort("l"), .customLong("locale")], help: "Add the locale.") var locale = false
  @Flag(name: [.customShort("u"), .customLong("uptime")], help: "Add how long the system is up.") var uptime = false
  @Flag(name: [.customShort("b"), .customLong("bundles")], help: "Add the names of the installed bundles.")
  var bundles = false

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let configFile, !Self.isUsable(configFile: configFile) { return fail("Configuration file path not valid") }
    let greeting: Greeting
    do throws(SystemError) {
      greeting = try Greeting(locale: locale, uptime: uptime, bundles: bundles)
    } catch {
      var explanation = error.explanation
      explanation.exit = .failed
      throw explanation
    }
    guard OptIn(context.environment).isGiven else {
      return fail(
        "Failed to send record to daemon: \(ProbeSocketPath.reason(ECONNREFUSED)): opt in to telemetry first with "
          + "'telemctl opt-in'")
    }
    let path = try ProbeSocketPath.configured(configFile, context)
    do throws(OutgoingFault) {
      let record = try greeting.record(heartbeat ? "org.clearlinux/heartbeat/ping" : "org.clearlinux/hello/world")
      try ProbeClient.send(try ProbeMessage.encode(record, configFile: configFile), socketPath: path)
    } catch {
      guard case .unreachable(let failure) = error else { throw error.explanation }
      return fail("Failed to send record to daemon: \(ProbeSocketPath.reason(failure.code))")
    }
    if !global.quiet { Output.line("Successfully sent record to daemon.") }
    return .done
  }
}
