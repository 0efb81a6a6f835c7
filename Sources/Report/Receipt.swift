import Platform

/// What a destination signed when it took a record: that these bytes were with it at that time.
///
/// It comes in the header `Telemetry-Receipt` of the answer, in this form and no other:
///
///     v=1; key=KEY; time=SECONDS; sha256=HEX; sig=SIGNATURE
///
/// `KEY` is the Ed25519 public key (32 bytes, base64url without padding), `SECONDS` are since 1970, `HEX` is the SHA-256
/// of the request's body in lower-case digits, `SIGNATURE` is over `signed` (64 bytes, base64url without padding).
public struct Receipt: Sendable, Equatable {
  /// The public key, as it is written.
  public let key: String
  /// When the destination took the record, by its own clock; seconds since 1970.
  public let time: Int64
  /// Of the body that it took.
  public let sha256: String
  /// As it is written.
  public let signature: String

  /// The name of the header.
  public static let header = "Telemetry-Receipt"
  /// The last of the year 9999.
  private static let lastSecond: Int64 = 253_402_300_799
  /// What is longer is none.
  public static let longest = 256

  /// nil unless the text is a receipt in every respect but that the signature is true.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count <= Self.longest else { return nil }
    let parts = text.split(separator: "; ", omittingEmptySubsequences: false)
    let names = ["v", "key", "time", "sha256", "sig"]
    guard parts.count == names.count else { return nil }
    var values: [String] = []
    for (name, part) in zip(names, parts) {
      guard part.hasPrefix(name + "=") else { return nil }
      values.append(String(part.dropFirst(name.utf8.count + 1)))
    }
    guard values[0] == "1", let time = Int64(values[2]), (0...Self.lastSecond).contains(time),
      String(time) == values[2],
      Base64URL.decode(values[1])?.count == 32, Base64URL.decode(values[4])?.count == 64,
      values[3].utf8.count == 64, values[3] == values[3].lowercased(), Hex.decode(values[3]) != nil
    else { return nil }
    (key, self.time, sha256, signature) = (values[1], time, values[3], values[4])
  }

  /// As it came.
  public var text: String { "v=1; key=\(key); time=\(time); sha256=\(sha256); sig=\(signature)" }

  /// What the signature is over.
  public var signed: [UInt8] { Array("telemetry-receipt v1\n\(time)\n\(sha256)\n".utf8) }

  public var publicKey: [UInt8] { Base64URL.decode(key) ?? [] }
  public var signatureBytes: [UInt8] { Base64URL.decode(signature) ?? [] }
  public var moment: Timestamp { Timestamp(milliseconds: time * 1000) }
}
