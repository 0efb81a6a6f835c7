import Testing

@testable import Pages

@Suite struct TextTests {
  @Test("a less-than sign under a combining mark is escaped as well")
  func escapesByScalars() {
    #expect(Plain.escape("<\u{301}b>\"\u{301}'&") == "&lt;\u{301}b&gt;&quot;\u{301}&#39;&amp;")
  }

  @Test("control characters and marks that turn the direction are shown, not obeyed")
  func showsWhatHides() {
    #expect(Plain.line("a\u{1B}[0m\n\u{202E}b\u{7F}\u{9B}") == "a␛[0m␊⟨U+202E⟩b␡\u{FFFD}")
    #expect(Plain.block("a\r\n\tb\u{0}") == "a\n\tb␀")
  }

  @Test("long text is cut and says so")
  func cuts() {
    #expect(Plain.line("abcdef", limit: 3) == "abc…")
    #expect(Plain.line("abc", limit: 3) == "abc")
  }

  @Test("bytes that are no UTF-8 are read as Latin-1")
  func readsLatin() {
    #expect(Plain.text([0x61, 0xE9]) == "aé")
    #expect(Plain.text(Array("é".utf8)) == "é")
  }

  @Test(
    "times are told absolutely, and those beyond the calendar as they came",
    arguments: [
      (Int64(0), "1970-01-01 00:00:00 UTC"), (951_782_400, "2000-02-29 00:00:00 UTC"),
      (-1, "1969-12-31 23:59:59 UTC"), (253_402_300_799, "9999-12-31 23:59:59 UTC"),
      (253_402_300_800, "253402300800 s since 1970"), (.min, "-9223372036854775808 s since 1970"),
    ])
  func tellsTimes(seconds: Int64, text: String) {
    #expect(Times.absolute(seconds: seconds) == text)
  }

  @Test("how long ago never overflows")
  func tellsDistance() {
    #expect(Times.relative(seconds: 100, now: 103) == "now")
    #expect(Times.relative(seconds: 0, now: 7200) == "2 h ago")
    #expect(Times.relative(seconds: 86_400 * 3, now: 0) == "in 3 d")
    #expect(Times.relative(seconds: .min, now: 1) == "long ago")
    #expect(Times.relative(seconds: .max, now: -2) == "far ahead")
  }

  @Test("a day is a day of the calendar or none")
  func readsDays() {
    #expect(Times.seconds(ofDay: "2000-02-29") == 951_782_400)
    for text in ["2001-02-29", "2001-13-01", "20010101", "2001-1-1", "+001-01-01", ""] {
      #expect(Times.seconds(ofDay: text) == nil)
    }
  }

  @Test("figures are grouped, and bytes told by thousands")
  func tellsFigures() {
    #expect(Figures.count(1_234_567) == "1,234,567")
    #expect(Figures.count(-1000) == "-1,000")
    #expect(Figures.bytes(12_884_901_888) == "12.9 GB")
    #expect(Figures.bytes(.max) == "9.2 EB")
    #expect(Figures.change(from: 0, to: 3) == nil)
    #expect(Figures.change(from: 50, to: 56) == "+12%")
  }

  @Test("a query is read as browsers send it, and written so that it is read alike")
  func readsQueries() {
    let query = Query(encoded: "a=1+2&b=%3Cx%3E&c&d=%zz%&=e&a=3")
    #expect(query.value("a") == "1 2")
    #expect(query.value("b") == "<x>")
    #expect(query.has("c"))
    #expect(query.value("d") == "%zz%")
    #expect(Query(encoded: query.text.dropFirst()) == query)
  }

  @Test("JSON is laid out in lines, and what is none does no harm")
  func laysOut() {
    #expect(
      PrettyJSON.text(Array(#"{"a":[1,{"b":"x,\"y"}],"c":{}}"#.utf8), limit: 1000).text == """
        {
          "a": [
            1,
            {
              "b": "x,\\"y"
            }
          ],
          "c": {}
        }
        """)
    let deep = PrettyJSON.text([UInt8](repeating: 0x5B, count: 100_000), limit: 5000)
    #expect(deep.cut)
    #expect(PrettyJSON.text(Array("}}]]\"".utf8), limit: 100).text.contains("}"))
  }

  @Test("a scale ends at a round number that all columns fit under")
  func scales() {
    for number in [1, 3, 7, 9, 10, 11, 99, 101, 450, 999, 12_345, Int.max] { #expect(Chart.round(number) >= number) }
    #expect(Chart.round(450) == 500)
    #expect(Chart.round(9) == 10)
  }
}
