import Platform
import TestSupport
import Testing

@Suite("Text from outside, made safe")
struct SafeTextTests {
  @Test(
    "what a terminal would act on is shown instead",
    arguments: [
      ("", ""), ("plain text, über 日本 ✓", "plain text, über 日本 ✓"), ("a\tb\nc\rd", "a\\tb\\nc\\rd"),
      ("\u{1B}[31mred", "\\e[31mred"), ("a\u{0}b", "a\\u{0}b"), ("bell\u{7}", "bell\\u{7}"),
      ("\u{7F}\u{9B}2J", "\\u{7f}\\u{9b}2J"), ("x\u{202E}cod.exe", "x\\u{202e}cod.exe"),
      ("zero\u{200B}width", "zero\\u{200b}width"), ("\u{FEFF}bom", "\\u{feff}bom"),
      ("tag\u{E0041}", "tag\\u{e0041}"), ("line\u{2028}end", "line\\u{2028}end"), ("\r\n", "\\r\\n"),
    ])
  func table(_ text: String, _ shown: String) { #expect(SafeText.escaped(text) == shown) }

  @Test("whatever comes in, nothing hostile comes out, and safe text is not touched")
  func property() {
    var draws = Draws(1)
    for _ in 0..<2000 {
      let scalars = (0..<draws.number(below: 20)).compactMap { _ in
        Unicode.Scalar(UInt32(draws.number(below: draws.oneIn(2) ? 0x100 : 0x11_0000)))
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      let shown = SafeText.escaped(text)
      #expect(!shown.unicodeScalars.contains(where: SafeText.isHostile))
      #expect(SafeText.escaped(shown) == shown)
    }
  }

  @Test("an explanation is one line: what, where, what to do, without the parts that are empty")
  func explanation() {
    #expect(Explanation("no luck", at: "a\nb", remedy: "try \u{1B}again").line == "no luck: a\\nb: try \\eagain")
    #expect(Explanation("no luck", at: "").line == "no luck")
    #expect(explain(Explanation("known", at: "x")).what == "known")
    #expect(explain(SystemError("open", "/x", code: 13)).exit == .noPermission)
    #expect(
      explain(SystemError("open", "/x", code: 2)).line == "open failed, no such file or directory: /x: check the path")
  }
}
