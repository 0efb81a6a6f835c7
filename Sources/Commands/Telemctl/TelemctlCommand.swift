import Agent
import ArgumentParser
import Platform

struct TelemctlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "telemctl", abstract: "Control the daemon as telemetrics-client's telemctl did.",
    discussion: """
      On a system run by systemd that knows telemetry-tui.service that unit is started and stopped, else the daemon \
      without a service manager, as by `service`. All but is-active need root, unless a state directory is named.
      """,
    subcommands: [
      TelemctlStartCommand.self, TelemctlStopCommand.self, TelemctlRestartCommand.self, TelemctlIsActiveCommand.self,
      TelemctlOptInCommand.self, TelemctlOptOutCommand.self, TelemctlJournalCommand.self,
    ])
}

/// The old telemctl's own words for wrong arguments: they are not told as other commands' are.
enum TelemctlUsage {
  private static var names: [String] {
    TelemctlCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// Says what is wrong; nil when nothing is, or when the words are not telemctl's.
  static func complaint(_ arguments: [String]) -> [String]? {
    guard let index = GlobalOptions.commandIndex(arguments), arguments[index] == Face.telemctl.rawValue else {
      return nil
    }
    var words: [String] = []
    var rest = Array(arguments[(index + 1)...])
    while let next = GlobalOptions.commandIndex(rest) {
      words.append(rest[next])
      rest = Array(rest[(next + 1)...])
    }
    if words.contains(where: { $0 == "--help" || $0 == "-h" || $0.hasPrefix("---") }) { return nil }
    guard let command = words.first else { return usage }
    guard names.contains(command) else { return ["Unknown command passed to \(Program.name)"] + usage }
    return command == "journal" || words.count == 1 ? nil : usage
  }

  private static var usage: [String] {
    ["Usage: telemctl <command> [options]", "Commands:"]
      + TelemctlCommand.configuration.subcommands.map { command in
        let name = command.configuration.commandName ?? ""
        return "  \(name)" + String(repeating: " ", count: max(1, 12 - name.count)) + command.configuration.abstract
      }
  }
}

extension Command {
  /// What the old program said first.
  func requireRoot(_ context: CommandContext) throws(Explanation) {
    guard context.environment.isRoot || context.global.stateDir != nil else {
      throw Explanation("Must be root to run this command. Exiting...", at: "", exit: .failed)
    }
  }
}
