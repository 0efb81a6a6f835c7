import CPlatform
import Glibc
import Platform

/// Feeds a subject in a child process, so that a crash or an endless loop is told with the input that caused it.
struct Runner {
  let subject: Subject
  let count: Int64
  let seed: UInt64
  let first: Int64

  /// An input that takes longer is slow; the largest takes a few milliseconds. Of the processor's time: a busy machine
  /// makes no input slow.
  private static let slowMilliseconds: Int64 = 100
  /// The parent gives an input so long before it calls it endless.
  private static let endlessMilliseconds: Int64 = 20_000
  /// What the process may grow after the first tenth of the inputs.
  private static let growthLimitKiB: Int64 = 32 << 10

  /// Prints the summary and returns the exit code: 0 when nothing was found.
  func run() -> Int32 {
    guard let progress = Progress() else { return fail("no shared memory") }
    let child = fork()
    guard child >= 0 else { return fail("fork failed, \(SystemError.text(of: errno))") }
    if child == 0 { _exit(work(progress)) }
    return watch(child, progress)
  }

  // MARK: - The child

  private func work(_ progress: Progress) -> Int32 {
    let mutator = subject.mutator
    var settled: Int64 = 0
    for index in first..<(first + count) {
      progress[.index] = index
      let input = mutator.input(seed: seed, index: UInt64(bitPattern: index))
      let started = Self.processorTime()
      if let wrong = subject.feed(input) { return fail("\(wrong), input \(index)") }
      let took = Self.processorTime() - started
      if took > Self.slowMilliseconds {
        progress[.slow] += 1
        _ = fail("\(took) ms, input \(index), \(input.count) bytes")
      }
      if index % 4096 == 0 || index == first + count - 1 {
        let resident = Int64(cp_resident_kib())
        progress[.peakKiB] = max(progress[.peakKiB], resident)
        if index - first <= count / 10 { settled = max(settled, resident) }
        progress[.growthKiB] = max(0, resident - settled)
      }
    }
    return 0
  }

  /// What this process has used so far, in milliseconds.
  private static func processorTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  // MARK: - The parent

  private func watch(_ child: pid_t, _ progress: Progress) -> Int32 {
    var seen: Int64 = -1
    var since = Monotonic.now()
    var status: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 {
      usleep(50_000)
      if progress[.index] != seen {
        seen = progress[.index]
        since = Monotonic.now()
      } else if Monotonic.now() - since > Self.endlessMilliseconds {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        return fail("endless, input \(seen)")
      }
    }
    if cp_signaled(status) != 0 {
      return fail("crashed by signal \(cp_term_signal(status)), input \(progress[.index])")
    }
    let peak = (progress[.peakKiB] + 1023) / 1024
    print("\(subject.name): \(count) inputs, \(progress[.slow]) slow, peak \(peak) MB")
    if progress[.growthKiB] > Self.growthLimitKiB { return fail("grew by \(progress[.growthKiB]) KiB") }
    return cp_exit_status(status) != 0 || progress[.slow] > 0 ? 1 : 0
  }

  private func fail(_ what: String) -> Int32 {
    let line = "\(subject.name): \(SafeText.escaped(what)) (seed \(seed))\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
    return 1
  }
}
