import Glibc

/// A file descriptor that is closed when its last owner lets go of it.
public final class Descriptor: @unchecked Sendable {
  public let raw: Int32

  public init(adopting raw: Int32) { self.raw = raw }

  deinit { close(raw) }

  /// Writes all bytes, whatever the pieces. For blocking descriptors.
  public func writeAll(_ bytes: [UInt8], to subject: String) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { write(raw, $0.baseAddress?.advanced(by: done), bytes.count - done) }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError("write", subject)
      }
      done += count
    }
  }

  /// At most `limit` bytes until the end of the file. For blocking descriptors.
  public func readAll(limit: Int, from subject: String) throws(SystemError) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(65536, max(1, limit)))
    while result.count < limit {
      let wanted = min(buffer.count, limit - result.count)
      let count = read(raw, &buffer, wanted)
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError("read", subject)
      }
      if count == 0 { break }
      result += buffer[..<count]
    }
    return result
  }
}
