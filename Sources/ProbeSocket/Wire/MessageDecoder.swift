/// Makes a record of the bytes of one connection, in whatever pieces they come. It keeps at most one message.
public struct MessageDecoder: Sendable {
  /// The longest message on the wire.
  public static let longest = MessageFrame.longest

  private var buffer: [UInt8] = []

  public init() {}

  /// Bytes kept so far.
  public var received: Int { buffer.count }

  /// Takes the next bytes; those after a whole message are ignored.
  /// - Returns: the record once the message is whole, nil while more is needed.
  public mutating func feed(_ bytes: some Collection<UInt8>) throws(ProbeFault) -> ProbeRecord? {
    buffer += bytes
    return try Self.record(buffer.span, ended: false)
  }

  /// No more bytes will come.
  /// - Returns: the record, when only the final NUL was missing.
  public func end() throws(ProbeFault) -> ProbeRecord? { try Self.record(buffer.span, ended: true) }

  /// The record in all bytes that have come, nil while more are needed (never when `ended`).
  static func record(_ bytes: Span<UInt8>, ended: Bool) throws(ProbeFault) -> ProbeRecord? {
    guard let frame = try MessageFrame.find(bytes, ended: ended) else { return nil }
    return try ProbeRecord(bytes, headers: frame.headers, payload: frame.payload, configPath: frame.configPath)
  }

  /// Keeps `bytes` for later, without looking at them.
  mutating func keep(_ bytes: some Collection<UInt8>) { buffer += bytes }

  /// The record in what was kept and `bytes`, which are not kept.
  mutating func peek(_ bytes: some Collection<UInt8>, ended: Bool) throws(ProbeFault) -> ProbeRecord? {
    let kept = buffer.count
    buffer += bytes
    defer { buffer.removeLast(buffer.count - kept) }
    return try Self.record(buffer.span, ended: ended)
  }
}
