import CPlatform
import Glibc

/// Whole files: read with a limit, written so that a reader sees the old or the new content, never a part.
public enum Files {
  /// The content, at most `limit` bytes of it.
  public static func read(_ path: String, limit: Int = 16 << 20) throws(SystemError) -> [UInt8] {
    let raw = open(path, O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else { throw SystemError("open", path) }
    return try Descriptor(adopting: raw).readAll(limit: limit, from: path)
  }

  /// The content as text; bytes that are no UTF-8 become U+FFFD.
  public static func readText(_ path: String, limit: Int = 16 << 20) throws(SystemError) -> String {
    String(decoding: try read(path, limit: limit), as: UTF8.self)
  }

  /// Replaces the file in one step: temporary file beside it, fsync, rename, fsync of the directory. An existing
  /// file keeps its mode and owner; a new one gets `mode`. A symbolic link is followed, not replaced.
  public static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws(SystemError) {
    let target = resolved(path)
    var old = stat()
    let existed = stat(target, &old) == 0
    let temporary = target + ".new-" + Hex.encode(try Randomness.bytes(4))
    let raw = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, existed ? old.st_mode & 0o7777 : mode)
    guard raw >= 0 else { throw SystemError("create", temporary) }
    do throws(SystemError) {
      let file = Descriptor(adopting: raw)
      try file.writeAll(bytes, to: temporary)
      if existed {
        // The owner first: chown(2) clears set-id bits that fchmod then restores.
        if fchown(raw, old.st_uid, old.st_gid) != 0, geteuid() == 0 { throw SystemError("chown", temporary) }
        guard fchmod(raw, old.st_mode & 0o7777) == 0 else { throw SystemError("chmod", temporary) }
      }
      guard fsync(raw) == 0 else { throw SystemError("fsync", temporary) }
      guard rename(temporary, target) == 0 else { throw SystemError("rename", target) }
    } catch {
      unlink(temporary)
      throw error
    }
    try syncDirectory(of: target)
  }

  /// Creates a file that must not exist yet, with exactly `mode`.
  public static func create(_ path: String, with bytes: [UInt8], mode: mode_t) throws(SystemError) {
    let raw = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard raw >= 0 else { throw SystemError("create", path) }
    let file = Descriptor(adopting: raw)
    guard fchmod(raw, mode) == 0 else { throw SystemError("chmod", path) }
    try file.writeAll(bytes, to: path)
    guard fsync(raw) == 0 else { throw SystemError("fsync", path) }
    try syncDirectory(of: path)
  }

  /// Makes the directory and its parents; those that exist are left as they are.
  public static func makeDirectory(_ path: String, mode: mode_t = 0o755) throws(SystemError) {
    if isDirectory(path) { return }
    let parent = directory(of: path)
    if parent != path, !parent.isEmpty { try makeDirectory(parent) }
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw SystemError("mkdir", path) }
    guard isDirectory(path) else { throw SystemError("mkdir", path, code: ENOTDIR) }
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public static func isDirectory(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && cp_is_directory(info.st_mode) != 0
  }

  /// A link to a regular file is one.
  public static func isRegular(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && cp_is_regular(info.st_mode) != 0
  }

  /// The names in a directory, sorted, without `.` and `..`.
  public static func names(in path: String) throws(SystemError) -> [String] {
    guard let stream = opendir(path) else { throw SystemError("open directory", path) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The path without its last component: `/` for `/x`, `.` for `x`.
  public static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func syncDirectory(of path: String) throws(SystemError) {
    let parent = directory(of: path)
    let raw = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard raw >= 0 else { throw SystemError("open directory", parent) }
    let directory = Descriptor(adopting: raw)
    // Some file systems cannot sync a directory and say EINVAL: then there is nothing to do.
    guard fsync(directory.raw) == 0 || errno == EINVAL else { throw SystemError("fsync", parent) }
  }
}
