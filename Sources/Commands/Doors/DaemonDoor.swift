import Agent
import Platform

/// The agent without a console.
enum DaemonDoor {
  /// Serves until a signal ends it. `ready` is told when it serves, or why it does not.
  static func serve(_ context: CommandContext, ready: ReadyPipe? = nil) throws(Explanation) -> ExitStatus {
    do throws(Explanation) {
      // What cannot work is said before the state directory is taken.
      let settings = try context.settings()
      let log = try DaemonLog(settings, isQuiet: context.global.quiet)
      let host = try AgentHost(
        configPath: context.global.config, stateDirectory: settings.stateDirectory, environment: context.environment)
      let notifier = ServiceNotifier(context.environment)
      ServiceNotifier.keepFromChildren()
      do throws(Explanation) {
        try host.serve(
          announce: notifier.isHeard || ready != nil
            ? { news in
              notifier.tell(news)
              if news == .ready { ready?.ready() }
            } : nil,
          log: { log.write($0, $1) }, reread: { log.reopen($0) })
      } catch {
        log.writeEnd(error, settings)
        throw error
      }
    } catch {
      ready?.failed(error)
      throw error
    }
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
