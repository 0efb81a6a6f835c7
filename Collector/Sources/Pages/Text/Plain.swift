/// Text from outside made fit to be shown: nothing in it can hide, reverse or move what stands around it.
public enum Plain {
  /// One line of at most `limit` characters (Unicode scalars); what is cut off is told by an ellipsis. Control
  /// characters become their pictures (␀, ␊), marks that turn the reading direction become their code.
  public static func line(_ text: String, limit: Int = 200) -> String {
    shown(text, limit: limit, lines: false)
  }

  /// Text whose lines and tabs stay.
  public static func block(_ text: String, limit: Int = 262_144) -> String {
    shown(text, limit: limit, lines: true)
  }

  /// Bytes as text: UTF-8, and where they are none, Latin-1, as the older collector read them.
  public static func text(_ bytes: [UInt8]) -> String {
    if let utf8 = String(validating: bytes, as: UTF8.self) { return utf8 }
    var latin = String.UnicodeScalarView()
    latin.reserveCapacity(bytes.count)
    for byte in bytes { latin.append(Unicode.Scalar(byte)) }
    return String(latin)
  }

  /// Escapes for HTML, in text and in quoted attributes. By scalars and not by characters: a combining mark after a `<`
  /// makes one character of both, and a browser still sees the `<`.
  public static func escape(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// Percent-encodes for one part of a path or a query: everything but letters, digits and `-._~`.
  public static func encode(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".unicodeScalars)
    var out = String.UnicodeScalarView()
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(Unicode.Scalar(byte))
      default:
        out.append("%")
        out.append(hex[Int(byte >> 4)])
        out.append(hex[Int(byte & 15)])
      }
    }
    return String(out)
  }

  private static func shown(_ text: String, limit: Int, lines: Bool) -> String {
    var out = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit {
        out.append("…")
        break
      }
      count += 1
      switch scalar.value {
      case 0x0A where lines, 0x09 where lines: out.append(scalar)
      case 0x0D where lines: break
      case 0..<0x20: out.append(picture(0x2400 + scalar.value))
      case 0x7F: out.append("␡")
      case 0x80..<0xA0, 0xFFF9...0xFFFB: out.append("\u{FFFD}")
      case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xE0000...0xE0FFF:
        out.append(contentsOf: "⟨U+\(String(scalar.value, radix: 16, uppercase: true))⟩".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  private static func picture(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(value) ?? "\u{FFFD}" }
}
