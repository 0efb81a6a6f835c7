import ArgumentParser
import Platform
import Report

/// The manual page of a face: options from the argument parser, the rest from `FaceProse`.
enum FacePage {
  static func text(_ face: Face) -> String {
    let prose = FaceProse.of(face)
    var page = MdocPage(face.rawValue, section: 1, summary: prose.summary)
    guard let tree = try? CommandTree.of(face.command) else { return page.text }
    let common = (try? CommandTree.ofProgram().arguments) ?? []
    synopsis(&page, tree, common)
    page.section("Description")
    page.prose(prose.purpose)
    for text in prose.description { page.paragraph(text) }
    page.paragraph("The options:")
    page.list { page in
      for argument in tree.arguments where !common.contains(argument) {
        page.item(argument.macros, argument.explanation)
      }
      page.item("Fl h , Fl -help", "Show help information.")
      page.item("Fl V , Fl -version", "Show the version.")
    }
    page.paragraph(
      "Long names may be cut short as long as one option is meant. The following are those of every command of "
        + "`telemetry-tui`:")
    page.list { page in
      for argument in tree.arguments where common.contains(argument) && !isAsked(argument) {
        page.item(argument.macros, argument.explanation)
      }
    }
    pairs(&page, "Environment", "Ev", FaceProse.environment)
    pairs(&page, "Files", "Pa", FaceProse.files)
    page.section("Exit status")
    page.list(compact: true) { page in
      for (status, meaning) in FaceProse.exits { page.item("Li \(status.rawValue)", meaning) }
    }
    page.section("Examples")
    page.prose(prose.example.what)
    page.display(prose.example.lines)
    page.seeAlso([("telemetry-tui", 1), ("telemetry", 3), ("telemetry-tui.conf", 5)])
    page.section("History")
    page.prose("The options, messages and exit codes are those of telemetrics-client 2.4.3, but for these corrections:")
    page.raw(".Bl -bullet")
    for correction in prose.corrections {
      page.raw(".It")
      page.prose(correction)
    }
    page.raw(".El")
    return page.text
  }

  private static func isAsked(_ argument: CommandArgument) -> Bool {
    argument.names.contains("--help") || argument.names.contains("--version")
  }

  private static func synopsis(_ page: inout MdocPage, _ tree: CommandTree, _ common: [CommandArgument]) {
    page.section("Synopsis")
    page.raw(".Nm")
    for argument in tree.arguments where !common.contains(argument) {
      let short = argument.names.first { $0.count == 2 }.map { "Fl \($0.dropFirst())" } ?? argument.macros
      page.raw(".Op \(short)" + (argument.kind == .option ? " Ar \(argument.value)" : ""))
    }
  }

  private static func pairs(_ page: inout MdocPage, _ title: String, _ macro: String, _ rows: [(String, String)]) {
    page.section(title)
    page.list { page in for (name, meaning) in rows { page.item("\(macro) \(name)", meaning) } }
  }
}
