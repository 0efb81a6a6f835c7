import CPlatform
import Glibc
import Platform
import Testing

/// A program started by a test, killed at the latest with its object.
final class Child {
  let pid: pid_t
  /// The writing end of its standard input; nil when that is /dev/null, or closed.
  private(set) var input: Descriptor?
  private let output: Descriptor
  private var status: Int32?

  /// `program` is a path or a name in PATH. Its standard error is the test's own unless `isQuiet`.
  init(
    _ program: String, _ arguments: [String], hasInput: Bool = true, isQuiet: Bool = false,
    variables: [String: String] = [:]
  )
    throws
  {
    let (outputRead, outputWrite) = try Self.pipe()
    let (inputRead, inputWrite) = try Self.pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if hasInput {
      posix_spawn_file_actions_adddup2(&actions, inputRead.raw, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, outputWrite.raw, 1)
    if isQuiet { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
    // The threads that tests run on have signals blocked, and a program inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var environment = Environment.current().variables.filter { !$0.key.lowercased().hasSuffix("_proxy") }
    // The opt-in of the test's own directory, never the machine's.
    if let option = arguments.firstIndex(of: "--state-dir"), arguments.indices.contains(option + 1) {
      environment["TELEMETRICS_ETC"] = arguments[option + 1] + "/telemetrics"
    }
    environment.merge(variables) { $1 }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var pairs = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + pairs).forEach { free($0) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, program, &actions, &attributes, &words, &pairs)
    guard failure == 0 else {
      Issue.record("\(program) is missing: run `make setup`")
      throw SystemError("start", program, code: failure)
    }
    pid = child
    input = hasInput ? inputWrite : nil
    output = outputRead
  }

  /// Blocking, and closed in every program that another test starts at this moment.
  private static func pipe() throws -> (Descriptor, Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard cp_pipe(&ends) == 0 else { throw SystemError("pipe", "") }
    for end in ends { _ = fcntl(end, F_SETFL, 0) }
    return (Descriptor(adopting: ends[0]), Descriptor(adopting: ends[1]))
  }

  deinit {
    input = nil
    if status == nil {
      Glibc.kill(pid, SIGKILL)
      _ = wait()
    }
  }

  func send(_ signal: Int32) { Glibc.kill(pid, signal) }
  func write(_ text: String) throws { try input?.writeAll(Array(text.utf8), to: "child") }
  func closeInput() { input = nil }

  /// One line of its standard output, without the end.
  func line() throws -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(output.raw, &byte, 1) == 1, byte != 0x0A { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  func everything() throws -> String {
    String(decoding: try output.readAll(limit: 1 << 20, from: "child"), as: UTF8.self)
  }

  /// Waits for its end: the exit status, or minus the signal.
  func wait() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(pid, &raw, 0) < 0, errno == EINTR {}
    let result = cp_exited(raw) != 0 ? cp_exit_status(raw) : -cp_term_signal(raw)
    status = result
    return result
  }

  /// Runs a program to its end and fails when it does.
  static func run(_ program: String, _ arguments: [String]) throws {
    let child = try Child(program, arguments, hasInput: false, isQuiet: true)
    _ = try child.everything()
    let status = child.wait()
    #expect(status == 0, "\(program) \(arguments.joined(separator: " "))")
  }
}

/// Waits until the condition holds, at most ten seconds.
func eventually(_ what: String, within seconds: Int64 = 10, _ condition: () throws -> Bool) rethrows {
  let deadline = Monotonic.now() + seconds * 1000
  while try !condition() {
    guard Monotonic.now() < deadline else {
      Issue.record("it did not come to pass: \(what)")
      return
    }
    usleep(5000)
  }
}

enum Places {
  /// A file of this test's folder.
  static func peer(_ name: String) -> String { Files.directory(of: #filePath) + "/../Peers/" + name }

  /// A program that was built beside this test.
  static func program(_ name: String) -> String {
    let own = realpath("/proc/self/exe", nil)
    defer { free(own) }
    return Files.directory(of: own.map { String(cString: $0) } ?? "") + "/" + name
  }
}

enum Loopback {
  /// Whether something accepts connections on this port of the loop-back interface.
  static func isListening(_ port: Int) -> Bool {
    let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(raw) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
