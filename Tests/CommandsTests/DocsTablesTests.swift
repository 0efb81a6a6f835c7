import Agent
import ArgumentParser
import Platform
import Settings
import Testing

@testable import Commands

/// Every command, option and setting of the program's tables, in each place where somebody looks for it.
@Suite("What the tables hold is everywhere") struct DocsTablesTests {
  private struct Place {
    var command: CommandTree
    var argument: CommandArgument
  }

  private func all() throws -> [Place] {
    func below(_ tree: CommandTree) -> [Place] {
      tree.arguments.map { Place(command: tree, argument: $0) } + tree.subcommands.flatMap(below)
    }
    return below(try CommandTree.ofProgram())
  }

  /// The text between a line that begins a function and the one that ends it.
  private func function(_ name: String, _ script: String) -> Substring? {
    script.firstRange(of: "\n_\(name)() {\n").map { script[$0.upperBound...].prefix(until: "\n}\n") }
  }

  @Test("each option is in its command's help") func help() throws {
    for place in try all() {
      let type = try #require(Self.type(place.command.path), "\(place.command.name)")
      let text = Root.helpMessage(for: type, columns: 200)
      for name in place.argument.names { #expect(Self.has(name, text), "\(place.command.name) \(name)") }
    }
  }

  @Test(
    "each option and each command is in the completion of bash and of zsh",
    arguments: ["telemetry-tui.bash", "_telemetry-tui"])
  func functions(_ file: String) throws {
    let script = try DocsShell.file("completions/\(file)")
    for place in try all() {
      let name = (["telemetry-tui"] + place.command.path).joined(separator: "_")
      let body = try #require(function(name, script), "\(file): \(name)")
      for option in place.argument.names { #expect(Self.has(option, String(body)), "\(name) \(option)") }
      for child in place.command.subcommands { #expect(body.contains(child.path.last ?? "?"), "\(child.name)") }
    }
  }

  @Test("each option and each command is in the completion of fish") func fish() throws {
    let lines = try DocsShell.file("completions/telemetry-tui.fish").split(separator: "\n")
    for place in try all() {
      let path = (["telemetry-tui"] + place.command.path).joined(separator: " ")
      let own = lines.filter { $0.contains("\"\(path)\"") }
      for option in place.argument.names {
        let word = option.hasPrefix("--") ? "-l '\(option.dropFirst(2))'" : "-s '\(option.dropFirst())'"
        #expect(own.contains { $0.contains(word) }, "\(path) \(option)")
      }
      for child in place.command.subcommands {
        #expect(own.contains { $0.contains("-fa '\(child.path.last ?? "?")'") }, "\(child.name)")
      }
    }
  }

  @Test("each setting is in the manual page, the default file, the three completions and the Settings view")
  func settings() throws {
    let page = try DocsShell.file("man/telemetry-tui.conf.5"), file = try DocsShell.file("config/telemetry.conf")
    let scripts = try ["telemetry-tui.bash", "_telemetry-tui", "telemetry-tui.fish"].map {
      try DocsShell.file("completions/\($0)")
    }
    let rows = SettingRow.all(Configuration.load(explicitPath: "/dev/null", environment: Environment(variables: [:])))
    // A description follows for shells that show one, and another test may just be such a shell.
    let offered = CompletionLists.keyAndValue(["config", "set", ""], 2, "").map { $0.prefix { !":\t".contains($0) } }
    for option in OptionTable.all {
      #expect(page.contains(".It Cm \(MdocText.argument(option.key))\n"), "\(option.name)")
      #expect(file.contains("\n#\(option.key)"), "\(option.name)")
      // A pattern is no word for a shell, and has a row for each rule somebody wrote.
      if option.isPattern { continue }
      for script in scripts {
        #expect(script.contains("'\(option.name)'") || script.contains(option.name), "\(option.name)")
      }
      #expect(rows.contains { $0.name == option.name && $0.purpose == option.purpose }, "\(option.name)")
      #expect(offered.contains(Substring(option.name)), "\(option.name)")
    }
    #expect(OptionTable.all.count > 50)
    // And nothing that is no option any more, but among the keys of older programs.
    let known = Set(OptionTable.all.map { MdocText.argument($0.key) })
    let own = page.split(separator: "\n").prefix { $0 != ".Sh KEYS OF OLDER PROGRAMS" }
    for line in own where line.hasPrefix(".It Cm ") {
      #expect(known.contains(String(line.dropFirst(7))), "\(line)")
    }
  }

  @Test("each option of an older name is in its page and in its three completions", arguments: Face.allCases)
  func faces(_ face: Face) throws {
    let name = face.rawValue
    let page = try DocsShell.file("man/\(name).1")
    let scripts = try ["\(name).bash", "_\(name)", "\(name).fish"].map { try DocsShell.file("completions/\($0)") }
    for option in face.command.options {
      #expect(page.contains("-\(option.long[0])"), "\(name) --\(option.long[0])")
      for script in scripts { #expect(script.contains(option.long[0]), "\(name) --\(option.long[0])") }
    }
  }

  /// Whether the option stands there as a word of its own.
  private static func has(_ option: String, _ text: String) -> Bool {
    text.split { !($0.isLetter || $0.isNumber || "-_".contains($0)) }.contains(Substring(option))
  }

  private static func type(_ path: [String]) -> (any ParsableCommand.Type)? {
    var type: any ParsableCommand.Type = Root.self
    for name in path {
      let groups = type.configuration.groupedSubcommands.flatMap(\.subcommands)
      guard let next = (type.configuration.subcommands + groups).first(where: { $0.configuration.commandName == name })
      else { return nil }
      type = next
    }
    return type
  }
}
