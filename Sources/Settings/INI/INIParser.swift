/// Splits bytes into lines and says what each is. One pass; a line is looked at once or twice.
struct INIParser {
  private enum Place {
    case beforeAnySection
    case section(String, ValueDialect)
    /// After a header that could not be understood: its keys belong to nobody, and the header was fault enough.
    case lost
  }

  private var document = INIDocument()
  private var place = Place.beforeAnySection
  /// The indentation of the entry that an indented line would continue.
  private var openIndent: Int?
  /// Blank lines since the last line of the open entry: part of the value only if more of it follows.
  private var blanks = 0

  mutating func parse(_ bytes: [UInt8]) -> INIDocument {
    guard bytes.count <= INIDocument.sizeLimit else {
      document.lines = [INILine(content: bytes[...], ending: [], role: .unusable)]
      document.faults = [
        INIFault(line: 1, problem: .tooLarge(bytes: bytes.count, limit: INIDocument.sizeLimit))
      ]
      return document
    }
    var start = 0
    while start < bytes.count {
      let feed = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      var end = feed ?? bytes.count
      let next = feed.map { $0 + 1 } ?? bytes.count
      if feed != nil, end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      let number = document.lines.count + 1
      let mark = start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      let role = role(of: bytes[start..<end], from: start + mark, number)
      document.lines.append(INILine(content: bytes[start..<end], ending: bytes[end..<next], role: role))
      start = next
    }
    return document
  }

  private mutating func role(of content: ArraySlice<UInt8>, from start: Int, _ number: Int) -> INILine.Role {
    let body = Self.trimmed(content[start...])
    if let problem = Self.unreadable(content) { return unusable(problem, number) }
    guard let first = body.first else {
      blanks += 1
      return .blank
    }
    if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { return .comment }
    let indent = body.startIndex - start
    if let openIndent, indent > openIndent, case .section(_, let dialect) = place, dialect.continuesIndentedLines {
      let last = document.entries.count - 1
      document.entries[last].rawValue += String(repeating: "\n", count: blanks + 1) + Self.text(body)
      blanks = 0
      return .continuation
    }
    openIndent = nil
    if first == UInt8(ascii: "[") { return header(body, number) }
    return entry(body, in: content, indent: indent, number)
  }

  private mutating func header(_ body: ArraySlice<UInt8>, _ number: Int) -> INILine.Role {
    place = .lost
    guard let close = body.firstIndex(of: UInt8(ascii: "]")) else {
      _ = unusable(.unclosedHeader, number)
      return .header(nil)
    }
    let name = Self.text(Self.trimmed(body[(body.startIndex + 1)..<close]))
    let rest = Self.trimmed(body[(close + 1)...])
    if name.isEmpty {
      _ = unusable(.emptyHeader, number)
      return .header(nil)
    }
    if let first = rest.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") {
      _ = unusable(.textAfterHeader(Self.text(rest)), number)
      return .header(nil)
    }
    place = .section(name, ValueDialect(section: name))
    return .header(name)
  }

  private mutating func entry(
    _ body: ArraySlice<UInt8>, in content: ArraySlice<UInt8>, indent: Int, _ number: Int
  ) -> INILine.Role {
    guard let separator = body.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) else {
      return unusable(.noSeparator, number)
    }
    let key = Self.text(Self.trimmed(body[..<separator]))
    guard !key.isEmpty else { return unusable(.emptyKey, number) }
    switch place {
    case .beforeAnySection: return unusable(.keyBeforeSection(key), number)
    case .lost: return .unusable
    case .section(let section, _):
      let value = Self.trimmed(body[(separator + 1)...])
      document.entries.append(
        INIDocument.Entry(section: section, key: key, rawValue: Self.text(value), line: number))
      openIndent = indent
      blanks = 0
      let base = content.startIndex
      return .entry(
        index: document.entries.count - 1, separator: separator - base,
        value: (value.startIndex - base)..<(value.endIndex - base))
    }
  }

  private mutating func unusable(_ problem: INIFault.Problem, _ number: Int) -> INILine.Role {
    document.faults.append(INIFault(line: number, problem: problem))
    openIndent = nil
    return .unusable
  }

  private static func unreadable(_ content: ArraySlice<UInt8>) -> INIFault.Problem? {
    var isASCII = true
    for byte in content {
      if byte == 0 { return .nulByte }
      if byte >= 0x80 { isASCII = false }
    }
    return isASCII || String(validating: content, as: UTF8.self) != nil ? nil : .notUTF8
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Without the blanks around it. Of nothing but blanks the empty end is left, so that offsets stay in order.
  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return bytes[start..<end]
  }

  /// What Python's `str.strip` takes away, as far as it is ASCII.
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
