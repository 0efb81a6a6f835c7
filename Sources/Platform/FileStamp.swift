import Glibc

/// What tells one content, owner and mode of a file from another without reading it.
public struct FileStamp: Sendable, Equatable {
  private let inode: UInt64
  private let size: Int64
  private let written: Moment
  private let changed: Moment

  private struct Moment: Equatable, Sendable {
    let seconds: Int
    let nanoseconds: Int
    init(_ time: timespec) { (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec) }
  }

  /// nil when there is no such file.
  public init?(_ path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    inode = UInt64(info.st_ino)
    size = Int64(info.st_size)
    written = Moment(info.st_mtim)
    changed = Moment(info.st_ctim)
  }
}
