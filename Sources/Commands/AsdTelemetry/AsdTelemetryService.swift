import Agent
import Glibc
import Platform
import Privacy
import Report

/// The actions of `asd-telemetry`, with what the old script said of them.
struct AsdTelemetryService {
  private let context: CommandContext
  private let service: Service
  /// The one that runs: of the system, where this person has none of their own. What it was started with is its own.
  private let running: Service

  /// `looking` has no configuration of its own.
  init(_ context: CommandContext, looking: CommandContext) {
    self.context = context
    service = Service(context, words: Self.words)
    running = Service(looking, words: Self.words)
  }

  /// Without an action the agent runs in the foreground, as with `--fgdaemon`, which only starting knows.
  func act(_ action: AsdTelemetryCommand.Action?, foreground: Bool) throws(Explanation) -> ExitStatus {
    switch action {
    case nil: return try serve()
    case .start:
      let settings = try context.settings()
      // A start that cannot be is no agreement. In the foreground nobody becomes somebody else.
      if !foreground { _ = try ServiceAccount.wanted(settings, context.environment) }
      try agree(settings)
      return foreground ? try serve() : try service.start()
    case .stop: return try running.stop()
    case .restart:
      guard foreground else { return try service.restart() }
      _ = try context.settings()
      _ = try service.stop()
      return try serve()
    case .tryRestart: return try service.tryRestart()
    case .status: return try running.status()
    }
  }

  private func serve() throws(Explanation) -> ExitStatus { try DaemonDoor.serve(context) }

  /// Who starts this agent by hand means its reports. That is no answer to somebody who said no: in the configuration,
  /// in the environment, or by withdrawing; scripts start things at every boot.
  private func agree(_ settings: AgentSettings) throws(Explanation) {
    if let override = settings.gate().override {
      return context.say("nothing leaves, \(override.reason): \(override.remedy(.home))")
    }
    switch Consent.read(in: settings.stateDirectory) {
    case .unreadable(let explanation): context.say(explanation.line)
    case .given(let agreements):
      guard agreements[.home] == nil else { return }
      if agreements.isEmpty, Files.exists(Consent.path(in: settings.stateDirectory)) {
        return context.say(
          "nothing leaves, consent was withdrawn: agree again with --enable, or `telemetry-tui on home`")
      }
      try ConsentActions(settings).agree([.home]).forEach(context.say)
      context.pokeAgent()
    }
  }

  private static func words(_ news: ServiceAnswer) -> String? {
    switch news {
    case .starting: "* starting telemetry"
    case .alreadyRunning: "  ...telemetry is already running"
    case .stopping: "* stopping telemetry"
    case .wasNotRunning, .wasDead: "  ...telemetry is not running."
    case .state(.running(let pid), _): "* telemetry is running with PID \(pid)"
    case .state(.dead, let path): "There is no process with the PID specified in \(path)"
    case .state(.none, _): "* telemetry is not running"
    case .started, .stopped, .reloading, .reloaded: nil
    }
  }
}
