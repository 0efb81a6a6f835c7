import Agent
import Platform

/// The agent without a console.
enum DaemonDoor {
  /// Serves until a signal ends it.
  static func serve(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    // What cannot work is said before the state directory is taken.
    let settings = try context.settings()
    let host = try AgentHost(
      configPath: context.global.config, stateDirectory: settings.stateDirectory, environment: context.environment)
    let notifier = ServiceNotifier(context.environment)
    let isQuiet = context.global.quiet
    try host.serve(
      announce: { notifier.tell($0) },
      log: { kind, text in
        if !isQuiet { Output.complain("\(kind): \(text)") }
      })
    return .done
  }

  /// One round, then out. Waiting is no failure of this machine's, but a caller wants to know of it.
  static func once(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let round = try context.oneShot().round()
    if let barred = round.barred { context.say(barred) }
    if let node = round.node { throw node }
    if let cluster = round.cluster { throw cluster }
    if round.waiting > 0 {
      context.say("\(round.waiting) waiting, see `telemetry-tui spool ls`")
      return .waiting
    }
    return .done
  }
}
