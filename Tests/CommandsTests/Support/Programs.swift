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
    guard geteuid() == 0, !isOpenToAll(built), let copies = try? copies(of: built) else { return built }
    atexit {
      for name in (try? Files.names(in: Programs.directory)) ?? [] { unlink(Programs.path(name)) }
      rmdir(Programs.directory)
    }
    return copies
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

  /// The programs that tests start, in a directory of their own.
  private static func copies(of built: String) throws -> String {
    let path = "/tmp/telemetry-programs-" + Hex.encode(try Randomness.bytes(6))
    try Files.makeDirectory(path, mode: 0o755)
    for name in ["telemetry-tui", "telemetry-deliver", "telemetry-unwind", "probe-load"] {
      let copy = try Child(
        "cp", ["-p", "\(built)/\(name)", path], environment: ["PATH": "/usr/bin:/bin"], directory: path)
      guard copy.wait() == 0 else { throw SystemError("copy", "\(built)/\(name)") }
    }
    return path
  }
}
