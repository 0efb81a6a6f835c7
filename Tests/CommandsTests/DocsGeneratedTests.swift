import ArgumentParser
import Platform
import Report
import Settings
import Testing

@testable import Commands

@Suite("The generated documentation") struct DocsGeneratedTests {
  @Test("Each manual page is the one this program prints", arguments: ManCommand.Page.allCases)
  func pageIsFresh(_ page: ManCommand.Page) throws {
    let folder = page == .keys ? "docs" : "man"
    #expect(try DocsShell.file("\(folder)/\(page.rawValue)") == ManCommand.text(page), "run make generate")
  }

  @Test(
    "Each completion script is the one this program prints",
    arguments: [
      ("telemetry-tui.bash", CompletionsCommand.Shell.bash), ("_telemetry-tui", .zsh), ("telemetry-tui.fish", .fish),
    ]
  )
  func completionIsFresh(_ file: String, _ shell: CompletionsCommand.Shell) throws {
    #expect(
      try DocsShell.file("completions/\(file)") == CompletionsCommand.script(shell) + "\n", "run make generate")
  }

  @Test("The default configuration is the one this program prints") func configurationIsFresh() throws {
    #expect(try DocsShell.file("config/telemetry.conf") == ConfigTemplate.text, "run make generate")
  }

  @Test("The command tree has every command of the program") func treeIsWhole() throws {
    let tree = try CommandTree.ofProgram()
    func names(_ type: any ParsableCommand.Type, below path: [String]) -> [String] {
      let own = path + [type.configuration.commandName ?? ""]
      let children = type.configuration.subcommands
      return children.isEmpty ? [own.joined(separator: " ")] : children.flatMap { names($0, below: own) }
    }
    let all = Root.configuration.subcommands.flatMap { names($0, below: []) }
    #expect(tree.leaves.map(\.name).sorted() == all.sorted())
    #expect(all.count > 20)
  }

  @Test("telemetry-tui(1) has every command and every option of it") func programPageIsWhole() throws {
    let items = ProgramPage.text().split(separator: "\n").filter { $0.hasPrefix(".It ") }
    let tree = try CommandTree.ofProgram()
    for command in tree.leaves {
      let words = command.path.map { "Cm \($0)" }
      let found = items.contains { line in
        let plain = line.split(separator: " ").filter { $0 != "Oo" && $0 != "Oc" }.joined(separator: " ")
        return plain == ".It " + words.joined(separator: " ")
          || plain.hasPrefix(".It " + words.joined(separator: " ") + " ")
      }
      #expect(found, "\(command.name)")
      for name in command.arguments.flatMap(\.names) {
        #expect(items.contains { $0.contains("Fl \(name.dropFirst())") }, "\(command.name) \(name)")
      }
    }
  }

  @Test("telemetry-tui(1) has every exit status") func exitsAreWhole() {
    let documented = Set(ProgramProse.exits.map(\.0.rawValue))
    #expect(documented == Set((0...255).compactMap { ExitStatus(rawValue: $0)?.rawValue }))
  }

  @Test("telemetry-tui.conf(5) and the default file have every option") func optionsAreWhole() throws {
    let page = ConfigurationPage.text(), file = try DocsShell.file("config/telemetry.conf")
    for (name, _) in OptionTable.sections {
      let begin = try #require(
        page.firstRange(of: ".Sh SECTION \"[\(name)]\\&\"") ?? page.firstRange(of: ".Sh SECTION [\(name)]\\&"),
        "\(name)")
      let section = page[begin.upperBound...].prefix(until: "\n.Sh ")
      for option in OptionTable.options(of: name) {
        #expect(section.contains(".It Cm \(MdocText.argument(option.key))\n"), "\(option.name)")
        #expect(option.environmentName.map { section.contains($0) } ?? true, "\(option.name)")
        #expect(file.contains("\n#\(option.key)"), "\(option.name)")
      }
    }
  }

  @Test("telemetry-tui-report(5) has every field") func fieldsAreWhole() {
    let page = ReportPage.text()
    for entry in FieldRegistry.entries {
      #expect(page.contains(".It Cm \(MdocText.argument(entry.pattern))\n"), "\(entry.pattern)")
    }
    #expect(FieldRegistry.entries.count > 50)
  }

  @Test("mandoc and man have no complaint about any page", .enabled(if: DocsShell.has("mandoc")))
  func pagesAreClean() {
    let result = DocsShell.run("cd \(DocsShell.root) && .ci/check-man")
    #expect(result.status == 0, "\(result.output)")
  }
}

extension Substring {
  /// The text before the first occurrence of a word, all of it when there is none.
  func prefix(until word: String) -> Substring { firstRange(of: word).map { self[..<$0.lowerBound] } ?? self }
}
