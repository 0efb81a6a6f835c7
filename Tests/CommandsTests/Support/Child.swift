import CPlatform
import Glibc
import Platform
import Testing

/// A program started by a test: its two outputs go to files, it is killed at the latest with its object.
final class Child {
  let pid: pid_t
  private let outputPath: String
  private let errorPath: String
  private var status: Int32?
  /// The writing end of its standard input, when it has one that stays open.
  private var heldInput: Descriptor?

  /// `program` is a path or a name in PATH; `environment` is all it sees. Its outputs are kept in `directory`.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], directory: String, input: String? = nil,
    holdsInput: Bool = false
  ) throws {
    let name = directory + "/output-" + Hex.encode(try Randomness.bytes(6))
    outputPath = name + ".out"
    errorPath = name + ".err"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var ends: [Int32] = [-1, -1]
    if holdsInput, cp_pipe(&ends) != 0 { throw SystemError("pipe", program) }
    let reading = holdsInput ? Descriptor(adopting: ends[0]) : nil
    heldInput = holdsInput ? Descriptor(adopting: ends[1]) : nil
    if let reading {
      _ = fcntl(reading.raw, F_SETFL, 0)
      posix_spawn_file_actions_adddup2(&actions, reading.raw, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_APPEND, 0o666)
    posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT | O_APPEND, 0o666)
    // The threads that tests run on have signals blocked, and a program inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var pairs = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + pairs).forEach { free($0) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, program, &actions, &attributes, &words, &pairs)
    guard failure == 0 else { throw SystemError("start", program, code: failure) }
    pid = child
  }

  deinit {
    if status == nil {
      Glibc.kill(pid, SIGKILL)
      var raw: Int32 = 0
      while waitpid(pid, &raw, 0) < 0, errno == EINTR {}
    }
  }

  func send(_ signal: Int32) { if status == nil { Glibc.kill(pid, signal) } }

  /// What it has written so far.
  var out: [UInt8] { (try? Files.read(outputPath, limit: 256 << 20)) ?? [] }
  var err: String { (try? Files.readText(errorPath)) ?? "" }

  /// The exit status or minus the signal; nil while it runs.
  func poll() -> Int32? {
    if let status { return status }
    var raw: Int32 = 0
    guard waitpid(pid, &raw, WNOHANG) == pid else { return nil }
    let result = cp_exited(raw) != 0 ? cp_exit_status(raw) : -cp_term_signal(raw)
    status = result
    return result
  }

  /// Waits for its end; past the deadline it is killed, and the test fails.
  @discardableResult
  func wait(within seconds: Int64 = 60) -> Int32 {
    let deadline = Monotonic.now() + seconds * 1000
    while true {
      if let status = poll() { return status }
      if Monotonic.now() > deadline {
        Issue.record("process \(pid) did not end within \(seconds) s; it said: \(err)")
        Glibc.kill(pid, SIGKILL)
        while poll() == nil { usleep(1000) }
        return -SIGKILL
      }
      usleep(2000)
    }
  }

  /// Removes what it wrote, so that hundreds of them leave no hundreds of files.
  func forget() {
    unlink(outputPath)
    unlink(errorPath)
  }
}

/// Waits until the condition holds, at most so long.
func eventually(
  _ what: String, within seconds: Int64 = 20, sourceLocation: SourceLocation = #_sourceLocation,
  _ condition: () throws -> Bool
) rethrows {
  let deadline = Monotonic.now() + seconds * 1000
  while try !condition() {
    guard Monotonic.now() < deadline else {
      Issue.record("it did not come to pass: \(what)", sourceLocation: sourceLocation)
      return
    }
    usleep(10_000)
  }
}
