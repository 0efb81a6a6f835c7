import CZlib

/// Unpacks a gzip body as it comes, up to a limit: what a small body could grow to is never held.
struct Gunzip: ~Copyable {
  enum Fault: Error, Equatable {
    case tooLarge
    case damaged
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private let limit: Int
  private(set) var output: [UInt8] = []
  private var isWhole = false
  private static let piece = 64 << 10

  /// Nil when there is no memory for it.
  init?(limit: Int) {
    self.limit = limit
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 more than the largest window: gzip and nothing else.
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  mutating func take(_ input: UnsafeRawBufferPointer) throws(Fault) {
    guard let base = input.bindMemory(to: UInt8.self).baseAddress, !input.isEmpty else { return }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: base)
    stream.pointee.avail_in = UInt32(input.count)
    var hasMore = false
    while stream.pointee.avail_in > 0 || hasMore {
      // Several members after one another are one body.
      if isWhole {
        guard inflateReset(stream) == Z_OK else { throw .damaged }
        isWhole = false
      }
      hasMore = try step()
    }
  }

  /// Whether there may be more output for the same input.
  private mutating func step() throws(Fault) -> Bool {
    let room = min(Self.piece, limit - output.count + 1)
    let start = output.count
    var result = Z_OK
    let target = stream
    output.reserveCapacity(start + room)
    let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      target.pointee.next_out = buffer.baseAddress
      target.pointee.avail_out = UInt32(room)
      result = inflate(target, Z_NO_FLUSH)
      count = room - Int(target.pointee.avail_out)
    }
    output += piece
    guard output.count <= limit else { throw .tooLarge }
    if result == Z_STREAM_END {
      isWhole = true
      return false
    }
    // No progress is no fault when all input is used up.
    guard result == Z_OK || (result == Z_BUF_ERROR && target.pointee.avail_in == 0) else { throw .damaged }
    return piece.count == room
  }

  /// The whole of it; a body cut short is damaged.
  consuming func finish() throws(Fault) -> [UInt8] {
    guard isWhole else { throw .damaged }
    return output
  }
}
