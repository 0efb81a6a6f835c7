import Terminal
import Testing

@Suite("Text is measured, made safe and clipped")
struct MeasuredTests {
  @Test(
    "the width of a text is the columns it takes",
    arguments: [
      ("", 0), ("plain", 5), ("日本", 4), ("e\u{301}", 1), ("한글", 4), ("a日b", 4), ("○●◐▲─│▾▸", 8),
      ("7\u{2009}120", 5), ("▁▂▃▄▅▆▇█", 8), ("ａ", 2),
    ])
  func width(text: String, columns: Int) {
    #expect(Glyphs.utf8.width(of: text) == columns)
  }

  @Test(
    "what a terminal would act upon is shown instead",
    arguments: [
      ("a\u{1B}[2Jb", "a\\e[2Jb"), ("\u{9B}31m", "\\u{9b}31m"), ("x\r\ny", "x\\r\\ny"), ("\u{202E}txt", "\\u{202e}txt"),
      ("a\u{200D}b", "a\\u{200d}b"), ("\u{7F}", "\\u{7f}"), ("\u{0}", "\\u{0}"),
    ])
  func hostile(text: String, shown: String) {
    #expect(Measured(text, glyphs: .utf8).text == shown)
    #expect(Measured(text, glyphs: .ascii).text == shown)
  }

  @Test("a mark without its letter gets one of its own, and never sits on a neighbour")
  func lonelyMark() {
    let measured = Measured("\u{301}", glyphs: .utf8)
    #expect(measured.text == "◌\u{301}")
    #expect(measured.width == 1)
  }

  @Test("marks beyond what a cell holds are shown as escapes, none is lost")
  func manyMarks() {
    let text = "a" + String(repeating: "\u{301}", count: 7)
    let measured = Measured(text, glyphs: .utf8)
    #expect(measured.text.hasPrefix("a\u{301}\u{301}\u{301}\u{301}\\u{301}"))
    #expect(measured.text.components(of: "\\u{301}") == 3)
  }

  @Test("ASCII gets a likeness of typography and an escape of everything else")
  func ascii() {
    #expect(Measured("a…→·", glyphs: .ascii).text == "a...->-")
    #expect(Measured("日é", glyphs: .ascii).text == "\\u{65e5}\\u{e9}")
  }

  @Test(
    "clipped text ends in an ellipsis and never exceeds its columns",
    arguments: [
      ("telemetry", 9, "telemetry"), ("telemetry", 8, "telemet…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
      ("日本語", 1, "…"), ("abc", 0, ""),
    ])
  func clipped(text: String, limit: Int, shown: String) {
    #expect(Glyphs.utf8.clipped(text, to: limit) == shown)
  }

  @Test("with ASCII the ellipsis is three dots, or as many as fit")
  func asciiClipped() {
    #expect(Glyphs.ascii.clipped("telemetry", to: 7) == "tele...")
    #expect(Glyphs.ascii.clipped("telemetry", to: 2) == "..")
  }

  @Test("an identifier keeps both ends")
  func inside() {
    #expect(Glyphs.utf8.clippedInside("5e3ec354aaaa7966b", to: 9) == "5e3e…966b")
    #expect(Glyphs.utf8.clippedInside("short", to: 9) == "short")
    #expect(Glyphs.ascii.clippedInside("0123456789", to: 8) == "012...89")
  }

  @Test("wrapping loses nothing and keeps every line within the width")
  func wrap() {
    let text = "  indented words that go on and on, averyveryverylongword日本語日本語 end"
    for width in 1...30 {
      let lines = Wrap.lines(text, width: width, glyphs: .utf8)
      for line in lines where width > 1 { #expect(Glyphs.utf8.width(of: line) <= width) }
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
    #expect(Wrap.lines("a\n\nb", width: 5, glyphs: .utf8) == ["a", "", "b"])
    #expect(Wrap.hard("abcdef", width: 4, glyphs: .utf8) == ["abcd", "ef"])
  }
}

extension String {
  /// How often a text occurs.
  func components(of part: String) -> Int { ranges(of: part).count }
}
