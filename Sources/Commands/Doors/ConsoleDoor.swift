import Agent
import CPlatform
import Console
import Glibc
import Platform
import Report
import Terminal

/// How the console shows itself.
enum ConsoleManner: Equatable {
  /// On the terminal.
  case screen
  /// By a script, without a terminal.
  case script(String)
  /// By a script, on the terminal, for somebody to see.
  case play(String)
  /// Line by line.
  case plain
}

/// The console, over the daemon when one runs, else over an agent of this process.
enum ConsoleDoor {
  static func run(
    _ context: CommandContext, _ manner: ConsoleManner, readOnly: Bool
  ) throws(Explanation) -> ExitStatus {
    cp_share_heap()
    let place = context.findPlace()
    let settings = try context.settings()
    let running: AgentConnection? = if let agent = place.agent { agent } else { try attached(settings, context) }
    if let agent = running {
      let steady = try SteadyAgent(
        agent, configPath: context.global.config, stateDirectory: place.stateDirectory,
        environment: context.environment)
      defer { steady.stop() }
      return try run(over: steady, settings, context, manner, readOnly: readOnly)
    }
    let host = try AgentHost(
      configPath: context.global.config, stateDirectory: settings.stateDirectory, environment: context.environment)
    let (agent, stop) = try host.start()
    defer { stop() }
    return try run(over: agent, settings, context, manner, readOnly: readOnly)
  }

  /// The daemon of the state directory. Throws why one that is there turned this person away.
  private static func attached(
    _ settings: AgentSettings, _ context: CommandContext
  ) throws(Explanation) -> AgentConnection? {
    let directory = settings.stateDirectory
    let pid = AgentHost.running(stateDirectory: directory)
    guard let agent = AgentConnection.attach(stateDirectory: directory, daemon: pid, environment: context.environment)
    else { return nil }
    if case .failed(let explanation) = try agent.ask(.status, within: 5000) { throw explanation }
    return agent
  }

  private static func run(
    over agent: any AgentHandle, _ settings: AgentSettings, _ context: CommandContext, _ manner: ConsoleManner,
    readOnly: Bool
  ) throws(Explanation) -> ExitStatus {
    let handle = try CommandingHandle(agent, context: context)
    defer { handle.stop() }
    let options = options(settings, context, readOnly: readOnly)
    do {
      switch manner {
      case .screen: return try ConsoleLoop.run(handle: handle, explainer: explain(path:destination:), options: options)
      case .plain:
        return PlainConsole(
          handle: handle, explainer: explain(path:destination:), options: options, write: Output.line
        ).run()
      case .script(let file):
        let text = try Files.readText(file)
        try ScriptRunner(
          text: text, name: file, handle: handle, explainer: explain(path:destination:), options: options
        ).run()
        return .done
      case .play(let file):
        let script = PlayedScript(text: try Files.readText(file), name: file)
        return try ConsoleLoop.run(
          handle: handle, explainer: explain(path:destination:), options: options, play: script)
      }
    } catch let fault as ScriptFault {
      Output.write(Array(fault.report.utf8), to: STDERR_FILENO)
      return .failed
    } catch {
      throw Platform.explain(error)
    }
  }

  private static func explain(path: [String], destination: Destination) -> [(label: String, text: String)] {
    FieldRegistry.entry(for: path, to: destination).map(FieldDescription.rows) ?? []
  }

  private static func options(_ settings: AgentSettings, _ context: CommandContext, readOnly: Bool) -> ConsoleOptions {
    let configuration = settings.configuration
    var options = ConsoleOptions()
    if context.global.ascii || configuration.bool("console", "ascii") { options.ascii = true }
    if context.global.noColor || context.environment.nonEmpty("NO_COLOR") != nil { options.color = false }
    if let theme = configuration.string("console", "theme").flatMap(Theme.Name.init(rawValue:)) {
      options.theme = theme
    }
    options.mouse = configuration.bool("console", "mouse")
    options.refresh = Int64(configuration.seconds("console", "refresh") * 1000)
    options.readOnly = readOnly
    options.commands = CommandNames.all
    options.notice = context.place.refusal.map { "this shows your own agent: \($0.line)" }
    return options
  }
}
