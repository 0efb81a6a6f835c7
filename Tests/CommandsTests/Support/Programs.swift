import Glibc
import Platform
import TestSupport

/// The programs that were built, and those of the machine.
enum Programs {
  static func path(_ name: String) -> String { directory + "/" + name }

  /// Whether a program is in PATH.
  static func has(_ name: String) -> Bool {
    ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"].contains {
      access("\($0)/\(name)", X_OK) == 0
    }
  }

  /// Where the programs are that were built. Root's tests become other users, who cannot start what lies below a
  /// directory like `/root`: then copies are made where they can.
  private static let directory: String = {
    let own = realpath("/proc/self/exe", nil)
    defer { free(own) }
    let built = Files.directory(of: own.map { String(cString: $0) } ?? "")
    guard geteuid() == 0, !isOpenToAll(built), let copies = try? Copies(of: built) else { return built }
    Copies.kept = copies
    return copies.path
  }()

  private static func isOpenToAll(_ directory: String) -> Bool {
    var path = directory
    while path != "/", !path.isEmpty {
      var info = stat()
      guard stat(path, &info) == 0, info.st_mode & S_IXOTH != 0 else { return false }
      path = Files.directory(of: path)
    }
    return true
  }
}

/// The programs that tests start, in a directory of their own, which goes with the process.
private struct Copies {
  static let names = ["telemetry-tui", "telemetry-deliver", "telemetry-unwind", "probe-load"]
  nonisolated(unsafe) static var kept: Copies?

  let path: String

  init(of built: String) throws {
    path = "/tmp/telemetry-programs-" + Hex.encode(try Randomness.bytes(6))
    try Files.makeDirectory(path, mode: 0o755)
    for name in Self.names {
      let copy = try Child(
        "cp", ["-p", "\(built)/\(name)", path], environment: ["PATH": "/usr/bin:/bin"], directory: path)
      guard copy.wait() == 0 else { throw SystemError("copy", "\(built)/\(name)") }
    }
    atexit {
      guard let copies = Copies.kept else { return }
      for name in (try? Files.names(in: copies.path)) ?? [] { unlink("\(copies.path)/\(name)") }
      rmdir(copies.path)
    }
  }
}
