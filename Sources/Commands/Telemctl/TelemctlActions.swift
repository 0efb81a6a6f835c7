import Agent
import ArgumentParser
import Glibc
import Platform
import Privacy
import Report

struct TelemctlStartCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Start the daemon; refused before opt-in.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    guard try OptInState(context).isIn else {
      throw Explanation("Opt in to telemetry first.", at: "")
    }
    return try ServiceManager(context).start()
  }
}

struct TelemctlStopCommand: Command {
  static let configuration = CommandConfiguration(commandName: "stop", abstract: "Stop the daemon.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    return try ServiceManager(context).stop()
  }
}

struct TelemctlRestartCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "restart", abstract: "Stop the daemon and start it; refused before opt-in.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    guard try OptInState(context).isIn else {
      throw Explanation("Opt in to telemetry first.", at: "")
    }
    _ = try ServiceManager(context).stop()
    return try ServiceManager(context).start()
  }
}

struct TelemctlIsActiveCommand: Command {
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

struct TelemctlOptInCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "opt-in", abstract: "Agree to send records of programs to the collector. Starts nothing.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    let state = try OptInState(context)
    guard !state.isIn else {
      Output.line("Already opted in. Nothing to do.")
      return .done
    }
    try state.optIn().forEach(context.say)
    context.pokeAgent()
    return .done
  }
}

struct TelemctlOptOutCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "opt-out",
    abstract: "Withdraw that, and what waits for the collector; the daemon is stopped when nothing else is agreed to.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    let state = try OptInState(context)
    guard state.isIn else {
      Output.line("Already opted out. Nothing to do.")
      return .done
    }
    try state.optOut().forEach(context.say)
    context.pokeAgent()
    let isNeeded = !Consent.read(in: context.stateDirectory).agreements.isEmpty
    guard !isNeeded, case .running = try Service(context).process.state() else { return .done }
    return try ServiceManager(context).stop()
  }
}

/// Consent for the collector, as telemctl sees it: the file `opt-in` and our own agreement, changed together.
struct OptInState {
  private let settings: AgentSettings
  private let directory: TelemetricsDirectory
  private var path: String { directory.path + "/opt-in" }

  init(_ context: CommandContext) throws(Explanation) {
    settings = try context.settings()
    directory = TelemetricsDirectory(context.environment)
  }

  /// Either of the two: what is half there can be withdrawn.
  var isIn: Bool {
    directory.has("opt-in") || Consent.read(in: settings.stateDirectory).agreements[.collector] != nil
  }

  /// - Returns: what happened, a line each.
  func optIn() throws(Explanation) -> [String] {
    var lines = ["no server is configured, set settings.server: nothing leaves yet"]
    if settings.destinations[.collector] != nil { lines = try ConsentActions(settings).agree([.collector]) }
    guard !directory.has("opt-in") else { return lines }
    do throws(SystemError) {
      try Files.makeDirectory(directory.path)
      try Files.create(path, with: [], mode: 0o644)
    } catch {
      throw error.explanation
    }
    return lines
  }

  func optOut() throws(Explanation) -> [String] {
    // The file first: from here on programs keep their records to themselves.
    guard unlink(path) == 0 || errno == ENOENT else { throw SystemError("remove", path).explanation }
    return try ConsentActions(settings).withdraw([.collector])
  }
}
