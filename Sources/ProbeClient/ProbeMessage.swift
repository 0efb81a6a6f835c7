import Report

/// The bytes a program writes to the probe socket, in the framing of telemetrics-client 2.2.2 and later: the length of
/// the whole message, perhaps `CFG:` and a path with its NUL, the length of the header block, the block, the payload,
/// NUL. Lengths are 32 bits in the byte order of the host.
public enum ProbeMessage {
  /// The longest a service takes.
  public static let longest = 13_500
  /// The longest header block.
  public static let longestHeaders = 4096 + 15 * 80

  /// The message of a record. `configFile` is a configuration the service shall use for it, an absolute path.
  public static func encode(_ record: OutgoingRecord, configFile: String? = nil) throws(OutgoingFault) -> [UInt8] {
    let headers = record.headerBlock
    let override: [UInt8] = configFile.map { Array("CFG:\($0)\0".utf8) } ?? []
    let total = 8 + override.count + headers.count + record.payload.count + 1
    guard headers.count <= longestHeaders, total <= longest else { throw .messageTooLong(total) }
    var message: [UInt8] = []
    message.reserveCapacity(total)
    for part in [word(total), override, word(headers.count), headers, record.payload, [0]] { message += part }
    return message
  }

  private static func word(_ number: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(number)) { Array($0) } }
}
