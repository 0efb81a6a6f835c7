import CPlatform
import Glibc
import Platform

/// Keeps an eye on a directory that may be missing, made later, deleted or replaced, with inotify(7).
struct SpoolWatch {
  let descriptor: Descriptor
  private let path: String
  private var watch: Int32 = -1
  /// Of the directory itself, nil while one above it is watched. The directory is not held open: the kernel tells of
  /// its end only when nobody holds it.
  private var watched: Place?
  private var buffer = [UInt8](repeating: 0, count: 16 << 10)

  /// What was heard.
  struct News {
    /// Files that were closed after writing or renamed into the directory.
    var finished: [String] = []
    /// Something was missed: every file has to be looked at.
    var isUncertain = false
  }

  private static let inDirectory = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
  private static let inParent = UInt32(
    IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

  init(_ path: String) throws(SystemError) {
    self.path = path
    let raw = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard raw >= 0 else { throw SystemError("inotify_init1", path) }
    descriptor = Descriptor(adopting: raw)
    arm()
  }

  /// Whether what is watched is what the path leads to.
  var isCurrent: Bool { Place(path) == watched }

  private struct Place: Equatable {
    let device: dev_t
    let inode: ino_t

    /// nil when there is no directory.
    init?(_ path: String) {
      var info = stat()
      guard stat(path, &info) == 0, cp_is_directory(info.st_mode) != 0 else { return nil }
      (device, inode) = (info.st_dev, info.st_ino)
    }
  }

  /// Watches the directory, or the nearest one above it that exists.
  mutating func arm(tries: Int = 20) {
    if watch >= 0 { inotify_rm_watch(descriptor.raw, watch) }
    watched = nil
    watch = inotify_add_watch(descriptor.raw, path, Self.inDirectory)
    if watch >= 0 {
      watched = Place(path)
      return
    }
    var (below, above) = (path, Files.directory(of: path))
    while true {
      watch = inotify_add_watch(descriptor.raw, above, Self.inParent)
      if watch >= 0 || above == "/" || above == "." { break }
      (below, above) = (above, Files.directory(of: above))
    }
    // Made just before it could be heard.
    if watch >= 0, tries > 0, Files.isDirectory(below) { arm(tries: tries - 1) }
  }

  /// Reads what the kernel has to tell.
  mutating func hear() -> News {
    var news = News()
    var isLost = false
    while true {
      let count = read(descriptor.raw, &buffer, buffer.count)
      guard count > 0 else { break }
      var start = 0
      let header = MemoryLayout<inotify_event>.size
      while start + header <= count {
        let event = buffer.withUnsafeBytes { bytes in
          (
            watch: bytes.loadUnaligned(fromByteOffset: start, as: Int32.self),
            mask: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self),
            length: Int(bytes.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self))
          )
        }
        let name = buffer[min(start + header, count)..<min(start + header + event.length, count)].prefix { $0 != 0 }
        start += header + event.length
        if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { news.isUncertain = true }
        guard event.watch == watch else { continue }
        let isInside = event.mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO) != 0
        if watched != nil, isInside {
          if let name = String(validating: name, as: UTF8.self) { news.finished.append(name) }
        } else {
          isLost = true
        }
      }
    }
    if isLost {
      arm()
      news.isUncertain = true
    }
    return news
  }
}
