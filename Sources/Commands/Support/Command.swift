import Agent
import ArgumentParser
import Platform

/// A scripted command: it has the global options, says how it ended, and throws explanations alone.
protocol Command: ParsableCommand {
  var global: GlobalOptions { get }
  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus
}

extension Command {
  func run() throws { try run(as: Program.name) }

  /// Runs it; what goes wrong is said under this name.
  func run(as program: String) throws {
    let status: ExitStatus
    do throws(Explanation) {
      status = try execute(CommandContext(global, as: program))
    } catch {
      Output.complain(error.line, as: program)
      throw ExitCode(error.exit.rawValue)
    }
    if status != .done { throw ExitCode(status.rawValue) }
  }
}

/// What a command works with: the options every command has and the process's surroundings.
struct CommandContext {
  let global: GlobalOptions
  let environment: Environment
  /// The name under which it talks.
  private let program: String
  private let found: Found

  init(_ global: GlobalOptions, as program: String = Program.name, environment: Environment = .current()) {
    self.global = global
    self.program = program
    self.environment = environment
    found = Found()
  }

  /// Looked for when it is first needed: most of what is typed is about one's own files, and some about none.
  private final class Found { var place: AgentPlace? }

  /// Which agent this is about. Says once why it is not the system's.
  var place: AgentPlace {
    if let place = found.place { return place }
    let place = findPlace()
    if let refusal = place.refusal { say(refusal.line) }
    return place
  }

  /// As `place`, for who says it in another way.
  func findPlace() -> AgentPlace {
    let place = AgentPlace.find(
      named: global.stateDir, usesConfiguration: global.config != nil, environment: environment)
    found.place = place
    return place
  }

  var stateDirectory: String { place.stateDirectory }

  /// The system's agent, where this command has to go through it; nil: it works with the files of `stateDirectory`.
  var system: SystemAgent? { place.agent.map { SystemAgent(agent: $0) } }

  /// The checked settings; throws the first fault of the configuration.
  func settings() throws(Explanation) -> AgentSettings {
    try AgentSettings.load(configPath: global.config, stateDirectory: stateDirectory, environment: environment)
  }

  func oneShot() throws(Explanation) -> OneShot { OneShot(try settings(), configPath: global.config) }

  /// Talk, unless nobody wants any.
  func say(_ text: String) { if !global.quiet { complain(text) } }

  /// An error that is no end of everything.
  func complain(_ text: String) { Output.complain(text, as: program) }

  /// Tells a running agent that consent or configuration changed, so that it acts at once.
  func pokeAgent(_ request: AgentRequest = .reload) {
    guard let pid = AgentHost.running(stateDirectory: stateDirectory),
      let agent = AgentConnection.attach(stateDirectory: stateDirectory, daemon: pid)
    else { return }
    do throws(Explanation) {
      if case .failed(let explanation) = try agent.ask(request, within: 5000) { say(explanation.line) }
    } catch {
      say(error.line)
    }
  }
}
