import Agent
import Glibc
import Platform

/// The daemon's log: lines of the form `[11-21 14:02:31] p123 INFO: (node) connected to ...`, as the old agent's were, to
/// a file or to standard output.
final class DaemonLog {
  private enum Level: Int {
    case debug, info, warning, error, critical

    init(word: String) {
      switch word {
      case "debug": self = .debug
      case "warning": self = .warning
      case "error": self = .error
      case "critical": self = .critical
      default: self = .info
      }
    }

    /// Of an event, by its kind.
    init(kind: String) {
      switch kind {
      case "error": self = .error
      case "dropped", "refused": self = .warning
      default: self = .info
      }
    }

    var name: String { "\(self)".uppercased() }
  }

  /// nil: standard output.
  private var path: String?
  private var file: Descriptor?
  private var least: Level
  private let isQuiet: Bool

  /// Opens the log that the settings name.
  init(_ settings: AgentSettings, isQuiet: Bool) throws(Explanation) {
    self.isQuiet = isQuiet
    least = Level(word: settings.logLevel)
    path = Self.path(settings)
    if let path { file = try Self.open(path) }
  }

  private static func path(_ settings: AgentSettings) -> String? {
    settings.configuration.string("logging", "logfile").flatMap { $0 == "out" ? nil : $0 }
  }

  private static func open(_ path: String) throws(Explanation) -> Descriptor {
    let raw = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0o640)
    guard raw >= 0 else {
      var explanation = SystemError("open the log", path).explanation
      explanation.remedy = "make it writable for the service's user, or change logging.logfile"
      throw explanation
    }
    return Descriptor(adopting: raw)
  }

  func write(_ kind: String, _ text: String) {
    let level = Level(kind: kind)
    guard level.rawValue >= least.rawValue else { return }
    let now = Timestamp.now()
    let line = "[\(now.localDate.dropFirst(5)) \(now.localTime)] p\(getpid()) \(level.name): (\(kind)) "
    let bytes = Array((line + SafeText.escaped(text) + "\n").utf8)
    // A full disk loses lines of the log, nothing else: what happened is in the outbox too.
    if let file { try? file.writeAll(bytes, to: path ?? "") } else if !isQuiet { Output.write(bytes) }
  }

  /// Opens the file anew, because it was moved away or another is named now. When that fails the old one goes on.
  func reopen(_ settings: AgentSettings?) {
    if let settings {
      least = Level(word: settings.logLevel)
      path = Self.path(settings)
    }
    guard let path else {
      file = nil
      return
    }
    do throws(Explanation) { file = try Self.open(path) } catch { write("error", error.line) }
  }
}
