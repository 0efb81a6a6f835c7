import ArgumentParser
import Platform

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

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus { try Service(context).restart() }
}

struct ServiceTryRestartCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "try-restart", abstract: "Restart the daemon if it runs; else do nothing.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus { try Service(context).tryRestart() }
}

struct ServiceStatusCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say whether the daemon runs: exit status 0 if so, 1 dead with a pid file, 3 not.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus { try Service(context).status() }
}

struct ServiceReloadCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Have the daemon read its settings and open its log again. Settings with a fault are refused.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus { try Service(context).reload() }
}
