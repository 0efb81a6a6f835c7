import Agent
import Glibc
import Platform

/// The daemon's log: lines of the form `[11-21 14:02:31] p123 INFO: (node) connected to ...`, as the old agent's were, to
/// a file or to standard output; entries with a priority where standard output or error is the system's journal.
final class DaemonLog {
  /// nil: the journal or standard output.
  private var path: String?
  private var file: Descriptor?
  private var least: LogLevel
  private let journal: Journal?
  private let isQuiet: Bool

  /// Opens the log that the settings name.
  init(_ settings: AgentSettings, isQuiet: Bool) throws(Explanation) {
    self.isQuiet = isQuiet
    least = LogLevel(word: settings.logLevel)
    journal = Journal(settings.environment)
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

  /// One line; nothing when it is less urgent than the settings want.
  func write(_ kind: String, _ text: String) {
    let level = LogLevel(kind: kind)
    guard level.rawValue >= least.rawValue else { return }
    let text = SafeText.escaped(text)
    if file == nil, let journal {
      if !isQuiet { journal.write(level, kind: kind, text) }
      return
    }
    let now = Timestamp.now()
    let line = "[\(now.localDate.dropFirst(5)) \(now.localTime)] p\(getpid()) \(level.name): (\(kind)) \(text)\n"
    // A full disk loses lines of the log, nothing else: what happened is in the outbox too.
    if let file {
      try? file.writeAll(Array(line.utf8), to: path ?? "")
    } else if !isQuiet {
      Output.write(Array(line.utf8))
    }
  }

  /// What ends the daemon, for who reads a file later; on the other roads the program says it itself.
  func writeEnd(_ why: Explanation, _ settings: AgentSettings) {
    if file != nil { write("critical", settings.withoutSecrets(why.line)) }
  }

  /// Opens the file anew, because it was moved away or another is named now. When that fails the old one goes on.
  func reopen(_ settings: AgentSettings) {
    least = LogLevel(word: settings.logLevel)
    path = Self.path(settings)
    guard let path else {
      file = nil
      return
    }
    do throws(Explanation) { file = try Self.open(path) } catch { write("error", error.line) }
  }
}
