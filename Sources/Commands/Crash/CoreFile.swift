import CPlatform
import Glibc
import Platform

/// The core of a process as a regular file, wherever it came from.
struct CoreFile {
  let file: Descriptor
  /// Why the end of it is missing, nil when it is whole.
  let truncation: String?

  /// The most that is copied from a pipe, in bytes; the threads' notes and stacks usually come long before.
  static let longest = 1 << 30
  /// How long a pipe may be silent, in milliseconds.
  static let patience: Int32 = 30_000

  /// The file named.
  static func named(_ path: String) throws(Explanation) -> CoreFile {
    let raw = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard raw >= 0 else {
      throw Explanation("Cannot process core file, \(SystemError("open", path).reason)", at: path, exit: .failed)
    }
    let file = Descriptor(adopting: raw)
    guard kind(raw) == .file else {
      throw Explanation("Cannot process core file", at: path, remedy: "give a regular file", exit: .failed)
    }
    return CoreFile(file: file, truncation: nil)
  }

  /// What is on a descriptor: a regular file as it is, a pipe copied into a nameless file of one of the directories.
  static func inherited(
    _ descriptor: Int32, directories: [String], longest: Int = longest, patience: Int32 = patience
  ) throws(Explanation) -> CoreFile {
    let raw = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard raw >= 0 else { throw SystemError("duplicate", "standard input").explanation }
    let source = Descriptor(adopting: raw)
    switch kind(raw) {
    case .file: return CoreFile(file: source, truncation: nil)
    case .pipe:
      do throws(SystemError) {
        return try copied(source, try scratch(directories), longest, patience)
      } catch {
        throw error.explanation
      }
    case .other:
      throw Explanation(
        "Cannot process core file", at: "standard input", remedy: "give a file or a pipe, or name a file with -c",
        exit: .failed)
    }
  }

  private enum Kind { case file, pipe, other }

  private static func kind(_ descriptor: Int32) -> Kind {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { return .other }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFIFO: return .pipe
    default: return .other
    }
  }

  private static func scratch(_ directories: [String]) throws(SystemError) -> Descriptor {
    var last = SystemError("create a file", directories.joined(separator: ", "), code: ENOENT)
    for directory in directories {
      let raw = cp_nameless_file(directory)
      if raw >= 0 { return Descriptor(adopting: raw) }
      last = SystemError("create a file", directory)
    }
    throw last
  }

  /// What cannot be kept is left out: the beginning of a core is worth more than none.
  private static func copied(
    _ source: Descriptor, _ target: Descriptor, _ longest: Int, _ patience: Int32
  ) throws(SystemError) -> CoreFile {
    func cut(_ why: String) -> CoreFile { CoreFile(file: target, truncation: why) }
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var done = 0
    while true {
      var entry = pollfd(fd: source.raw, events: Int16(POLLIN), revents: 0)
      let ready = poll(&entry, 1, patience)
      if ready == 0 { return cut("nothing more came for \(patience / 1000) s after \(done) bytes") }
      if ready < 0, errno == EINTR { continue }
      let count = read(source.raw, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw SystemError("read", "standard input")
      }
      if count == 0 { return CoreFile(file: target, truncation: nil) }
      let room = min(count, longest - done)
      do throws(SystemError) {
        try target.writeAll(Array(buffer[..<room]), to: "temporary file")
      } catch {
        return cut("\(error.reason) after \(done) bytes")
      }
      done += room
      if room < count { return cut("it is longer than \(longest) bytes") }
    }
  }
}
