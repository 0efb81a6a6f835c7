import CPlatform
import Glibc
import Platform

/// Runs telemetry-unwind on a core file. The program limits itself; whatever it does, this ends.
enum Unwinding {
  /// Milliseconds; a little more than the program gives itself.
  private static let patience: Int64 = 35_000
  /// 128 threads of 64 frames are far from it.
  private static let mostBytes = 16 << 20

  static func stacks(_ core: CoreFile, _ environment: Environment) throws(Explanation) -> Stacks {
    let places = Companion.places("telemetry-unwind", variable: "TELEMETRY_TUI_UNWIND", environment)
    guard let program = Companion.first(of: places) else {
      throw Explanation(
        "telemetry-unwind was not found", at: places.joined(separator: ", "), remedy: "install it beside telemetry-tui",
        exit: .failed)
    }
    do throws(SystemError) { return try run(program, core) } catch { throw error.explanation }
  }

  private static func run(_ program: String, _ core: CoreFile) throws(SystemError) -> Stacks {
    var ends: [Int32] = [-1, -1]
    guard cp_pipe(&ends) == 0 else { throw SystemError("pipe", program) }
    let reading = Descriptor(adopting: ends[0])
    var writing: Descriptor? = Descriptor(adopting: ends[1])
    // The program's end blocks; this one is polled.
    _ = fcntl(ends[1], F_SETFL, 0)
    var words: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
    defer { words.forEach { free($0) } }
    let pid = cp_spawn_between(program, &words, core.file.raw, ends[1])
    guard pid > 0 else { throw SystemError("start", program) }
    _ = writing
    writing = nil
    let (bytes, isInTime) = collect(reading)
    if !isInTime { kill(pid, SIGKILL) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    var stacks = Stacks(bytes)
    if !stacks.isComplete { stacks.addError(ending(status, isInTime: isInTime)) }
    return stacks
  }

  /// Everything until the end of the file; false when it did not come in time, or was too much.
  private static func collect(_ reading: Descriptor) -> ([UInt8], Bool) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let deadline = Monotonic.now() + patience
    while true {
      let left = deadline - Monotonic.now()
      guard left > 0, bytes.count < mostBytes else { return (bytes, false) }
      var entry = pollfd(fd: reading.raw, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, Int32(left)) > 0 else { continue }
      let count = read(reading.raw, &buffer, buffer.count)
      if count > 0 { bytes += buffer[..<count] } else if count == 0 { return (bytes, true) }
    }
  }

  private static func ending(_ status: Int32, isInTime: Bool) -> String {
    guard isInTime, cp_signaled(status) != 0 else {
      return isInTime ? "unwinding ended with status \(cp_exit_status(status))" : "unwinding took too long"
    }
    switch cp_term_signal(status) {
    case SIGXCPU, SIGKILL: return "unwinding took too much processor time"
    case SIGALRM: return "unwinding took too long"
    case let signal: return "unwinding was ended by signal \(signal)"
    }
  }
}
