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
      status = try execute(CommandContext(global))
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

  init(_ global: GlobalOptions, environment: Environment = .current()) {
    self.global = global
    self.environment = environment
  }

  var stateDirectory: String { global.stateDir ?? AgentSettings.defaultStateDirectory(environment) }

  /// The checked settings; throws the first fault of the configuration.
  func settings() throws(Explanation) -> AgentSettings {
    try AgentSettings.load(configPath: global.config, stateDirectory: global.stateDir, environment: environment)
  }

  func oneShot() throws(Explanation) -> OneShot { OneShot(try settings(), configPath: global.config) }

  /// Talk, unless nobody wants any.
  func say(_ text: String) { if !global.quiet { Output.complain(text) } }

  /// Tells a running agent that consent or configuration changed, so that it acts at once.
  func pokeAgent() {
    guard let pid = AgentHost.running(stateDirectory: stateDirectory),
      let agent = AgentConnection.attach(stateDirectory: stateDirectory, daemon: pid)
    else { return }
    do throws(Explanation) {
      if case .failed(let explanation) = try agent.ask(.reload, within: 5000) { say(explanation.line) }
    } catch {
      say(error.line)
    }
  }
}
