import Glibc
import Platform

/// A new file that is written piece by piece, and removed when it does not come to its end.
final class GrowingFile {
  private let path: String
  private let file: Descriptor
  private var isEnded = false

  /// The file must not exist; only its owner may read it.
  init(_ path: String) throws(SystemError) {
    self.path = path
    let raw = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard raw >= 0 else { throw SystemError("create", path) }
    file = Descriptor(adopting: raw)
  }

  func append(_ bytes: [UInt8]) throws(SystemError) { try file.writeAll(bytes, to: path) }

  func end(keep: Bool) throws(SystemError) {
    isEnded = true
    guard keep else {
      unlink(path)
      return
    }
    guard fsync(file.raw) == 0 else { throw SystemError("fsync", path) }
  }

  deinit { if !isEnded { unlink(path) } }
}
