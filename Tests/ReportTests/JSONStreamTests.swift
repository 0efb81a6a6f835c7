import Report
import TestSupport
import Testing

@Suite("JSON that streams by")
struct JSONStreamTests {
  /// The pieces of a text that comes in chunks of so many bytes.
  private func pieces(
    _ text: String, _ shape: JSONShape = .whole, chunk: Int = 1 << 20, keeping limit: Int = 1 << 20
  ) throws(JSONFault) -> [String] {
    var found: [String] = []
    var stream = JSONStream(shape, keeping: limit)
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      try stream.take(Array(bytes[start..<min(start + chunk, bytes.count)])) { piece in
        switch piece {
        case .element(let name, let key, let value): found.append("\(name) \(key)=\(JSONWriter.text(value))")
        case .document(let value): found.append(JSONWriter.text(value))
        }
      }
    }
    try stream.finish()
    return found
  }

  @Test("whatever is kept whole is what the reader reads, however the chunks fall", arguments: 0..<40)
  func sameAsReader(_ seed: Int) throws {
    var draws = Draws(UInt64(seed))
    let value = JSON.array([randomJSON(&draws), randomJSON(&draws, depth: 3)])
    let text = draws.oneIn(2) ? JSONWriter.text(value) : JSONWriter.indented(value)
    for chunk in [1, 2, 3, 7, 64, 1 << 20] {
      #expect(try pieces(text, chunk: chunk) == [JSONWriter.text(try JSONReader.parse(text))])
    }
  }

  private static let cluster = """
    {"epoch":1,"osds":[{"osd":0,"up":1,"deep":{"a":[1,{"b":"}]\\""}]}},{"osd":1,"up":0}],
     "pools":{"a \\u00e9":{"n":1},"b":{"n":[2]}},"big":[[1,2],[3]],"name":"x"}
    """

  @Test(
    "a shape keeps what it names and passes over the rest, and hands elements over one by one", arguments: [1, 5, 999])
  func shapes(_ chunk: Int) throws {
    let shape = JSONShape.object([
      "osds": .each("osd", .object(["osd": .whole])), "pools": .each("pool", .whole, where: { $0 != "b" }),
      "big": .count, "name": .whole, "none": .whole,
    ])
    #expect(
      try pieces(Self.cluster, shape, chunk: chunk) == [
        "osd 0=" + #"{"osd":0}"#, "osd 1=" + #"{"osd":1}"#, "pool a é=" + #"{"n":1}"#,
        #"{"osds":2,"pools":2,"big":2,"name":"x"}"#,
      ])
  }

  @Test("an array where an object is wanted, and the other way round, become null; plain values stay")
  func otherTypes() throws {
    let shape = JSONShape.object(["a": .object(["x": .whole]), "b": .items(.whole), "c": .members(.whole), "d": .count])
    #expect(
      try pieces(#"{"a":[1,[2]],"b":{"y":1},"c":"text","d":7}"#, shape) == [#"{"a":null,"b":null,"c":"text","d":7}"#])
  }

  @Test("a list is handed over item by item; nothing else is taken for one")
  func lists() throws {
    let shape = JSONShape.object(["a": .list("item", .object(["x": .whole])), "b": .whole])
    #expect(
      try pieces(#"{"a":[{"x":1,"y":2},7],"b":3}"#, shape) == [#"item 0={"x":1}"#, "item 1=7", #"{"a":2,"b":3}"#])
    for odd in ["7", "\"text\"", "true", "null"] {
      #expect(try pieces("{\"a\":\(odd),\"b\":3}", shape) == [#"{"b":3}"#], "\(odd)")
    }
    #expect(try pieces(#"{"a":{"x":1},"b":3}"#, shape) == [#"{"a":null,"b":3}"#])
    #expect(try pieces("{}", .list("item", .whole)) == ["null"])
  }

  @Test(
    "noise around values is skipped",
    arguments: [
      "\n{\"a\":1}", "warning: old release\n  {\"a\":1}\n", "[warn] old\n{\"a\":1}",
      "{\"a\":1}\n \nSee `show-device`.\n",
      "[2026-11-21] x\n[broken\n{\"a\":1}", "say { no\n{\"a\":1}", "{\"a\" oops\n{\"a\":1}\n",
    ])
  func noise(_ text: String) throws {
    for chunk in [1, 4, 100] { #expect(try pieces(text, chunk: chunk) == [#"{"a":1}"#]) }
  }

  @Test("several values come one after the other")
  func several() throws {
    #expect(try pieces("{\"a\":1}\n\n[2]\nError: no\n{}\n", chunk: 2) == [#"{"a":1}"#, "[2]", "{}"])
  }

  @Test(
    "what is no JSON, or not all of it, is a fault",
    arguments: [
      "", "nothing here\n", "{\"a\":1", "[1,2", "{\"a\":", "[\"x", "{\"a\":tru}\n", "[1 2]\n", "{\"a\":1]\n", "[1}\n",
      "{\n\"a\":01}", "{\n\"a\":\"\\x\"}", "{\n1:2}", "[\n1,\n]", "{\n\"a\":\"line\nbreak\"}", "[\n1,,2]",
    ])
  func faults(_ text: String) {
    for chunk in [1, 3, 100] {
      #expect(throws: JSONFault.self) { try pieces(text, chunk: chunk) }
    }
  }

  @Test("items are passed over by their index")
  func someItems() throws {
    let shape = JSONShape.each("x", .whole, where: { $0 == "1" || $0 == "3" })
    #expect(try pieces("[[0],[1],2,3,{}]", shape, chunk: 2) == ["x 1=[1]", "x 3=3", "5"])
  }

  @Test("elements that came before the fault were handed over")
  func partly() {
    var stream = JSONStream(.each("item", .whole))
    var count = 0
    #expect(throws: JSONFault.self) {
      try stream.take(Array("[{\"a\":1},{\"b\":2},{oops}]".utf8)) { if case .element = $0 { count += 1 } }
    }
    #expect(count == 2)
  }

  @Test("nesting has an end, kept or passed over")
  func depth() {
    let deep = String(repeating: "[\n", count: 1000)
    #expect(throws: JSONFault.self) { try pieces(deep) }
    #expect(throws: JSONFault.self) { try pieces("{\n\"a\":" + deep, .object([:])) }
  }

  @Test("one piece has a largest size; what is passed over, and many pieces, have none")
  func bounds() throws {
    let long = String(repeating: "x", count: 5000)
    #expect(throws: JSONFault.self) { try pieces("[\n\"\(long)\"]", keeping: 1000) }
    #expect(throws: JSONFault.self) { try pieces("[\n" + String(repeating: "0,", count: 500) + "0]", keeping: 1000) }
    #expect(try pieces("{\"a\":\"\(long)\",\"b\":1}", .object(["b": .whole]), keeping: 1000) == [#"{"b":1}"#])
    let names = "{" + (0..<500).map { "\"name \($0)\":\($0)," }.joined() + "\"b\":1}"
    #expect(try pieces(names, .object(["b": .whole]), keeping: 1000) == [#"{"b":1}"#])
    #expect(throws: JSONFault.self) { try pieces("[\n" + String(repeating: "1", count: 10_000) + "]", .count) }
    let many = "[" + String(repeating: "{\"a\":\"0123456789\"},", count: 500) + "{}]"
    #expect(try pieces(many, .each("x", .whole), keeping: 1000).count == 502)
  }
}
