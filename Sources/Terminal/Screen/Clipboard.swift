/// The terminal's clipboard, by OSC 52: it works over ssh, where no other clipboard does.
public enum Clipboard {
  /// What terminals with the smallest limit (100,000 characters with the wrapping) take: 74,994 bytes.
  public static let limit = 74_994

  /// The bytes to write to the terminal. Inside tmux the sequence is wrapped, so that tmux passes it on.
  public static func sequence(for text: [UInt8], inTmux: Bool) throws(TerminalFault) -> [UInt8] {
    guard text.count <= limit else { throw .tooLongToCopy(bytes: text.count, limit: limit) }
    let plain = Array("\u{1B}]52;c;".utf8) + base64(text) + [0x07]
    guard inTmux else { return plain }
    let doubled = plain.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] }
    return Array("\u{1B}Ptmux;".utf8) + doubled + Array("\u{1B}\\".utf8)
  }

  /// RFC 4648.
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let number = (0..<3).reduce(0) { $0 << 8 | (start + $1 < group.endIndex ? Int(bytes[start + $1]) : 0) }
      for index in 0..<4 {
        out.append(index <= group.count ? alphabet[number >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return out
  }
}
