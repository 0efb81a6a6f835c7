import ArgumentParser
import Console
import Platform
import Report

/// telemetry-tui(1): commands and options from the argument parser, the rest from `ProgramProse`.
enum ProgramPage {
  static func text() -> String {
    var page = MdocPage(
      Program.name, section: 1, summary: "see, decide and prove what this machine tells its vendors")
    guard let tree = try? CommandTree.ofProgram() else { return page.text }
    let common = Self.common(tree)
    synopsis(&page, tree, common)
    page.section("Description")
    page.prose(ProgramProse.purpose)
    for text in ProgramProse.description { page.paragraph(text) }
    page.section("Options")
    page.prose("These are taken by every command, before or after its name:")
    page.list { page in for argument in tree.arguments where common.contains(argument) { item(&page, argument) } }
    page.paragraph("These are taken without a command:")
    page.list { page in for argument in tree.arguments where !common.contains(argument) { item(&page, argument) } }
    page.section("Commands")
    page.prose(ProgramProse.commands)
    commands(&page, tree, common)
    page.section("Which agent")
    page.prose(ProgramProse.place)
    console(&page)
    pairs(&page, "Environment", "Ev", ProgramProse.environment)
    pairs(&page, "Files", "Pa", ProgramProse.files)
    page.section("Exit status")
    page.list(compact: true) { page in
      for (status, meaning) in ProgramProse.exits { page.item("Li \(status.rawValue)", meaning) }
    }
    page.section("Examples")
    for (index, (what, lines)) in ProgramProse.examples.enumerated() {
      if index > 0 { page.raw(".Pp") }
      page.prose(what)
      page.display(lines)
    }
    page.section("Diagnostics")
    page.prose(ProgramProse.diagnostics)
    page.seeAlso([
      ("asd-telemetry", 1), ("crashprobe", 1), ("hprobe", 1), ("telem-record-gen", 1), ("telemctl", 1),
      ("telemetry", 3),
      ("telemetry-tui-outbox", 5), ("telemetry-tui-report", 5), ("telemetry-tui.conf", 5),
      ("telemetry-tui-records", 7), ("telemetry-tui-tutorial", 7), ("telemetry-tui.service", 8),
    ])
    return page.text
  }

  /// The options that all commands have.
  private static func common(_ tree: CommandTree) -> [CommandArgument] {
    tree.arguments.filter { argument in tree.leaves.allSatisfy { $0.arguments.contains(argument) } }
  }

  private static func synopsis(_ page: inout MdocPage, _ tree: CommandTree, _ common: [CommandArgument]) {
    page.section("Synopsis")
    page.raw(".Nm")
    page.raw(".Op Ar options")
    page.raw(".Nm")
    page.raw(".Op Ar options")
    page.raw(".Ar command")
    page.raw(".Op Ar argument ...")
  }

  private static func item(_ page: inout MdocPage, _ argument: CommandArgument) {
    page.item(argument.macros, argument.explanation)
  }

  private static func commands(_ page: inout MdocPage, _ tree: CommandTree, _ common: [CommandArgument]) {
    for group in Root.configuration.groupedSubcommands {
      let names = Set(group.subcommands.compactMap { $0.configuration.commandName })
      page.subsection(group.name)
      page.list { page in
        for command in tree.subcommands where names.contains(command.name) {
          for leaf in command.leaves { self.command(&page, leaf, common) }
        }
      }
    }
  }

  private static func command(_ page: inout MdocPage, _ command: CommandTree, _ common: [CommandArgument]) {
    let own = command.arguments.filter { !common.contains($0) }
    let words = command.path.enumerated().map { index, word in
      let isLast = index == command.path.count - 1 && index > 0
      return command.isDefault && isLast ? "Oo Cm \(word) Oc" : "Cm \(word)"
    }
    page.raw(".It \((words + own.map(\.synopsis)).joined(separator: " "))")
    page.prose(command.abstract)
    if !command.discussion.isEmpty { page.paragraph(command.discussion) }
    let explained = own.filter { $0.kind != .positional || !$0.allowed.isEmpty || $0.help.count > 30 }
    guard !explained.isEmpty else { return }
    page.raw(".Pp")
    page.list(compact: true) { page in for argument in explained { item(&page, argument) } }
  }

  private static func console(_ page: inout MdocPage) {
    page.section("The console")
    let views = ViewID.allCases.map { "`\($0.rawValue)` \($0.title)" }.joined(separator: ", ")
    page.prose("\(ProgramProse.console[0]) \(views).")
    for text in ProgramProse.console.dropFirst() { page.paragraph(text) }
    page.subsection("Keys")
    page.prose(ProgramProse.keys)
    for section in KeySheet.sections {
      page.paragraph(section.title + ":")
      page.raw(".Pp")
      page.list(compact: true) { page in
        for row in section.rows {
          let keys = row.keys.map(Self.keyMacro).joined(separator: " , ")
          page.item(keys, row.help + (row.isDangerous ? " (asks first)" : ""))
        }
      }
    }
    page.subsection("Line by line")
    page.prose(ProgramProse.plain)
    page.subsection("Scripts")
    page.prose(ProgramProse.script)
    page.raw(".Pp")
    page.list(compact: true) { page in
      for (line, meaning) in ProgramProse.scriptLines { page.item(line, meaning) }
    }
  }

  /// A key as an mdoc argument; punctuation would be taken for the sentence's.
  private static func keyMacro(_ key: String) -> String {
    let isPlain = key.allSatisfy { $0.isLetter || $0.isNumber } && key.count > 1 || key.allSatisfy(\.isLetter)
    if isPlain || key.hasPrefix("Ctrl-") { return "Ic \(key)" }
    return "Ic \\&\(key)"
  }

  private static func pairs(_ page: inout MdocPage, _ title: String, _ macro: String, _ rows: [(String, String)]) {
    page.section(title)
    page.list { page in for (name, meaning) in rows { page.item("\(macro) \(name)", meaning) } }
  }
}
