import Glibc
import Platform

/// An Ed25519 key that a test signs with, by nettle.
public struct SigningKey {
  private typealias MakePublic = @convention(c) (UnsafeMutablePointer<UInt8>?, UnsafePointer<UInt8>?) -> Void
  private typealias Sign =
    @convention(c) (
      UnsafePointer<UInt8>?, UnsafePointer<UInt8>?, Int, UnsafePointer<UInt8>?, UnsafeMutablePointer<UInt8>?
    ) -> Void

  public let secret: [UInt8]
  public private(set) var publicKey = [UInt8](repeating: 0, count: 32)
  private let signing: Sign

  /// The key of 32 secret bytes; nil where libhogweed is missing.
  public init?(secret: [UInt8]) {
    guard secret.count == 32, let library = dlopen("libhogweed.so.6", RTLD_NOW),
      let makePublic = dlsym(library, "nettle_ed25519_sha512_public_key"),
      let sign = dlsym(library, "nettle_ed25519_sha512_sign")
    else { return nil }
    self.secret = secret
    signing = unsafeBitCast(sign, to: Sign.self)
    unsafeBitCast(makePublic, to: MakePublic.self)(&publicKey, secret)
  }

  public func signature(of message: [UInt8]) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: 64)
    signing(publicKey, secret, message.count, message, &signature)
    return signature
  }

  /// The value of a `Telemetry-Receipt` header for a body with this SHA-256.
  public func receipt(sha256: String, seconds: Int64) -> String {
    let signature = signature(of: Array("telemetry-receipt v1\n\(seconds)\n\(sha256)\n".utf8))
    return "v=1; key=\(Base64URL.encode(publicKey)); time=\(seconds); sha256=\(sha256); "
      + "sig=\(Base64URL.encode(signature))"
  }
}
