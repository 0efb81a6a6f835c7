/// Cuts a stream of bytes into message bodies, however the stream is split. Nothing is allocated on the word of a
/// header: bytes are kept only as they come.
public struct FrameReader: Sendable {
  private var buffer: [UInt8] = []
  private var start = 0
  private var budget: Int

  /// Why the stream is no use any more.
  public enum Fault: Error, Sendable, Equatable {
    case notInfo(Peer)
    /// A header announced this many bytes, more than were left to be accepted.
    case tooLarge(announced: UInt64)
  }

  /// Accepts bodies of `limit` bytes together.
  public init(limit: Int) { budget = limit }

  /// Starts a new round trip with a new limit. What is still unread stays.
  public mutating func allow(_ limit: Int) { budget = limit }

  public mutating func feed(_ bytes: some Collection<UInt8>) { buffer += bytes }

  /// Bytes that are fed and not yet part of a body.
  public var pending: ArraySlice<UInt8> { buffer[start...] }

  /// The next body, nil while it is not there as a whole.
  public mutating func next() throws(Fault) -> [UInt8]? {
    let unread = pending
    switch Peer(firstBytes: unread) {
    case .undecided: return nil
    case .info: break
    case let other: throw .notInfo(other)
    }
    guard let header = InfoHeader(unread) else { return nil }
    guard header.length <= UInt64(max(0, budget)) else { throw .tooLarge(announced: header.length) }
    let length = Int(header.length)
    guard unread.count - InfoHeader.size >= length else { return nil }
    let body = Array(unread.dropFirst(InfoHeader.size).prefix(length))
    budget -= length
    start += InfoHeader.size + length
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: false)
      start = 0
    }
    return body
  }
}

/// What the other side turns out to be, from the first bytes it sends.
public enum Peer: Sendable, Equatable {
  case info
  /// A TLS record: an alert (0x15) or a handshake (0x16).
  case tls
  case http
  case unknown
  /// Not enough bytes to tell.
  case undecided

  private static let httpStart = Array("HTTP/".utf8)

  public init(firstBytes bytes: some Collection<UInt8>) {
    guard let first = bytes.first else {
      self = .undecided
      return
    }
    switch first {
    case InfoHeader.version:
      let type = bytes.dropFirst().first
      self = type == nil ? .undecided : type == InfoHeader.infoType ? .info : .unknown
    case 0x15, 0x16: self = .tls
    case Self.httpStart[0]:
      let seen = bytes.prefix(Self.httpStart.count)
      guard Self.httpStart.starts(with: seen) else {
        self = .unknown
        return
      }
      self = seen.count == Self.httpStart.count ? .http : .undecided
    default: self = .unknown
    }
  }
}
