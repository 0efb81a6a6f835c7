/// Writes JSON of known shape; anything in a string comes out as valid JSON in UTF-8.
public struct JSONOutput: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  /// Text of JSON, as it is.
  public mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  public mutating func number(_ value: some BinaryInteger) { bytes.append(contentsOf: String(value).utf8) }

  public mutating func string(_ text: String) { quoted(text.utf8) }

  /// A text of any bytes: UTF-8 where it is that, else Latin-1.
  public mutating func text(_ content: [UInt8]) {
    if content.allSatisfy({ $0 < 0x80 }) || String(validating: content, as: UTF8.self) != nil {
      quoted(content)
    } else {
      quoted(content.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] })
    }
  }

  private mutating func quoted(_ utf8: some Sequence<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "\""): raw(#"\""#)
      case UInt8(ascii: "\\"): raw(#"\\"#)
      case 0x0A: raw(#"\n"#)
      case 0x09: raw(#"\t"#)
      case 0x0D: raw(#"\r"#)
      case 0..<0x20, 0x7F:
        raw(#"\u00"#)
        bytes.append(Self.digits[Int(byte >> 4)])
        bytes.append(Self.digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// `{"message": …}` and a newline, as every refusal is told.
  public static func message(_ text: String) -> [UInt8] {
    var output = JSONOutput()
    output.raw(#"{"message":"#)
    output.string(text)
    output.raw("}\n")
    return output.bytes
  }
}
