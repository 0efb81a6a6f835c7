/// Cuts `aerospike.conf` into words and braces, each with the number of its line.
///
/// White space separates words (CR too, so files from elsewhere work). `#` starts a comment wherever it stands. A
/// brace is a token by itself, glued to a word or not. A word that starts with `"` reaches to the next `"` on its line
/// and may hold anything; where there is none, the quote is a letter like others.
struct ConfigurationTokens {
  enum Token: Equatable {
    case word(String)
    case open
    case close
  }

  private let bytes: [UInt8]
  private var next = 0
  private var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
  }

  /// The next token and its line, from 1; nil at the end.
  mutating func read() -> (token: Token, line: Int)? {
    skipBlank()
    guard next < bytes.count else { return nil }
    let here = line
    switch bytes[next] {
    case UInt8(ascii: "{"):
      next += 1
      return (.open, here)
    case UInt8(ascii: "}"):
      next += 1
      return (.close, here)
    case UInt8(ascii: "\""):
      return (.word(quoted() ?? bare()), here)
    default:
      return (.word(bare()), here)
    }
  }

  private mutating func skipBlank() {
    while next < bytes.count {
      if bytes[next] == UInt8(ascii: "#") {
        while next < bytes.count, bytes[next] != UInt8(ascii: "\n") { next += 1 }
      } else if Self.isBlank(bytes[next]) {
        if bytes[next] == UInt8(ascii: "\n") { line += 1 }
        next += 1
      } else {
        return
      }
    }
  }

  private mutating func quoted() -> String? {
    var end = next + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\n") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
    defer { next = end + 1 }
    return String(decoding: bytes[(next + 1)..<end], as: UTF8.self)
  }

  private mutating func bare() -> String {
    let start = next
    repeat { next += 1 } while next < bytes.count && !Self.endsWord(bytes[next])
    return String(decoding: bytes[start..<next], as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"): true
    default: isBlank(byte)
    }
  }
}
