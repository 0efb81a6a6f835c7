import CPlatform
import Glibc
import Platform

/// Starts `telemetry-deliver` when something is due, wakes it while it runs, notices when it leaves.
///
/// The program gets one end of a socket pair as its standard input: a byte means "look again", the end of the file
/// means that the agent is gone. It writes a byte back whenever it has changed the outbox.
///
/// Where a service manager starts the program, a socket stands in its place: the connection becomes the program's
/// standard input. So what reads the machine need not be able to reach the internet.
final class DeliveryLauncher {
  /// What to poll while the program runs, else nil.
  var descriptor: Int32? { link?.raw }
  private(set) var isRunning = false

  private let program: String
  private let arguments: [String]
  private var link: Descriptor?
  private var pid: pid_t = -1
  private var started: Int64 = 0
  /// A program that dies at once is not started again at once.
  private(set) var failures = 0
  private(set) var notBefore: Int64 = 0
  private var isPaused = false
  /// Milliseconds.
  private static let shortestLife: Int64 = 1000
  /// How long a manager with a full queue is waited for, in milliseconds: the loop stands still meanwhile.
  private static let patience: Int32 = 2000

  init(program: String, stateDirectory: String, configPath: String?) {
    self.program = program
    arguments =
      [program, "--state-dir", stateDirectory] + (configPath.map { ["--config", $0] } ?? [])
  }

  /// The program beside this one, or in libexec. `TELEMETRY_TUI_DELIVER` names another.
  static func find(_ environment: Environment) throws(Explanation) -> String {
    let tried = Companion.places("telemetry-deliver", variable: "TELEMETRY_TUI_DELIVER", environment)
    if let found = tried.first(where: { isSocket($0) || access($0, X_OK) == 0 }) { return found }
    throw AgentFault.delivererMissing(tried: tried).explanation
  }

  /// Starts the program, or wakes it.
  func deliver(now: Int64 = Monotonic.now()) throws(SystemError) {
    isPaused = false
    if let link {
      _ = send(link.raw, "!", 1, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      return
    }
    guard now >= notBefore else { return }
    if Self.isSocket(program) { return try connect(now) }
    var ends: [Int32] = [-1, -1]
    guard cp_socketpair(&ends) == 0 else { throw SystemError("socketpair", program) }
    let theirs = Descriptor(adopting: ends[1])
    link = Descriptor(adopting: ends[0])
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    pid = cp_spawn(program, pointers, theirs.raw)
    started = now
    guard pid > 0 else {
      link = nil
      let error = SystemError("start", program)
      holdOff(now)
      throw error
    }
    isRunning = true
  }

  static func isSocket(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && cp_is_socket(info.st_mode) != 0
  }

  private func connect(_ now: Int64) throws(SystemError) {
    started = now
    pid = -1
    let raw = cp_unix_connect_within(program, Self.patience)
    guard raw >= 0 else {
      let error = SystemError("connect", program)
      holdOff(now)
      throw error
    }
    link = Descriptor(adopting: raw)
    isRunning = true
  }

  /// What became readable: the program has written to the outbox, or left. True when it left.
  func hear(now: Int64 = Monotonic.now()) -> Bool {
    guard let link else { return false }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = recv(link.raw, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    if count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR)) { return false }
    self.link = nil
    reap(now)
    return true
  }

  /// Ends the program, which finishes what is on the wire, and starts it again no sooner than after so long.
  func pause(_ milliseconds: Int64, now: Int64 = Monotonic.now()) {
    if isRunning, pid > 0 { kill(pid, SIGTERM) }
    // The end of its standard input says the same.
    if isRunning, pid < 0, let link { shutdown(link.raw, Int32(SHUT_WR)) }
    isPaused = true
    notBefore = now + milliseconds
  }

  /// Takes a pause back.
  func resume() {
    guard isPaused else { return }
    isPaused = false
    notBefore = 0
  }

  /// Tells the program that nobody will wake it any more and forgets it: it finishes what it began by itself.
  func release() { link = nil }

  private func reap(_ now: Int64) {
    if pid < 0 {
      isRunning = false
      if isPaused { return }
      // How it ended its manager knows: leaving at once is the sign of trouble that is seen from here.
      if now - started < Self.shortestLife { holdOff(now) } else { failures = 0 }
      return
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    isRunning = false
    if isPaused { return }
    let isClean = cp_exited(status) != 0 && [0, 75].contains(cp_exit_status(status))
    guard isClean else { return holdOff(now) }
    failures = 0
    // It stays half a minute when it has the outbox to itself. One that left at once found the deliverer of another
    // agent at work: nothing is gained by asking again before that one had a moment.
    if now - started < Self.shortestLife { notBefore = now + Self.shortestLife }
  }

  /// What to say of a program that does not live.
  var complaint: String {
    let remedy =
      Self.isSocket(program) ? "see `journalctl -u 'telemetry-deliver@*'`" : "run it by hand with --once to see why"
    return "telemetry-deliver ended badly \(failures) times in a row: \(program): \(remedy)"
  }

  private func holdOff(_ now: Int64) {
    failures += 1
    notBefore = now + min(60_000, 500 << min(failures, 8))
  }
}
