import CNettle

/// MD5, SHA-256 and HMAC-SHA-256 over nettle.
public enum Digest {
  /// 16 bytes. Only for the old agent's form of hashing: MD5 without a key hides nothing.
  public static func md5(_ bytes: [UInt8]) -> [UInt8] {
    var context = md5_ctx()
    var out = [UInt8](repeating: 0, count: Int(MD5_DIGEST_SIZE))
    nettle_md5_init(&context)
    nettle_md5_update(&context, bytes.count, bytes)
    nettle_md5_digest(&context, out.count, &out)
    return out
  }

  /// 32 bytes.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var context = sha256_ctx()
    var out = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    nettle_sha256_init(&context)
    nettle_sha256_update(&context, bytes.count, bytes)
    nettle_sha256_digest(&context, out.count, &out)
    return out
  }

  /// 32 bytes.
  public static func hmacSHA256(key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
    var context = hmac_sha256_ctx()
    var out = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    nettle_hmac_sha256_set_key(&context, key.count, key)
    nettle_hmac_sha256_update(&context, bytes.count, bytes)
    nettle_hmac_sha256_digest(&context, out.count, &out)
    return out
  }
}
