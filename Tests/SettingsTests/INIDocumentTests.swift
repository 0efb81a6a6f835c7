import Testing

@testable import Settings

@Suite("An INI document, read")
struct INIDocumentTests {
  @Test(
    "gives back every byte of what it read",
    arguments: [
      "", "\n", "\r\n\r\n", "[main]", "[main]\ninterval = 600", "\u{FEFF}[main]\r\nx=1\r\n", "# only\n; comments",
      "[a]\nk = v\n  more\n\n  and more\n[b]\n", "junk\n[x\n=v\nkey = before\n", "[a]\nk\r=\rv\r\r\n", "\u{FEFF}",
      "\u{FEFF}\n",
    ])
  func roundTrip(text: String) {
    #expect(INIDocument.parse(text).bytes == Array(text.utf8))
  }

  @Test("finds keys in any case, sections only as they are written")
  func lookup() {
    let document = INIDocument.parse("[Main]\nHome-URL = a\n")
    #expect(document.entry("Main", "home-url")?.value == "a")
    #expect(document.entry("main", "home-url") == nil)
    #expect(document.entry("Main", "home-url", .exact) == nil)
    #expect(document.entry("Main", "Home-URL", .exact)?.line == 2)
  }

  @Test(
    "understands both separators, blanks around them, and marks inside a value",
    arguments: [
      ("k=v", "v"), ("k : v", "v"), ("k = a = b", "a = b"), ("k: http://h:1/x", "http://h:1/x"), ("k\t=\tv\t", "v"),
      ("k = a # b ; c", "a # b ; c"), ("k =", ""), ("k=", ""), ("  k = v", "v"), ("k = v\r", "v"),
    ])
  func entries(line: String, value: String) {
    #expect(INIDocument.parse("[s]\n\(line)\n").entry("s", "k")?.value == value)
  }

  @Test("takes the last of repeated keys and joins repeated sections")
  func repeats() {
    let document = INIDocument.parse("[a]\nx=1\n[b]\ny=2\n[a]\nx=3\nz=4\n")
    #expect(document.entry("a", "x")?.value == "3")
    #expect(document.entry("a", "x")?.line == 6)
    #expect(document.entry("a", "z")?.value == "4")
  }

  @Test("continues a value on deeper lines only, over blank lines and comments")
  func continuation() {
    let text = "[a]\n  x = 1\n    2\n# note\n\n    3\n  y = 4\n\nz = 5\n"
    let document = INIDocument.parse(text)
    #expect(document.entry("a", "x")?.value == "1\n2\n\n3")
    #expect(document.entry("a", "y")?.value == "4")
    #expect(document.entry("a", "z")?.value == "5")
    #expect(document.faults.isEmpty)
  }

  @Test("does not continue values in [settings], where the old reader trimmed every line")
  func telemetricsIndentation() {
    let document = INIDocument.parse("[settings]\nserver=http://a\n  spool_dir=/x\n")
    #expect(document.entry("settings", "server")?.value == "http://a")
    #expect(document.entry("settings", "spool_dir")?.value == "/x")
  }

  @Test("tells what is wrong with each line, and goes on")
  func faults() {
    let text = "early = 1\n[open\nlost = 1\n[]\n[a] text\n[b] # fine\nnothing here\n= 3\nok = 4\n"
    let document = INIDocument.parse(text)
    #expect(
      document.faults == [
        INIFault(line: 1, problem: .keyBeforeSection("early")), INIFault(line: 2, problem: .unclosedHeader),
        INIFault(line: 4, problem: .emptyHeader), INIFault(line: 5, problem: .textAfterHeader("text")),
        INIFault(line: 7, problem: .noSeparator), INIFault(line: 8, problem: .emptyKey),
      ])
    #expect(document.entries.map(\.key) == ["ok"])
    #expect(document.text == text)
  }

  @Test("refuses bytes that are no text, naming the line")
  func binary() {
    let bytes = Array("[a]\nx=1\n".utf8) + [0x79, 0x3D, 0xFF, 0x0A] + Array("z=\0\nw=2\n".utf8)
    let document = INIDocument.parse(bytes)
    #expect(document.faults == [INIFault(line: 3, problem: .notUTF8), INIFault(line: 4, problem: .nulByte)])
    #expect(document.entries.map(\.key) == ["x", "w"])
    #expect(document.bytes == bytes)
  }

  @Test("reads nothing of a file over the limit, and everything of one at the limit")
  func size() {
    let head = Array("[a]\nx=".utf8)
    let exact = head + [UInt8](repeating: UInt8(ascii: "v"), count: INIDocument.sizeLimit - head.count)
    #expect(INIDocument.parse(exact).entry("a", "x")?.value.utf8.count == INIDocument.sizeLimit - head.count)
    let over = INIDocument.parse(exact + [UInt8(ascii: "v")])
    #expect(over.entries.isEmpty)
    #expect(over.faults.map(\.problem) == [.tooLarge(bytes: INIDocument.sizeLimit + 1, limit: INIDocument.sizeLimit)])
  }

  @Test("survives a million empty lines and a value of half a million lines")
  func long() {
    #expect(INIDocument.parse([UInt8](repeating: 0x0A, count: 1 << 20)).lines.count == 1 << 20)
    let lines = 300_000
    let value = INIDocument.parse("[a]\nx = 0\n" + String(repeating: " 1\n", count: lines)).entry("a", "x")?.value
    #expect(value?.utf8.count == 1 + 2 * lines)
  }
}

@Suite("The dialect of a section")
struct ValueDialectTests {
  @Test(
    "decodes as the program that wrote the file meant it",
    arguments: [
      ("settings", #"a\sb"#, "a b"), ("settings", #"a\\b\x"#, "abx"), ("settings", "50%%", "50%%"),
      ("settings", #"end\"#, "end"), ("main", "p%%40ss", "p%40ss"), ("main", "p%40ss", "p%40ss"),
      ("main", "%%%", "%%"), ("main", #"a\sb"#, #"a\sb"#),
    ])
  func decodes(section: String, raw: String, value: String) {
    #expect(ValueDialect(section: section).decoded(raw) == value)
  }

  @Test(
    "encodes so that decoding gives the value back",
    arguments: [
      ("settings", " a b "), ("settings", ""), ("settings", "   "), ("main", "100%"), ("main", "%%(x)s"),
      ("main", "Grüße = # ; [x]"), ("main", ""), ("main", "a\tb"),
    ])
  func encodes(section: String, value: String) throws {
    let dialect = ValueDialect(section: section)
    #expect(dialect.decoded(try dialect.encoded(value)) == value)
  }

  @Test(
    "refuses what it cannot say",
    arguments: [
      ("main", "a\nb", INIEditProblem.controlCharacter), ("main", "a\0", .controlCharacter),
      ("main", " a", .outerSpace),
      ("main", "a\t", .outerSpace), ("settings", #"C:\x"#, .backslash), ("settings", "\ta", .outerSpace),
    ])
  func refuses(section: String, value: String, problem: INIEditProblem) {
    #expect(throws: problem) { try ValueDialect(section: section).encoded(value) }
  }
}
