import CPlatform
import Glibc
import Platform

/// Runs programs side by side, a few at a time, in one poll loop.
///
/// Each is the head of a process group of its own, which is killed when its time is over or its output too long, and
/// when it has ended and left something behind.
public final class CommandRunner {
  private let mostAtOnce: Int
  private let interrupt: Int32?
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  /// Killed, and stuck in the kernel: asked for again at the next run.
  private var stuck: [pid_t] = []

  /// `interrupt` is a descriptor that becomes readable when everything shall stop.
  public init(mostAtOnce: Int = 4, interrupt: Int32? = nil) {
    self.mostAtOnce = max(1, mostAtOnce)
    self.interrupt = interrupt
  }

  deinit { reapStuck() }

  /// Runs all to their ends; the endings stand in the order of the jobs.
  public func run(_ jobs: [CommandJob]) -> [CommandEnding] {
    reapStuck()
    var endings = [CommandEnding?](repeating: nil, count: jobs.count)
    var running: [Int: RunningCommand] = [:]
    var next = 0
    var isInterrupted = false
    while next < jobs.count || !running.isEmpty {
      while next < jobs.count, running.count < mostAtOnce {
        do throws(SystemError) {
          running[next] = try RunningCommand(jobs[next])
        } catch {
          endings[next] = CommandEnding(way: .notStarted(error), errors: "", took: 0)
        }
        next += 1
      }
      if running.isEmpty { continue }
      if wait(running.values), !isInterrupted {
        isInterrupted = true
        for index in next..<jobs.count {
          endings[index] = CommandEnding(way: .interrupted, errors: "", took: 0)
        }
        next = jobs.count
        for command in running.values { command.end(.interrupted) }
      }
      for (index, command) in running {
        guard let ending = command.work(&buffer) else { continue }
        endings[index] = ending
        running[index] = nil
        if !command.isReaped { stuck.append(command.pid) }
      }
    }
    return endings.map { $0 ?? CommandEnding(way: .interrupted, errors: "", took: 0) }
  }

  /// Waits until one of them has something to do; true when the caller wants to stop.
  private func wait(_ commands: some Collection<RunningCommand>) -> Bool {
    var descriptors: [pollfd] = commands.flatMap(\.interests)
    if let interrupt { descriptors.append(pollfd(fd: interrupt, events: Int16(POLLIN), revents: 0)) }
    let now = Monotonic.now()
    let patience = commands.map { $0.patience(now) }.min() ?? 0
    let count = poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: max(0, patience)))
    return count > 0 && interrupt != nil && descriptors.last?.revents != 0
  }

  private func reapStuck() {
    stuck.removeAll { pid in
      var status: Int32 = 0
      return waitpid(pid, &status, WNOHANG) != 0
    }
  }
}
