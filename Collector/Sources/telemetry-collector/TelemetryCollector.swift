import ArgumentParser
import Foundation

/// Receives, keeps and shows what the fleet sends.
@main
struct TelemetryCollector: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "telemetry-collector",
    abstract: "Receive, keep and show what telemetry agents send.",
    discussion: """
      Alone it listens on 127.0.0.1:8080, keeps everything in one SQLite file in its state directory and prints the \
      address of its page. With --database any number of collectors share one PostgreSQL database.
      """,
    version: version,
    subcommands: [CheckConfig.self, User.self, Purge.self, Backup.self, Import.self])

  @OptionGroup var options: Options

  /// As ArgumentParser has it, but for what is wrong with the words: one line, as everything else that is wrong.
  static func main() async {
    // The runtime would tell the system's log of each thread whose priority it may not raise.
    setenv("LIBDISPATCH_LOG", "NO", 0)
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      let words = message(for: error)
      Program.complain(
        ProgramFault(
          words.prefix(1).lowercased() + words.dropFirst().replacing("\n", with: " "), at: "the command line",
          remedy: remedy(for: Array(CommandLine.arguments.dropFirst())), .usage))
      Foundation.exit(ProgramFault.Status.usage.rawValue)
    }
  }

  /// What to do about a command line of these words: where to look, and what there is in place of a word that is no
  /// command.
  private static func remedy(for words: [String]) -> String {
    var command: any ParsableCommand.Type = self
    var path = command._commandName
    for word in words {
      let below = command.configuration.subcommands
      guard let next = below.first(where: { $0._commandName == word }) else {
        let isCommand = !word.isEmpty && !word.hasPrefix("-") && !below.isEmpty
        let names = below.map { $0._commandName }.joined(separator: ", ")
        return (isCommand ? "the commands are \(names); " : "") + "see \(path) --help"
      }
      command = next
      path += " " + word
    }
    return "see \(path) --help"
  }

  func run() async throws {
    await Program.end { () async throws(ProgramFault) in try await Service(settings: try options.settings()).run() }
  }

  /// Looks at what the options name, and says what is wrong with it.
  struct CheckConfig: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check-config", abstract: "Check the options and what they name, and change nothing.")

    @ParentCommand var parent: TelemetryCollector
    @OptionGroup var options: Options

    func run() async throws {
      await Program.end { () async throws(ProgramFault) in
        let found = await Service(settings: try options.over(parent.options).settings()).look()
        print(found.lines.joined(separator: "\n"))
        for fault in found.faults.dropLast() { Program.complain(fault) }
        if let last = found.faults.last { throw last }
      }
    }
  }

  /// Deletes what is older than the policy says.
  struct Purge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "purge", abstract: "Delete now what is older than is kept; a running collector does so daily.")

    @Flag(help: "Delete also after a month in which nothing came, when the clock might have jumped.")
    var clockIsRight = false
    @ParentCommand var parent: TelemetryCollector
    @OptionGroup var options: Options

    func run() async throws {
      await Program.end { () async throws(ProgramFault) in
        try await Service(settings: try options.over(parent.options).settings()).purge(clockIsRight: clockIsRight)
      }
    }
  }
}

/// How a command ends: well, or with one line that says what is wrong.
enum Program {
  static func complain(_ fault: ProgramFault) {
    FileHandle.standardError.write(Data("telemetry-collector: \(fault.line)\n".utf8))
  }

  static func end(_ body: () async throws(ProgramFault) -> Void) async {
    // Stores and their copies hold what others may not read: records, and hashes of passwords.
    umask(0o077)
    do throws(ProgramFault) {
      try await body()
    } catch {
      complain(error)
      exit(error.status.rawValue)
    }
  }
}
