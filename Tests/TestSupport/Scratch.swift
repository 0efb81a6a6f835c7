import Glibc
import Platform

/// A directory of mode 0700 that goes with the test.
public final class Scratch {
  public let path: String

  public init() throws {
    path = "/tmp/telemetry-test-\(getpid())-\(Hex.encode(try Randomness.bytes(6)))"
    try Files.makeDirectory(path, mode: 0o700)
  }

  deinit { Self.remove(path) }

  /// Writes a file below the directory, its parents too, and gives its full path.
  @discardableResult
  public func write(_ name: String, _ text: String, mode: mode_t = 0o644) throws -> String {
    let file = path + "/" + name
    try Files.makeDirectory(Files.directory(of: file))
    try Files.replace(file, with: Array(text.utf8), mode: mode)
    chmod(file, mode)
    return file
  }

  public func text(_ name: String) throws -> String { try Files.readText(path + "/" + name) }

  /// Variables that let a program see the files of telemetrics-client here, never those of the machine.
  public var oldClient: [String: String] { ["TELEMETRICS_ETC": path + "/telemetrics"] }

  /// The names in the directory, sorted.
  public func names() throws -> [String] { try Files.names(in: path) }

  /// The permission bits of a file below the directory, -1 when there is none.
  public func mode(_ name: String) -> Int {
    var info = stat()
    return stat(path + "/" + name, &info) == 0 ? Int(info.st_mode & 0o7777) : -1
  }

  private static func remove(_ path: String) {
    var info = stat()
    if lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
      chmod(path, 0o700)
      for name in (try? Files.names(in: path)) ?? [] { remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
