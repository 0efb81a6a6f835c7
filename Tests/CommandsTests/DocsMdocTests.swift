import Testing

@testable import Commands

@Suite("Text in manual pages") struct DocsMdocTests {
  @Test(
    "Arguments are neither macros nor delimiters nor escapes",
    arguments: [
      ("plain", "plain"), ("two words", "\"two words\""), ("", "\"\""), ("Op", "\\&Op"), ("Cm", "\\&Cm"), ("on", "on"),
      (".", "\\&.\\&"), ("a.", "a.\\&"), ("?", "\\&?\\&"), ("a-b", "a\\-b"), ("a\\b", "a\\eb"),
      ("say \"x\"", "\"say \\(dqx\\(dq\""),
      ("it's", "it\\(aqs"),
    ])
  func argument(_ text: String, _ wanted: String) { #expect(MdocText.argument(text) == wanted) }

  @Test(
    "Prose breaks after sentences and around literals",
    arguments: [
      ("One. Two.", ["One.", "Two."]), ("see `status`, then go", ["see", ".Ql status ,", "then go"]),
      ("(see `status`)", ["(see", ".Ql status )"]), ("a (`b`) c", ["a", ".Ql ( b )", "c"]),
      ("`a` and `b`.", [".Ql a", "and", ".Ql b ."]), (".hidden", ["\\&.hidden"]), ("'quoted", ["\\&'quoted"]),
      ("a \\ b", ["a \\e b"]), ("", []),
    ])
  func lines(_ prose: String, _ wanted: [String]) { #expect(MdocText.lines(prose) == wanted) }

  @Test("Lines are filled to a width a reader can follow") func width() {
    let prose = Array(repeating: "word", count: 100).joined(separator: " ")
    let lines = MdocText.lines(prose)
    #expect(lines.count > 5)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.joined(separator: " ") == prose)
  }

  @Test(
    "What goes in comes out of a real formatter",
    .enabled(if: DocsShell.has("mandoc")),
    arguments: [
      "redact.<glob>", "\\n(an escape", ".Dd not a request", "'also not", "a \"quoted\" word", "--option=value", "Xr",
      "100%", "a`b", "x^y~z", "C:\\dir\\", "*", "[main]", "tab is $HOME",
    ])
  func formatted(_ text: String) throws {
    var page = MdocPage("probe", section: 7, summary: "a probe")
    page.section("Description")
    page.raw(".Cm " + MdocText.argument(text))
    page.display(text)
    let directory = try DocsDirectory()
    let file = try directory.write("probe.7", page.text)
    let shown = DocsShell.run("mandoc -T ascii -O width=200 \(file) | col -bx").output
    #expect(shown.split(separator: "\n").filter { $0.contains(text) }.count == 2, "\(shown)")
    #expect(DocsShell.run("mandoc -T lint -W warning \(file)").output == "")
  }
}
