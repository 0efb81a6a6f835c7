import Glibc
import Platform

/// A directory that goes away with the test.
final class Scratch {
  let path: String

  init() throws {
    path = "/tmp/settings-tests-\(getpid())-\(try Randomness.identifier())"
    try Files.makeDirectory(path, mode: 0o700)
  }

  deinit { Self.remove(path) }

  /// Writes a file below the directory, its parents too, and gives its full path.
  @discardableResult
  func write(_ name: String, _ text: String, mode: mode_t = 0o644) throws -> String {
    let file = path + name
    try Files.makeDirectory(Files.directory(of: file))
    try Files.replace(file, with: Array(text.utf8), mode: mode)
    chmod(file, mode)
    return file
  }

  func text(_ name: String) throws -> String { try Files.readText(path + name) }

  private static func remove(_ path: String) {
    var info = stat()
    if lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR, let names = try? Files.names(in: path) {
      for name in names { remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

/// The folder of Package.swift.
let packageRoot: String = {
  var path = #filePath
  for _ in 0..<4 { path = Files.directory(of: path) }
  return path
}()

/// The same numbers for the same seed, so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
