import Agent
import ArgumentParser
import Platform
import Report

struct ServiceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service", abstract: "The daemon without a service manager.",
    discussion: """
      The daemon leaves the terminal, becomes the user and group that `[main]` names when root starts it, and writes \
      its pid to `agent.pid`. There is one for a state directory, however often it is started. It logs to the file that \
      `[logging]` names; standard output leads nowhere.
      """,
    subcommands: [
      ServiceStartCommand.self, ServiceStopCommand.self, ServiceRestartCommand.self, ServiceTryRestartCommand.self,
      ServiceStatusCommand.self, ServiceReloadCommand.self,
    ])
}

struct ServiceStartCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Start the daemon, and return when it serves, or say why it does not.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus { try Service(context).start() }
}

struct ServiceStopCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "End the daemon, and return when it is gone.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus { try Service(context).stop() }
}

struct ServiceRestartCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "restart", abstract: "Stop and start; what keeps it from starting again is found out before.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus { try Self.restart(context) }

  static func restart(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let settings = try context.settings()
    _ = try ServiceAccount.wanted(settings, context.environment)
    let service = Service(context)
    _ = try service.stop()
    return try service.start()
  }
}

struct ServiceTryRestartCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "try-restart", abstract: "Restart the daemon if it runs; else do nothing.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    guard case .running = try Service(context).process.state() else { return .done }
    return try ServiceRestartCommand.restart(context)
  }
}

struct ServiceStatusCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say whether the daemon runs: exit status 0 if so, 1 dead with a pid file, 3 not.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let process = Service(context).process
    switch try process.state() {
    case .running(let pid):
      answer("running", pid, "telemetry-tui is running, process \(pid)")
      return .done
    case .dead(let pid):
      let who = pid > 0 ? "process \(pid) is not it" : "it holds no pid"
      answer("dead", nil, "telemetry-tui is dead, its pid file is left: \(process.pidPath): \(who)")
      return .failed
    case .none:
      answer("stopped", nil, "telemetry-tui is not running")
      return .notRunning
    }
  }

  private func answer(_ state: String, _ pid: Int32?, _ text: String) {
    if global.json {
      Output.json(.pairs(["state": .string(state), "pid": pid.map { .int(Int64($0)) } ?? .null]))
    } else if !global.quiet {
      Output.line(text)
    }
  }
}

struct ServiceReloadCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Have the daemon read its settings and open its log again. Settings with a fault are refused.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus { try Service(context).reload() }
}
