import Crypto

/// Random strings that let somebody in, and what is kept of them.
enum Secret {
  /// From the system's source.
  static func random(_ count: Int) -> [UInt8] {
    var source = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0 ... .max, using: &source) }
  }

  /// 256 bits that fit into a header and a cookie.
  static func make() -> String { Receipts.base64url(random(32)) }

  /// What is kept of one: with so many random bits a plain hash cannot be turned back.
  static func kept(_ secret: String) -> String { Receipts.hex(SHA256.hash(data: Array(secret.utf8))) }

  /// What forms carry for one who came with this secret; it tells nothing of the secret.
  static func formToken(_ secret: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("form".utf8), using: SymmetricKey(data: Array(secret.utf8)))
    return Receipts.base64url(code)
  }

  /// Whether both are the same; takes the same time wherever they differ.
  static func equal(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
