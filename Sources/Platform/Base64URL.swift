/// Bytes as base64url without padding (RFC 4648, section 5) and back.
public enum Base64URL {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var out: [UInt8] = []
    var (buffer, count) = (UInt32(0), UInt32(0))
    for byte in bytes {
      buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
      count += 8
      while count >= 6 {
        count -= 6
        out.append(digits[Int(buffer >> count & 63)])
      }
    }
    if count > 0 { out.append(digits[Int(buffer << (6 - count) & 63)]) }
    return String(decoding: out, as: UTF8.self)
  }

  /// nil when the text is not what `encode` gives for some bytes: padding, other digits, bits that are left over.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var out: [UInt8] = []
    var (buffer, count) = (UInt32(0), UInt32(0))
    for digit in text.utf8 {
      guard let value = value(digit) else { return nil }
      buffer = (buffer << 6 | value) & 0xFFFF
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      out.append(UInt8(buffer >> count & 0xFF))
    }
    guard count < 6, buffer & (1 << count - 1) == 0 else { return nil }
    return out
  }

  private static func value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
