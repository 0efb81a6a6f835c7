import CSQLite
import Platform

/// Why the outbox could not do what was asked. Every case names the file.
public enum OutboxFault: Explained, Equatable {
  /// There is no outbox yet. Only readers get this: a writer makes one.
  case missing(String)
  /// A newer version of the program wrote it; it was left as it is.
  case newer(String, version: Int, known: Int)
  /// The file, or a page of it, is no longer what SQLite wrote.
  case corrupt(String, detail: String)
  /// Another process held the outbox longer than the patience of five seconds.
  case busy(String)
  /// The file system is full; the transaction was undone, nothing that was accepted is lost.
  case full(String)
  /// Writing is not permitted: the access asked for, the file's mode or the file system forbids it.
  case readOnly(String)
  /// The file is there and cannot be opened; for readers mostly because SQLite may not create its `-shm` file.
  case unreadable(String, detail: String)
  /// A rule of the outbox forbids it: the text names the rule.
  case forbidden(String, rule: String)
  /// Any other failure, in SQLite's words.
  case failed(String, detail: String)
  /// A system call beside SQLite failed.
  case system(SystemError)

  public var explanation: Explanation {
    switch self {
    case .missing(let path):
      Explanation(
        "there is no outbox yet", at: path, remedy: "start the agent once, or name another --state-dir",
        exit: .noInput)
    case .newer(let path, let version, let known):
      Explanation(
        "a newer version of the program wrote it (format \(version), this one knows \(known))", at: path,
        remedy: "use the newer version, the file was not touched", exit: .badData)
    case .corrupt(let path, let detail):
      Explanation(
        "the outbox is damaged, \(detail)", at: path,
        remedy: "telemetry-tui spool repair saves what can be read and sets the old file aside", exit: .badData)
    case .busy(let path):
      Explanation(
        "another process is using the outbox", at: path, remedy: "try again", exit: .unavailable)
    case .full(let path):
      Explanation(
        "no space left for the outbox", at: path, remedy: "free some space, what was accepted is still there",
        exit: .io)
    case .readOnly(let path):
      Explanation(
        "the outbox is read-only", at: path, remedy: "run it as the user who owns the file, or as root",
        exit: .noPermission)
    case .unreadable(let path, let detail):
      Explanation(
        "the outbox cannot be opened, \(detail)", at: path,
        remedy: "run it as the user who owns the file, or as root", exit: .noPermission)
    case .forbidden(let path, let rule):
      Explanation("the outbox refuses it, \(rule)", at: path)
    case .failed(let path, let detail):
      Explanation("the outbox failed, \(detail)", at: path, exit: .io)
    case .system(let error):
      error.explanation
    }
  }

  /// The fault behind a result code of SQLite.
  init(code: Int32, detail: String, path: String) {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path)
    case SQLITE_FULL: self = .full(path)
    case SQLITE_READONLY: self = .readOnly(path)
    case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(path, detail: detail)
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self = .unreadable(path, detail: detail)
    case SQLITE_CONSTRAINT: self = .forbidden(path, rule: detail)
    default: self = .failed(path, detail: detail)
    }
  }
}
