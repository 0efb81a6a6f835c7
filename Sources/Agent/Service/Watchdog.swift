import Glibc
import Platform

/// How often the service manager wants to hear that the loop still turns (sd_watchdog_enabled(3)).
struct Watchdog {
  /// Milliseconds between two signs of life: half of what the manager waits.
  let interval: Int64
  /// When the next one is due, in monotonic milliseconds.
  private(set) var next: Int64

  /// nil when nobody waits for this process, or no sense is to be made of what the variables say.
  init?(_ environment: Environment, process: pid_t = getpid(), now: Int64 = Monotonic.now()) {
    guard let text = environment.nonEmpty("WATCHDOG_USEC"), let microseconds = Int64(text), microseconds > 0 else {
      return nil
    }
    if let owner = environment.nonEmpty("WATCHDOG_PID"), pid_t(owner) != process { return nil }
    interval = max(1, microseconds / 2000)
    next = now
  }

  /// Whether a sign is due now; then the next one is planned.
  mutating func isDue(_ now: Int64 = Monotonic.now()) -> Bool {
    guard now >= next else { return false }
    next = now + interval
    return true
  }
}
