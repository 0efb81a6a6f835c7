import Glibc
import Platform

/// A file of the old spool directory, looked at and still in its place.
public struct SpoolOffer: Sendable {
  public let name: String
  /// The record in it, or why it is none.
  public let content: Result<ProbeRecord, ProbeFault>
  /// When the old client wrote it.
  public let modified: Timestamp
  public let owner: uid_t
  let identity: FileIdentity
}

/// Which file it was, and in which state: another one of the same name is not mistaken for it.
struct FileIdentity: Sendable, Equatable {
  private let device: dev_t
  private let inode: ino_t
  private let size: off_t
  private let seconds: Int
  private let nanoseconds: Int

  init(_ info: stat) {
    device = info.st_dev
    inode = info.st_ino
    size = info.st_size
    seconds = info.st_mtim.tv_sec
    nanoseconds = info.st_mtim.tv_nsec
  }
}

extension stat {
  var modified: Timestamp {
    Timestamp(milliseconds: Int64(st_mtim.tv_sec) * 1000 + Int64(st_mtim.tv_nsec) / 1_000_000)
  }
}
