import Glibc
import Platform
import Testing

/// A file system of its own, of a size that can be changed: needs root and mount(8).
final class SmallDisk {
  let path: String

  static var isPossible: Bool {
    guard geteuid() == 0, Programs.has("mount") else { return false }
    let path = "/tmp/whole-program-mount-\(getpid())"
    mkdir(path, 0o700)
    defer { rmdir(path) }
    guard mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0 else { return false }
    umount(path)
    return true
  }

  init(_ path: String, kilobytes: Int) throws {
    self.path = path
    try Files.makeDirectory(path, mode: 0o700)
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k,mode=0700") == 0 else {
      throw SystemError("mount", path)
    }
  }

  /// Makes it larger or smaller; read-only or not.
  func remount(kilobytes: Int, readOnly: Bool = false) throws {
    let flags = UInt(MS_REMOUNT) | (readOnly ? UInt(MS_RDONLY) : 0)
    guard mount("tmpfs", path, "tmpfs", flags, "size=\(kilobytes)k") == 0 else { throw SystemError("remount", path) }
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }
}
