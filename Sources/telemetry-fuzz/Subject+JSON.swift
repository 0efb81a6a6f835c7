import Report

extension Subject {
  /// JSON as it comes from files and sockets: what is read can be written and is read as the same.
  static let json: Subject = Subject(
    name: "json", corpus: documents.map { Array($0.utf8) },
    tokens: jsonTokens.map { Array($0.utf8) } + [[0xFF], [0xED, 0xA0, 0x80]]
  ) { bytes in
    guard let value = try? JSONReader.parse(bytes) else { return nil }
    for written in [JSONWriter.bytes(value), Array(JSONWriter.indented(value).utf8)] {
      guard let again = try? JSONReader.parse(written) else { return "what was written cannot be read" }
      guard again == value else { return "what was written reads as something else" }
    }
    return nil
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
