import Digest
import Platform
import Report

/// Turns names and addresses into pseudonyms of the same shape.
public struct Pseudonyms: Sendable {
  public enum Method: Sendable, Equatable {
    /// HMAC-SHA-256 under the key, its first 32 hexadecimal digits.
    case keyed(HashKey)
    /// MD5 without a key, as the old agent did: for readers that compare with old reports. Hides nothing from anyone
    /// who tries all addresses.
    case md5
  }

  public let method: Method

  public init(_ method: Method) { self.method = method }

  /// What to call the result in a preview.
  public var hiding: Hiding { if case .md5 = method { .md5 } else { .keyed } }

  /// 32 lower-case hexadecimal digits for the exact text.
  public func of(_ text: String) -> String {
    let bytes = Array(text.utf8)
    switch method {
    case .keyed(let key): return Hex.encode(Digest.hmacSHA256(key: key.bytes, bytes).prefix(16))
    case .md5: return Hex.encode(Digest.md5(bytes))
    }
  }

  /// 40 lower-case hexadecimal digits for the id of a cluster's daemon: the form that the receiver of cluster reports
  /// takes as it is.
  public static func entity(_ id: String, key: HashKey) -> String {
    Hex.encode(Digest.hmacSHA256(key: key.bytes, Array("entity\u{0}\(id)".utf8)).prefix(20))
  }

  /// `hash:port` of `ADDRESS:PORT`, IPv6 in brackets or bare (the server writes mesh seeds so, always with a port); a
  /// text without a port is hashed whole.
  public func ofAddress(_ text: String) -> String {
    guard let colon = text.lastIndex(of: ":") else { return of(text) }
    let port = text[text.index(after: colon)...]
    var address = text[..<colon]
    guard !port.isEmpty, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return of(text) }
    if address.hasPrefix("["), address.hasSuffix("]") { address = address.dropFirst().dropLast() }
    return "\(of(String(address))):\(port)"
  }

  /// Each item of a list separated by `separator`, hashed by `item`; empty items stay empty.
  public func ofEach(_ text: String, separator: Character, _ item: (String) -> String) -> String {
    text.split(separator: separator, omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : item(String($0)) }.joined(separator: String(separator))
  }

  /// How the octets of the MAC address are written before they are hashed.
  public enum OctetCase: Sendable {
    /// The first as it came, the others upper case: agent 1.0.12.
    case mixed
    /// All as they came: agent 1.0.0.
    case asGiven
  }

  /// `<fabric port>:<hash of the MAC>` of a node id such as `BB901000000FC02`: four hexadecimal digits of port, then
  /// the MAC's octets in reverse. A text that is no such id is hashed whole.
  public func ofNode(_ id: String, octets: OctetCase = .mixed) -> String {
    let digits = Array(id.utf8)
    guard !digits.isEmpty, digits.allSatisfy(Self.isHexadecimal) else { return of(id) }
    let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: max(0, 16 - digits.count))
    let padded = (zeros + digits).prefix(16).map { Character(Unicode.Scalar($0)) }
    guard let port = UInt16(String(padded[0..<4]), radix: 16) else { return of(id) }
    let reversed = stride(from: 14, through: 4, by: -2).map { String(padded[$0..<($0 + 2)]) }
    let mac = reversed.enumerated().map { octets == .mixed && $0.offset > 0 ? $0.element.uppercased() : $0.element }
    return "\(port):\(of(mac.joined(separator: ":")))"
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
