/// What a record from a local program is about: `DOMAIN/PROBE/REST`, as `org.clearlinux/hello/world`.
///
/// The rules are libtelemetry's: exactly two slashes, at most 122 bytes, at most 40 bytes a part (41 the first, which
/// the old library let through). Parts may be empty and may hold blanks and bytes that are no ASCII. Control bytes are
/// refused: a line feed would be a second header line.
public struct Classification: Sendable, Hashable {
  public static let longest = 122
  public static let longestPart = 40

  public let text: String

  /// - Throws: what keeps the text from being a classification.
  public init(_ text: String) throws(ClassificationFault) {
    if let fault = Self.fault(text.utf8) { throw fault }
    self.text = text
  }

  /// What keeps the bytes from being a classification; nil when they are one.
  /// Inlinable: it is asked about every record, and through a generic interface it takes ten times as long.
  @inlinable public static func fault(_ bytes: some Collection<UInt8>) -> ClassificationFault? {
    guard (1...longest).contains(bytes.count) else { return .size(bytes.count) }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() where part.count > longestPart + (index == 0 ? 1 : 0) {
      return .part(part.count)
    }
    guard parts.count == 3 else { return .slashes(parts.count - 1) }
    return bytes.contains { $0 < 0x20 || $0 == 0x7F } ? .controlByte : nil
  }
}

/// Why a text is no classification.
public enum ClassificationFault: Error, Sendable, Equatable {
  /// This many bytes in all.
  case size(Int)
  /// A part of this many bytes.
  case part(Int)
  /// This many slashes instead of two.
  case slashes(Int)
  case controlByte
}
