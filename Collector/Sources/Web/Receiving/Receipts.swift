import Crypto
import Storage
import Synchronization

/// The receipts that successful answers carry, so that a sender can prove later what was taken from it:
///
///     Telemetry-Receipt: v=1; key=<public key>; time=<t>; sha256=<body>; sig=<signature>
///
/// `public key` are its 32 bytes, so that whoever keeps the receipt can check it; `t` is the time of the answer in
/// seconds since 1970; `body` the SHA-256 of the request's body (after gzip) in lower case hex; `signature` the Ed25519
/// signature over `telemetry-receipt v1\n<t>\n<body>\n`. Key and signature are base64url without padding.
/// `GET /receipt-key` answers `{"algorithm":"Ed25519","id":…,"key":<64 hex digits>}`, where `id` is the key as receipts
/// have it. While the collector's clock says a day before the program was made there are none. The key is made once, and is the same for all collectors on one store.
final class Receipts: Sendable {
  struct Key: Sendable {
    let signing: Curve25519.Signing.PrivateKey
    let id: String
    let hex: String

    init(_ signing: Curve25519.Signing.PrivateKey) {
      self.signing = signing
      let raw = signing.publicKey.rawRepresentation
      id = Receipts.base64url(raw)
      hex = Receipts.hex(raw)
    }
  }

  /// The store's name for it.
  static let name = "receipt-key"
  private let store: any Store
  private let known = Mutex<Key?>(nil)

  init(_ store: any Store) { self.store = store }

  /// The key, from the store the first time.
  func key() async throws(StoreFault) -> Key {
    if let key = known.withLock({ $0 }) { return key }
    let fresh = Curve25519.Signing.PrivateKey()
    let stored = try await store.setOnce(Self.name, to: Array(fresh.rawRepresentation))
    guard let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: stored) else {
      throw .broken("the value \(Self.name) is no key")
    }
    let key = Key(signing)
    known.withLock { $0 = key }
    return key
  }

  /// The header's value, nil where there is no key to sign with now: what is kept is kept without it.
  func receipt(for body: [UInt8], time: Int64) async -> String? {
    guard let key = try? await key() else { return nil }
    let hash = Self.hex(SHA256.hash(data: body))
    guard let signature = try? key.signing.signature(for: Array("telemetry-receipt v1\n\(time)\n\(hash)\n".utf8)) else {
      return nil
    }
    return "v=1; key=\(key.id); time=\(time); sha256=\(hash); sig=\(Self.base64url(signature))"
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func base64url(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(digits[Int(bits >> UInt32(count) & 63)])
      }
    }
    if count > 0 { text.append(digits[Int(bits << UInt32(6 - count) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
