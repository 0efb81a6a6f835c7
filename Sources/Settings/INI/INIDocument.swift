/// An INI file that remembers every byte: `bytes` of an unedited document is what was parsed, and an edit changes
/// only the lines it must. Reading is total: whatever the input, there is a document, and what could not be
/// understood is in `faults`. Time and memory are linear in the input.
///
/// The dialect is Python's ConfigParser, widened by telemetrics-client's: whole-line comments with `#` or `;` (inside
/// a value they are ordinary characters), `=` or `:` between key and value, keys of any case, section names exactly
/// as written, lines indented deeper than their key continue its value (not in `[settings]`, see `ValueDialect`),
/// repeated sections are one, the last of repeated keys wins, CRLF and a byte order mark are accepted.
public struct INIDocument: Sendable, Equatable {
  /// The largest document that is read, in bytes.
  public static let sizeLimit = 1 << 20

  /// One `key = value`, wherever it stands.
  public struct Entry: Sendable, Equatable {
    public var section: String
    /// As spelled in the file.
    public var key: String
    /// As written, trimmed; continuation lines joined by line feeds. `ValueDialect` says what it means.
    public var rawValue: String
    /// Of the key, counted from 1.
    public var line: Int

    /// What the value means in its section's dialect.
    public var value: String { ValueDialect(section: section).decoded(rawValue) }
  }

  /// How keys are compared.
  public enum KeyMatch: Sendable { case anyCase, exact }

  var lines: [INILine]
  /// In the order of the file.
  public internal(set) var entries: [Entry]
  /// In the order of the file.
  public internal(set) var faults: [INIFault]

  /// The empty document.
  public init() { (lines, entries, faults) = ([], [], []) }

  /// Reads a document. Never fails: see `faults`.
  public static func parse(_ bytes: [UInt8]) -> INIDocument {
    var parser = INIParser()
    return parser.parse(bytes)
  }

  /// As `parse(_:)`, of text in memory.
  public static func parse(_ text: String) -> INIDocument { parse(Array(text.utf8)) }

  /// The document as it would be written.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(lines.reduce(0) { $0 + $1.content.count + $1.ending.count })
    for line in lines {
      out += line.content
      out += line.ending
    }
    return out
  }

  /// `bytes` as text; bytes that are no UTF-8 become U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The entry that counts: the last of its name. nil when there is none.
  public func entry(_ section: String, _ key: String, _ match: KeyMatch = .anyCase) -> Entry? {
    entries.last { $0.section == section && Self.same($0.key, key, match) }
  }

  static func same(_ a: String, _ b: String, _ match: KeyMatch) -> Bool {
    a == b || (match == .anyCase && a.lowercased() == b.lowercased())
  }

  /// Two documents are equal when their bytes are.
  public static func == (a: INIDocument, b: INIDocument) -> Bool { a.bytes == b.bytes }
}

/// One line: its bytes without the end, the end (`\n`, `\r\n` or none), and what it is.
struct INILine: Sendable {
  var content: ArraySlice<UInt8>
  var ending: ArraySlice<UInt8>
  var role: Role

  enum Role: Sendable, Equatable {
    case blank, comment, continuation, unusable
    /// nil when the header could not be understood; it ends the section before it all the same.
    case header(String?)
    /// The index into `entries`, and where the separator and the value stand, as offsets into `content`.
    case entry(index: Int, separator: Int, value: Range<Int>)
  }
}
