import CArgon2
import Dispatch

/// Passwords, kept as Argon2id hashes (RFC 9106) in their encoded form, with the memory and the passes that OWASP's
/// password storage advice gives: 19 MiB, 2 passes, 1 lane.
enum Password {
  private static let passes: UInt32 = 2
  private static let kilobytes: UInt32 = 19_456
  private static let hashBytes = 32

  // One after another: each takes 19 MiB, and no crowd at the door may take the machine.
  private static let queue = DispatchQueue(label: "passwords")

  /// The encoded hash with a salt of its own; nil where there is no memory for it.
  static func hash(_ password: String) async -> String? {
    let salt = Secret.random(16)
    return await onQueue {
      let bytes = Array(password.utf8)
      let length = argon2_encodedlen(passes, kilobytes, 1, UInt32(salt.count), UInt32(hashBytes), Argon2_id)
      var encoded = [CChar](repeating: 0, count: length)
      let status = argon2id_hash_encoded(
        passes, kilobytes, 1, bytes, bytes.count, salt, salt.count, hashBytes, &encoded, encoded.count)
      guard status == Int32(ARGON2_OK.rawValue) else { return nil }
      return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// Whether the hash is that of the password. Without a hash it takes as long, and is false.
  static func matches(_ password: String, _ hash: String?) async -> Bool {
    let bytes = Array(password.utf8)
    return await onQueue {
      let status = argon2id_verify(hash ?? nobody, bytes, bytes.count)
      return hash != nil && status == Int32(ARGON2_OK.rawValue)
    }
  }

  /// The hash of no password that anybody has, with the same cost.
  private static let nobody =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

  private static func onQueue<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { done in queue.async { done.resume(returning: body()) } }
  }
}
