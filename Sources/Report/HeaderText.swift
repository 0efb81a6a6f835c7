/// The headers of a request in one text: `name: value` and a line feed for each, in the order they are sent. So the
/// headers of a record are one piece of memory from its seal to its column in the outbox.
public struct HeaderText: Sendable, Equatable {
  /// UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// Whether every header is one line with a name: only then is the text what was put in.
  public private(set) var isWellFormed = true

  public init() {}

  public init(_ headers: [SealedRequest.Header]) {
    for header in headers { append(header) }
  }

  /// A text that was stored.
  public init(stored text: String) { bytes = Array(text.utf8) }

  public mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  public mutating func append(_ header: SealedRequest.Header) {
    let isName = !header.name.isEmpty && !header.name.utf8.contains { $0 == UInt8(ascii: ":") || Self.endsLine($0) }
    if !isName || header.value.utf8.contains(where: Self.endsLine) { isWellFormed = false }
    begin(Array(header.name.utf8))
    bytes += header.value.utf8
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A value from outside. HTTP knows no control characters in a header but the tab: each becomes a question mark. What
  /// is no UTF-8 becomes U+FFFD.
  public mutating func append(_ name: [UInt8], outside value: ArraySlice<UInt8>) {
    begin(name)
    value.withUnsafeBufferPointer { append(outside: $0) }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Most values are copied as they are.
  private mutating func append(outside value: UnsafeBufferPointer<UInt8>) {
    var isPlain = true
    for byte in value where byte >= 0x7F || byte < 0x20 { isPlain = false }
    if isPlain {
      bytes.append(contentsOf: value)
    } else {
      for byte in String(decoding: value, as: UTF8.self).utf8 {
        bytes.append(Self.isControl(byte) ? UInt8(ascii: "?") : byte)
      }
    }
  }

  public mutating func append(_ other: HeaderText) {
    bytes += other.bytes
    if !other.isWellFormed { isWellFormed = false }
  }

  private mutating func begin(_ name: [UInt8]) {
    bytes += name
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
  }

  private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D || byte == 0 }

  private static func isControl(_ byte: UInt8) -> Bool { (byte < 0x20 && byte != 0x09) || byte == 0x7F }

  /// The headers, apart.
  public var headers: [SealedRequest.Header] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      return SealedRequest.Header(name, String(decoding: line[colon...].dropFirst(2), as: UTF8.self))
    }
  }
}
