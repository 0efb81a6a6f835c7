import CPlatform
import Glibc
import Platform

/// A program that runs: its pipes, its time, its end.
final class RunningCommand {
  let pid: pid_t
  private(set) var isReaped = false

  private let job: CommandJob
  private let started = Monotonic.now()
  private var deadline: Int64
  private var output: Descriptor?
  private var errors: Descriptor?
  private var input: Descriptor?
  private var sent = 0
  /// Readable once the program has ended; nil where the kernel has no such thing.
  private let ended: Descriptor?
  private var status: Int32 = 0
  private var read = 0
  private var errorText: [UInt8] = []
  /// Why it is being killed.
  private var cause: CommandEnding.Way?

  private static let mostErrors = 16 << 10
  /// How long a killed program may take to go, and what an ended one left in its pipes to come. Milliseconds.
  private static let grace: Int64 = 2000
  private static let glance: Int64 = 20

  init(_ job: CommandJob) throws(SystemError) {
    let (outputEnd, theirOutput) = try Self.pipe(job.program)
    let (errorEnd, theirErrors) = try Self.pipe(job.program)
    var inputEnd: Descriptor?, theirInput: Descriptor?
    if job.input != nil {
      // A socket, because a write to it can do without SIGPIPE.
      var ends: [Int32] = [-1, -1]
      guard cp_socketpair(&ends) == 0 else { throw SystemError("socketpair", job.program) }
      (inputEnd, theirInput) = (Descriptor(adopting: ends[0]), Descriptor(adopting: ends[1]))
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([job.program] + job.arguments).map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    // Their ends must stay open until the program has them.
    pid = withExtendedLifetime((theirInput, theirOutput, theirErrors)) {
      cp_spawn_group(job.program, words, theirInput?.raw ?? -1, theirOutput.raw, theirErrors.raw)
    }
    guard pid > 0 else { throw SystemError("start", job.program) }
    let descriptor = cp_pidfd(pid)
    ended = descriptor >= 0 ? Descriptor(adopting: descriptor) : nil
    self.job = job
    deadline = started + job.milliseconds
    (output, errors, input) = (outputEnd, errorEnd, inputEnd)
  }

  private static func pipe(_ subject: String) throws(SystemError) -> (Descriptor, Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard cp_pipe(&ends) == 0 else { throw SystemError("pipe", subject) }
    // The program's end waits as programs expect; only ours does not.
    _ = fcntl(ends[1], F_SETFL, 0)
    return (Descriptor(adopting: ends[0]), Descriptor(adopting: ends[1]))
  }

  var interests: [pollfd] {
    var found: [pollfd] = []
    if let output { found.append(pollfd(fd: output.raw, events: Int16(POLLIN), revents: 0)) }
    if let errors { found.append(pollfd(fd: errors.raw, events: Int16(POLLIN), revents: 0)) }
    if let input { found.append(pollfd(fd: input.raw, events: Int16(POLLOUT), revents: 0)) }
    if let ended, !isReaped { found.append(pollfd(fd: ended.raw, events: Int16(POLLIN), revents: 0)) }
    return found
  }

  /// Milliseconds until it must be looked at again.
  func patience(_ now: Int64) -> Int64 {
    let left = deadline - now
    return ended == nil ? min(left, Self.glance) : left
  }

  /// Kills it, for this reason.
  func end(_ way: CommandEnding.Way) {
    guard cause == nil, !isReaped else { return }
    cause = way
    kill(-pid, SIGKILL)
    (output, errors, input) = (nil, nil, nil)
    deadline = Monotonic.now() + Self.grace
  }

  /// Moves what can be moved; the ending once it is over.
  func work(_ buffer: inout [UInt8]) -> CommandEnding? {
    feed()
    drainErrors(&buffer)
    drainOutput(&buffer)
    reap()
    let now = Monotonic.now()
    if isReaped {
      guard output == nil && errors == nil || now >= deadline else { return nil }
      return ending(now)
    }
    guard now >= deadline else { return nil }
    if cause != nil { return ending(now) }
    end(.timedOut(milliseconds: job.milliseconds))
    return nil
  }

  private func ending(_ now: Int64) -> CommandEnding {
    let way: CommandEnding.Way =
      cause ?? (cp_exited(status) != 0 ? .exited(cp_exit_status(status)) : .signalled(cp_term_signal(status)))
    return CommandEnding(way: way, errors: String(decoding: errorText, as: UTF8.self), took: now - started)
  }

  private func reap() {
    guard !isReaped else { return }
    if let ended {
      var one = pollfd(fd: ended.raw, events: Int16(POLLIN), revents: 0)
      guard poll(&one, 1, 0) > 0 else { return }
    } else {
      // Without a descriptor of the process only its closed pipes say that it is worth asking.
      guard cause != nil || (output == nil && errors == nil) else { return }
    }
    // While the dead head of the group is not collected, nobody else can have its number.
    kill(-pid, SIGKILL)
    let result = waitpid(pid, &status, WNOHANG)
    guard result == pid || (result < 0 && errno == ECHILD) else { return }
    isReaped = true
    input = nil
    deadline = min(deadline, Monotonic.now() + Self.grace)
  }

  private func feed() {
    guard let input, let bytes = job.input else { return }
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { pointer in
        send(
          input.raw, pointer.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count < 0 {
        if errno == EINTR { continue }
        if errno != EAGAIN { self.input = nil }
        return
      }
      sent += count
    }
    self.input = nil
  }

  private func drainErrors(_ buffer: inout [UInt8]) {
    while let errors {
      let count = Glibc.read(errors.raw, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      guard count > 0 else {
        self.errors = nil
        return
      }
      errorText += buffer[..<count]
      if errorText.count > Self.mostErrors { errorText.removeFirst(errorText.count - Self.mostErrors) }
    }
  }

  private func drainOutput(_ buffer: inout [UInt8]) {
    // A few chunks at a time, so that one program does not keep the others waiting.
    for _ in 0..<16 {
      guard let output else { return }
      let count = Glibc.read(output.raw, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      guard count > 0 else {
        self.output = nil
        return
      }
      read += count
      guard read <= job.mostOutput else { return end(.tooLong(bytes: job.mostOutput)) }
      let goesOn = buffer.withUnsafeBufferPointer { job.take(UnsafeBufferPointer(rebasing: $0[..<count])) }
      if !goesOn { return end(.leftAlone) }
    }
  }
}
