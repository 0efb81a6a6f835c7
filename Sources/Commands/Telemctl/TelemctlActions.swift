import Agent
import ArgumentParser
import Glibc
import Platform
import Privacy
import Report

struct TelemctlStartCommand: TelemctlVerb {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Start the daemon; refused before opt-in.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    try requireOptIn(context)
    return try ServiceManager(context).start()
  }
}

struct TelemctlStopCommand: TelemctlVerb {
  static let configuration = CommandConfiguration(commandName: "stop", abstract: "Stop the daemon.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    return try ServiceManager(context).stop()
  }
}

struct TelemctlRestartCommand: TelemctlVerb {
  static let configuration = CommandConfiguration(
    commandName: "restart", abstract: "Stop the daemon and start it; refused before opt-in.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    try requireOptIn(context)
    _ = try ServiceManager(context).stop()
    return try ServiceManager(context).start()
  }
}

struct TelemctlIsActiveCommand: TelemctlVerb {
  static let configuration = CommandConfiguration(
    commandName: "is-active", abstract: "Say whether the daemon runs, by its two old names; exit status 3 if not.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let isActive = if case .running = try Service(context).process.state() { true } else { false }
    let word = isActive ? "active" : "inactive"
    Output.lines(["telemprobd : \(word)", "telempostd : \(word)"])
    return isActive ? .done : .notRunning
  }
}

struct TelemctlOptInCommand: TelemctlVerb {
  static let configuration = CommandConfiguration(
    commandName: "opt-in", abstract: "Agree to send records of programs to the collector. Starts nothing.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    let settings = try context.settings()
    guard !isOptedIn(context) else {
      Output.line("Already opted in. Nothing to do.")
      return .done
    }
    try ConsentActions(settings).agree([.collector]).forEach(context.say)
    context.pokeAgent()
    return .done
  }
}

struct TelemctlOptOutCommand: TelemctlVerb {
  static let configuration = CommandConfiguration(
    commandName: "opt-out",
    abstract: "Withdraw that, and what waits for the collector; the daemon is stopped when nothing else is agreed to.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    let settings = try context.settings()
    // What is half there is to be gone as well.
    let isWritten = Consent.read(in: context.stateDirectory).agreements[.collector] != nil
    guard isWritten || OptIn(context.environment).isGiven else {
      Output.line("Already opted out. Nothing to do.")
      return .done
    }
    try ConsentActions(settings).withdraw([.collector]).forEach(context.say)
    context.pokeAgent()
    let isNeeded = !Consent.current(in: context.stateDirectory, environment: context.environment).agreements.isEmpty
    guard !isNeeded, case .running = try Service(context).process.state() else { return .done }
    return try ServiceManager(context).stop()
  }
}

extension TelemctlVerb {
  /// Whether there is an agreement for the collector, and the file that makes it count.
  func isOptedIn(_ context: CommandContext) -> Bool {
    Consent.current(in: context.stateDirectory, environment: context.environment).agreements[.collector] != nil
  }

  /// What the old program said, too.
  func requireOptIn(_ context: CommandContext) throws(Explanation) {
    if !isOptedIn(context) { throw Explanation("Opt in to telemetry first.", at: "") }
  }
}
