import Glibc
import Platform

/// Commands of a real shell, for tests of what other programs make of our files.
enum DocsShell {
  struct Result {
    var status: Int32
    var output: String
  }

  /// The package's directory.
  static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// Where the programs of this build are: beside the test program.
  static let programs: String = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    let beside = Files.directory(of: own)
    return Files.exists(beside + "/telemetry-tui") ? beside : root + "/.build/debug"
  }()

  /// A file of the package, by its path in it.
  static func file(_ path: String) throws -> String { try Files.readText("\(root)/\(path)") }

  /// Whether a program is installed; says so loudly when it is not.
  static func has(_ program: String) -> Bool {
    let found = run("command -v \(program)").status == 0
    if !found { print("SKIPPED: \(program) is not installed, run `make setup-test`") }
    return found
  }

  /// Runs a script with sh, at most a minute; standard error comes with the output.
  static func run(_ script: String) -> Result {
    let quoted = script.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    guard let pipe = popen("timeout 60 sh -c '\(quoted)' 2>&1 </dev/null", "r") else {
      return Result(status: -1, output: "")
    }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { break }
      output += buffer[..<count]
    }
    let raw = pclose(pipe)
    return Result(status: raw & 0x7F == 0 ? (raw >> 8) & 0xFF : -1, output: String(decoding: output, as: UTF8.self))
  }
}

/// A directory that goes with the value.
final class DocsDirectory {
  let path: String

  init() throws {
    path = "/tmp/telemetry-docs-test-" + Hex.encode(try Randomness.bytes(6))
    try Files.makeDirectory(path, mode: 0o700)
  }

  func write(_ name: String, _ text: String) throws -> String {
    try Files.create("\(path)/\(name)", with: Array(text.utf8), mode: 0o600)
    return "\(path)/\(name)"
  }

  deinit { _ = DocsShell.run("rm -rf \(path)") }
}
