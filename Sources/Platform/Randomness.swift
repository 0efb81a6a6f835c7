import CPlatform

/// Random bytes of the kernel.
public enum Randomness {
  /// Throws only where getrandom(2) is missing or forbidden.
  public static func bytes(_ count: Int) throws(SystemError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    guard cp_random(&buffer, count) == 0 else { throw SystemError("getrandom", "") }
    return buffer
  }

  /// 32 lower-case hexadecimal digits: a record id, an event id, a machine id.
  public static func identifier() throws(SystemError) -> String { Hex.encode(try bytes(16)) }
}
