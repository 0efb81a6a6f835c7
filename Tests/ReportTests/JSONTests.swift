import TestSupport
import Testing

@testable import Report

@Suite("JSON, written and read")
struct JSONTests {
  @Test("whatever is written is read back: values, numbers as they were, keys in their order")
  func roundTrip() throws {
    var draws = Draws(11)
    for _ in 0..<3000 {
      let value = randomJSON(&draws)
      let bytes = JSONWriter.bytes(value)
      let back = try JSONReader.parse(bytes)
      #expect(back == value && JSONWriter.bytes(back) == bytes)
      #expect(try JSONReader.parse(JSONWriter.indented(value)) == value)
      #expect(bytes.allSatisfy { (0x20..<0x7F).contains($0) }, "the wire form is printable ASCII")
      if let object = value.objectValue { #expect(back.objectValue?.keys == object.keys) }
    }
  }

  @Test(
    "strings are written as the old agent's json.dumps wrote them",
    arguments: [
      ("", #""""#), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#), ("\u{8}\u{C}", #""\u0008\u000c""#),
      ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#), ("é日", #""\u00e9\u65e5""#), ("😀", #""\ud83d\ude00""#),
      ("a/b", #""a/b""#),
    ])
  func strings(_ text: String, _ written: String) { #expect(JSONWriter.text(.string(text)) == written) }

  @Test(
    "escapes are read, also those that are never written",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00E9\u65e5""#, "Aé日"), (#""\ud83d\ude00""#, "😀"),
      (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83dA""#, "\u{FFFD}A"),
      (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\n""#, "\u{FFFD}\n"), ("\"日\"", "日"), (#""\u0000""#, "\u{0}"),
    ])
  func escapes(_ text: String, _ value: String) throws { #expect(try JSONReader.parse(text) == .string(value)) }

  @Test("bytes that are no UTF-8 become U+FFFD")
  func invalidUTF8() throws { #expect(try JSONReader.parse([0x22, 0x61, 0xFF, 0x22]) == .string("a\u{FFFD}")) }

  @Test(
    "nonsense is refused",
    arguments: [
      "", " ", "nul", "nulls", "tru", "True", "NaN", "Infinity", "-", "01", "-01", "1.", ".5", "1e", "1e+", "+1", "0x1",
      "\"", "\"a", "\"\\", "\"\\u12\"", "\"\\u+123\"", "\"\\u-123\"", "\"\\u 123\"", "\"\\x\"", "\"a\nb\"", "\"\u{0}\"",
      "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}",
      "{1:1}", "{\"a\" 1}", "{,}", "1 2", "{} x", "'a'", "[1]]", "\u{FEFF}1",
    ])
  func nonsense(_ text: String) {
    #expect(throws: JSONFault.self) { try JSONReader.parse(text) }
  }

  @Test("a fault names its byte")
  func faults() {
    #expect(throws: JSONFault(reason: "an unknown word", offset: 6)) { try JSONReader.parse("{\"a\": truth}") }
    #expect(JSONFault(reason: "r", offset: 3).explanation.line == "no JSON, r: byte 3: check the text")
  }

  @Test("white space may stand anywhere between", arguments: [" [ 1 ,\t2\r\n] ", "[1,2]", "\n[\n1\n,\n2\n]\n"])
  func space(_ text: String) throws { #expect(try JSONReader.parse(text) == .array([.int(1), .int(2)])) }

  @Test("nesting ends at 128, for arrays, objects and both")
  func depth() throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
      let levels = open.count > 5 ? 64 : 128
      func nested(_ times: Int) -> String {
        String(repeating: open, count: times) + "1" + String(repeating: close, count: times)
      }
      #expect(throws: Never.self) { try JSONReader.parse(nested(levels)) }
      #expect(throws: JSONFault.self) { try JSONReader.parse(nested(levels + 1)) }
    }
    #expect(throws: JSONFault.self) { try JSONReader.parse(String(repeating: "[", count: 1_000_000)) }
  }

  @Test("twenty thousand damaged texts give a value or a fault, never a crash, and a value writes itself")
  func mutations() throws {
    var draws = Draws(12)
    var values = 0
    for _ in 0..<20_000 {
      var bytes = JSONWriter.bytes(randomJSON(&draws, depth: 3))
      for _ in 0...draws.number(below: 3) {
        let byte = draws.oneIn(2) ? draws.pick(Array("{}[]\",:\\u0e-t".utf8), or: 0) : UInt8(draws.number(below: 256))
        let place = draws.number(below: bytes.count + 1)
        switch draws.number(below: 3) {
        case 0: bytes.insert(byte, at: place)
        case 1 where place < bytes.count: bytes[place] = byte
        default: if place < bytes.count { bytes.remove(at: place) }
        }
      }
      guard let value = try? JSONReader.parse(bytes) else { continue }
      values += 1
      #expect(try JSONReader.parse(JSONWriter.bytes(value)) == value)
    }
    #expect(values > 500, "some damage is harmless")
  }

  @Test("an object keeps first places and last values")
  func objects() throws {
    let value = try JSONReader.parse(#"{"b":1,"a":2,"b":3}"#)
    #expect(JSONWriter.text(value) == #"{"b":3,"a":2}"#)
    var object = JSONObject()
    object["x"] = .int(1)
    object["y"] = .int(2)
    object["x"] = nil
    object["none"] = nil
    object["x"] = .int(3)
    #expect(object.keys == ["y", "x"] && object.map(\.key) == ["y", "x"] && object.count == 2)
  }

  @Test("values are found by path, and asked for by kind")
  func access() throws {
    let value = try JSONReader.parse(#"{"a":[{"b":"x"},null,12],"c":true}"#)
    #expect(value[path: ["a", "0", "b"]]?.stringValue == "x" && value[path: [String]()] == value)
    #expect(value[path: ["a", "1"]] == .null && value[path: ["a", "2"]]?.intValue == 12)
    for path in [["a", "3"], ["a", "-1"], ["a", "x"], ["d"], ["c", "x"], ["a", "0", "b", "c"]] {
      #expect(value[path: path] == nil)
    }
    #expect(value["c"]?.boolValue == true && value["c"]?.stringValue == nil && value["a"]?["b"] == nil)
    #expect(JSON.number("1.5").intValue == nil && JSON.text(nil) == .null && JSON.text("x") == .string("x"))
  }

  @Test("the form for people has a member a line, and nothing between empty brackets")
  func indented() throws {
    let value = try JSONReader.parse(#"{"a":[1,{}],"b":[]}"#)
    #expect(JSONWriter.indented(value) == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
  }
}
