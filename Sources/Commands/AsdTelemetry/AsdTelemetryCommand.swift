import ArgumentParser
import Platform

/// `asd-telemetry`: the script of the Aerospike Telemetry Agent. Changes the configuration, then does the action.
struct AsdTelemetryCommand: FaceCommand, Command {
  static let face = Face.nodeAgent
  static let configuration = CommandConfiguration(
    commandName: face.rawValue, abstract: "Configure and run the agent as the Aerospike Telemetry Agent's script did.",
    discussion: """
      Without an action and without a change the agent runs in the foreground. `start` and --enable count as consent \
      to send reports of the node home.
      """, version: Version.number)

  enum Action: String, CaseIterable, ExpressibleByArgument {
    case start, stop, restart
    case tryRestart = "try-restart"
    case status
  }

  static let options: [FaceOption] =
    AsdTelemetryChanges.keys.flatMap(\.options).map { FaceOption(nil, $0, value: true) }
    + ["enable", "disable", "fgdaemon", "sample"].map { FaceOption(nil, $0) }

  @OptionGroup var global: GlobalOptions
  @OptionGroup var changes: AsdTelemetryChanges
  @Flag(name: .customLong("fgdaemon"), help: "Run in the foreground, and log to standard output.") var foreground =
    false
  @Flag(name: .long, help: "Ask the node once, print the report as JSON, and leave. Sends nothing.") var sample = false
  @Argument(help: ArgumentHelp("The configuration file.", valueName: "config"), completion: .file())
  var configFile: String?
  @Argument(help: "What to do.") var action: Action?

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let (path, action) = try arguments()
    if sample, action != nil || changes.isAny {
      throw Self.usage("--sample goes alone", "take it out, or the action and the changes")
    }
    var environment = context.environment
    if foreground { environment.variables["TELEMETRY_TUI_LOGGING_LOGFILE"] = "out" }
    var global = global
    global.config = nil
    let looking = CommandContext(global, as: Self.face.rawValue, environment: environment)
    global.config = path
    let context = CommandContext(global, as: Self.face.rawValue, environment: environment)
    // Whatever is to be done: a file that cannot be read is not the one that was meant.
    for case .file(let error) in context.configuration.faults { throw error.explanation }
    if sample {
      // The bytes of the body, whoever agreed to what: nothing leaves.
      Output.write(try context.oneShot().sample().record.request.body + [UInt8(ascii: "\n")])
      return .done
    }
    if changes.isAny {
      try changes.apply(context, path)
      if action == nil, !foreground { return .done }
    }
    return try AsdTelemetryService(context, looking: looking).act(action, foreground: foreground)
  }

  /// The configuration file, and what to do. With --config the one word is the action.
  private func arguments() throws(Explanation) -> (String, Action?) {
    if let path = global.config {
      guard let word = configFile else { return (path, nil) }
      guard action == nil, let action = Action(rawValue: word) else {
        throw Self.usage("\(word) is a second configuration file", "name one, with --config or without")
      }
      return (path, action)
    }
    guard let path = configFile, action != nil || Action(rawValue: path) == nil || Files.exists(path) else {
      throw Self.usage(
        "the configuration file is missing", "name it, as `asd-telemetry /etc/aerospike/telemetry.conf status`")
    }
    return (path, action)
  }

  static func usage(_ what: String, _ remedy: String) -> Explanation {
    Explanation(what, at: "arguments", remedy: remedy, exit: .usage)
  }
}
