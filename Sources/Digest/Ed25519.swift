import Glibc

/// Checks Ed25519 signatures (RFC 8032) with nettle's public-key half, libhogweed.
///
/// It is loaded when a signature is to be checked, and not linked: with libgmp behind it, it would cost every start a
/// quarter of a millisecond, and only `journal verify` needs it.
public struct Ed25519 {
  /// Why signatures cannot be checked here.
  public struct Missing: Error, Equatable {
    public let detail: String
  }

  public static let library = "libhogweed.so.6"

  private typealias Verify =
    @convention(c) (
      UnsafePointer<UInt8>?, Int, UnsafePointer<UInt8>?, UnsafePointer<UInt8>?
    ) -> Int32
  private let verify: Verify

  /// Loads the library, for good: the process keeps it.
  public init(library: String = library) throws(Missing) {
    guard let handle = dlopen(library, RTLD_NOW | RTLD_LOCAL),
      let symbol = dlsym(handle, "nettle_ed25519_sha512_verify")
    else { throw Missing(detail: dlerror().map { String(cString: $0) } ?? library) }
    verify = unsafeBitCast(symbol, to: Verify.self)
  }

  /// Whether the owner of the key signed the message. A key or signature of another length is never good.
  public func isGood(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
    guard key.count == 32, signature.count == 64 else { return false }
    return verify(key, message.count, message, signature) == 1
  }
}
