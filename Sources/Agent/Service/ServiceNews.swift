import Glibc

/// What a daemon tells its service manager.
public enum ServiceNews: Sendable, Equatable {
  /// It serves, or serves again after `reloading`.
  case ready
  case reloading
  case stopping
  /// How it is, in one line for people.
  case status(String)
  /// Its loop still turns.
  case alive

  /// In sd_notify(3)'s words: assignments, a line each.
  public var text: String {
    switch self {
    case .ready: "READY=1\nMAINPID=\(getpid())"
    case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(Self.microseconds)"
    case .stopping: "STOPPING=1"
    case .status(let line): "STATUS=\(line)"
    case .alive: "WATCHDOG=1"
    }
  }

  /// Of CLOCK_MONOTONIC, as the manager takes it.
  private static var microseconds: Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
  }
}
