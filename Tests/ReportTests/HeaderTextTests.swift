import Testing

@testable import Report

@Suite("The headers of a request in one text") struct HeaderTextTests {
  @Test("headers come back as they were put in")
  func roundTrip() {
    let headers: [SealedRequest.Header] = [
      .init("A", "b"), .init("Empty", ""), .init("Colon", "a: b:c"), .init("É", "ü"),
    ]
    let text = HeaderText(headers)
    #expect(text.isWellFormed && text.headers == headers)
    #expect(HeaderText(stored: String(decoding: text.bytes, as: UTF8.self)) == text)
  }

  @Test(
    "what is no line with a name is marked",
    arguments: [("", "x"), ("a:b", "x"), ("a", "x\ny"), ("a\r", ""), ("a", "\0")])
  func bad(_ name: String, _ value: String) {
    var text = HeaderText([.init("Good", "1")])
    #expect(text.isWellFormed)
    text.append(HeaderText([.init(name, value)]))
    #expect(!text.isWellFormed)
  }

  @Test(
    "a value from outside is a value, whatever its bytes",
    arguments: [
      (Array("plain\ttext".utf8), "plain\ttext"), ([0x61, 0x0A, 0x62, 0x1B, 0x7F, 0], "a?b???"),
      ([0xFF, 0x0D], "\u{FFFD}?"),
      (Array("日本\n".utf8), "日本?"), ([], ""),
    ] as [([UInt8], String)])
  func outside(_ bytes: [UInt8], _ wanted: String) {
    var text = HeaderText()
    text.append(Array("n".utf8), outside: bytes[...])
    #expect(text.isWellFormed && text.headers == [.init("n", wanted)])
  }
}
