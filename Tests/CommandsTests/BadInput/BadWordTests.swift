import Testing

@testable import Commands

/// Words that no command has.
@Suite struct BadWordTests {
  @Test(arguments: [
    ("statuss", "telemetry-tui status"), ("jounral", "telemetry-tui journal"), ("spool lss", "telemetry-tui spool ls"),
    ("--read-only servce", "telemetry-tui service"), ("channel onn perf", "telemetry-tui channel on"),
  ])
  func `a mistyped command is told with the one that was meant`(_ typed: String, _ meant: String) throws {
    let machine = try Machine()
    let words = typed.split(separator: " ").map(String.init)
    let answer = try machine.run(words)
    #expect(answer.status == 64 && answer.out.isEmpty)
    #expect(answer.err.hasSuffix(": arguments: did you mean `\(meant)`?\n"), "\(answer.err)")
  }

  @Test func `a word like no command is answered with the help`() throws {
    let answer = try Machine().run("zebra")
    #expect(answer.status == 64)
    #expect(answer.err.hasSuffix("'zebra': arguments: see `telemetry-tui --help`\n"), "\(answer.err)")
  }

  @Test func `edits are counted with neighbours swapped as one`() {
    #expect(Suggestion.edits("journal", "jounral") == 1)
    #expect(Suggestion.edits("", "off") == 3 && Suggestion.edits("off", "") == 3)
    #expect(Suggestion.edits("status", "status") == 0 && Suggestion.edits("sttus", "status") == 1)
  }
}
