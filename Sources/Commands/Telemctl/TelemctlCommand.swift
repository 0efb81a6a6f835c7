import Agent
import ArgumentParser
import Platform

/// `telemctl`: what wrong arguments end in are the old program's words and its exit status 2.
struct TelemctlCommand: FaceCommand {
  static let face = Face.control
  static let configuration = CommandConfiguration(
    commandName: face.rawValue, abstract: "Control the daemon as telemetrics-client's telemctl did.",
    discussion: """
      On a system run by systemd that knows telemetry-tui.service that unit is started and stopped, else the daemon \
      without a service manager, as by `service`. All but is-active need root, unless a state directory is named.
      """, version: Version.number,
    subcommands: [
      TelemctlStartCommand.self, TelemctlStopCommand.self, TelemctlRestartCommand.self, TelemctlIsActiveCommand.self,
      TelemctlOptInCommand.self, TelemctlOptOutCommand.self, TelemctlJournalCommand.self,
    ])

  /// All of journal: the other commands have none.
  static let options: [FaceOption] = [
    FaceOption("r", "record_id", value: true), FaceOption("e", "event_id", value: true),
    FaceOption("c", "classification", value: true), FaceOption("b", "boot_id", value: true),
    FaceOption("i", "include_record"), FaceOption("V", "verbose"),
  ]

  static func complaint(_ arguments: [String]) -> [String]? {
    var words: [String] = []
    var rest = arguments
    while let next = GlobalOptions.commandIndex(rest) {
      words.append(rest[next])
      rest = Array(rest[(next + 1)...])
    }
    guard let command = words.first else { return usage }
    if isAsking(command) || command == journal { return nil }
    guard names.contains(command) else { return ["Unknown command passed to \(face.rawValue)"] + usage }
    return words.dropFirst().allSatisfy(isAsking) ? nil : usage
  }

  static func arranged(_ arguments: [String]) throws(Explanation) -> [String] {
    guard let index = GlobalOptions.commandIndex(arguments), names.contains(arguments[index]) else {
      return try FaceArguments.arranged(arguments, [])
    }
    let rest = Array(arguments[..<index] + arguments[(index + 1)...])
    return [arguments[index]] + (try FaceArguments.arranged(rest, arguments[index] == journal ? options : []))
  }

  private static let journal = "journal"

  private static var names: [String] { configuration.subcommands.compactMap { $0.configuration.commandName } }

  private static func isAsking(_ word: String) -> Bool { ["-h", "--help", "-V", "--version"].contains(word) }

  private static var usage: [String] {
    ["Usage: telemctl <command> [options]", "Commands:"]
      + configuration.subcommands.map { command in
        let name = command.configuration.commandName ?? ""
        return "  \(name)" + String(repeating: " ", count: max(1, 12 - name.count)) + command.configuration.abstract
      }
  }
}

/// A command of telemctl's.
protocol TelemctlVerb: Command {}

extension TelemctlVerb {
  func run() throws { try run(as: Face.control.rawValue) }

  /// What the old program said first.
  func requireRoot(_ context: CommandContext) throws(Explanation) {
    guard context.environment.isRoot || context.global.stateDir != nil else {
      throw Explanation("Must be root to run this command. Exiting...", at: "", exit: .failed)
    }
  }
}
