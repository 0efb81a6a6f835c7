/// What the checks ask of a text, in bytes.
enum Text {
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  static func isNameByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ".")
  }

  static func isPrintable(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }

  /// One digit or more and nothing else.
  static func isNumber(_ text: some Collection<UInt8>) -> Bool { !text.isEmpty && text.allSatisfy(isDigit) }

  /// The number of a text of digits; one too large for 64 bits is the largest there is.
  static func number(_ text: String) -> Int64? {
    guard isNumber(text.utf8) else { return nil }
    return Int64(text) ?? .max
  }

  static func withoutQuotes(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }) else { return text }
    return String(decoding: text.utf8.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }, as: UTF8.self)
  }
}
