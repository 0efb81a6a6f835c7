/// The frame of the Info protocol: eight bytes, big-endian, then the body.
///
///     byte 0    version, always 2
///     byte 1    type, 1 for Info
///     bytes 2-7 length of the body
///
/// A request's body is any number of names, each ended by LF; an answer's body is read by `AnswerParser`.
public struct InfoHeader: Sendable, Equatable {
  public static let size = 8
  public static let version: UInt8 = 2
  public static let infoType: UInt8 = 1
  /// What 48 bits can announce.
  public static let longestBody: UInt64 = (1 << 48) - 1

  public var version: UInt8
  public var type: UInt8
  /// Length of the body in bytes.
  public var length: UInt64

  public init(version: UInt8 = Self.version, type: UInt8 = Self.infoType, length: UInt64) {
    self.version = version
    self.type = type
    self.length = length
  }

  /// Reads the first eight bytes, whatever they say; nil when there are fewer.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count >= Self.size else { return nil }
    var word: UInt64 = 0
    for byte in bytes.prefix(Self.size) { word = word << 8 | UInt64(byte) }
    version = UInt8(truncatingIfNeeded: word >> 56)
    type = UInt8(truncatingIfNeeded: word >> 48)
    length = word & Self.longestBody
  }

  /// The eight bytes. A length above 48 bits is cut to them; no body in memory is that long.
  public var bytes: [UInt8] {
    let word = UInt64(version) << 56 | UInt64(type) << 48 | (length & Self.longestBody)
    return stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
  }

  /// Whether this is the start of an Info message.
  public var isInfo: Bool { version == Self.version && type == Self.infoType }
}

/// Whole messages, as bytes.
public enum InfoMessage {
  /// A header and the body behind it.
  public static func framed(_ body: [UInt8]) -> [UInt8] { InfoHeader(length: UInt64(body.count)).bytes + body }

  /// A request for the names. nil when one of them cannot be asked for (see `isAskable`).
  public static func request(_ names: [String]) -> [UInt8]? {
    guard names.allSatisfy(isAskable) else { return nil }
    var body: [UInt8] = []
    for name in names {
      body += Array(name.utf8)
      body.append(UInt8(ascii: "\n"))
    }
    return framed(body)
  }

  /// A name is a line of its own, and its answer is told from other lines by the first TAB: so it is not empty and
  /// has no control character in it.
  public static func isAskable(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
