import Report

extension Subject {
  /// JSON as it comes from files and sockets: what is read can be written and is read as the same.
  static let json: Subject = Subject(
    name: "json", corpus: documents.map { Array($0.utf8) },
    tokens: jsonTokens.map { Array($0.utf8) } + [[0xFF], [0xED, 0xA0, 0x80]]
  ) { bytes in
    for shape in shapes { _ = streamed(bytes, shape) }
    guard let value = try? JSONReader.parse(bytes) else { return nil }
    if value.arrayValue != nil || value.objectValue != nil {
      guard streamed(bytes, .whole) == [value] else { return "what streams by reads as something else" }
    }
    for written in [JSONWriter.bytes(value), Array(JSONWriter.indented(value).utf8)] {
      guard let again = try? JSONReader.parse(written) else { return "what was written cannot be read" }
      guard again == value else { return "what was written reads as something else" }
    }
    return nil
  }

  private static let shapes: [JSONShape] = [
    .each("x", .whole), .members(.items(.count)), .object(["a": .each("y", .object([:])), "destinations": .whole]),
  ]

  /// The documents of a text that comes in small chunks; nil when it is no JSON.
  private static func streamed(_ bytes: [UInt8], _ shape: JSONShape) -> [JSON]? {
    var stream = JSONStream(shape), documents: [JSON] = []
    do throws(JSONFault) {
      for start in stride(from: 0, to: bytes.count, by: 7) {
        try stream.take(Array(bytes[start..<min(start + 7, bytes.count)])) { piece in
          if case .document(let value) = piece { documents.append(value) }
        }
      }
      try stream.finish()
      return documents
    } catch {
      return nil
    }
  }

  static let jsonTokens = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud83d\\ude00", "\\ud800", "\\n", "null", "true", "false",
    "0", "-0", "1e400", "1.0E-7", "9223372036854775808", "[[[[[[[[", "]]]]]]]]", "{\"a\":", "é", "\u{1F600}",
    "\u{2028}",
  ]

  private static let documents = [
    "{\"version\":1,\"destinations\":{\"home\":{\"uid\":0,\"name\":\"root\",\"at\":\"2026-01-01T00:00:00Z\","
      + "\"since\":\"2026-01-01T00:00:00Z\",\"url\":\"http://a/b\",\"channels\":[\"basic\"],\"licence\":null,\"revision\":1}}}",
    "[1,-2.5e+10,0,\"\\u00e9\\\\\\\"\\/\\b\\f\\n\\r\\t\",true,false,null,{},[],[[[{}]]]]",
    "\"text\"", "  12  ", "",
  ]
}
