import CPlatform
import Glibc
import Platform
import TestSupport

/// A program of this package, run as a process.
final class Tool {
  let pid: pid_t
  private let output: String
  private var isOver = false
  private var status: Int32 = 0

  private init(pid: pid_t, output: String) {
    self.pid = pid
    self.output = output
  }

  deinit {
    kill(SIGKILL)
    unlink(output)
  }

  static func start(_ name: String, _ arguments: [String]) throws -> Tool {
    // The programs are built beside the tests.
    let own = realpath("/proc/self/exe", nil)
    defer { free(own) }
    let program = Files.directory(of: own.map { String(cString: $0) } ?? "") + "/" + name
    let output = "/tmp/telemetry-test-\(getpid())-\(Hex.encode(try Randomness.bytes(6))).out"
    let raw = open(output, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let file = Descriptor(adopting: raw)
    var pointers: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    let pid = cp_spawn_capturing(program, &pointers, file.raw)
    guard pid > 0 else { throw SystemError("spawn", program) }
    return Tool(pid: pid, output: output)
  }

  static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let tool = try start(name, arguments)
    let status = tool.wait()
    return (status, try tool.text())
  }

  func text() throws -> String { try Files.readText(output) }

  /// The exit code, or minus the signal.
  @discardableResult func wait() -> Int32 {
    while !isOver, waitpid(pid, &status, 0) < 0, errno == EINTR {}
    isOver = true
    return cp_signaled(status) != 0 ? -cp_term_signal(status) : cp_exit_status(status)
  }

  func kill(_ signal: Int32) {
    guard !isOver else { return }
    Glibc.kill(pid, signal)
    wait()
  }
}

/// `probe-sink`, which makes event ids durable, on a socket in a directory of the test.
struct Sink {
  let path: String
  let file: String
  private let tool: Tool

  init(_ scratch: Scratch, microseconds: Int = 0, limit: Int? = nil) throws {
    path = scratch.path + "/sink"
    file = scratch.path + "/events"
    tool = try Tool.start("probe-sink", [path, file, "\(microseconds)"] + (limit.map { ["\($0)"] } ?? []))
    let path = path
    guard eventually({ cp_unix_answers(path) == 1 ? true : nil }) != nil else {
      throw SystemError("connect", path + ": " + ((try? tool.text()) ?? ""))
    }
  }

  func kill() { tool.kill(SIGKILL) }

  /// Ends it in order; what it says then.
  func stop() throws -> String {
    tool.kill(SIGTERM)
    return try tool.text()
  }
}
