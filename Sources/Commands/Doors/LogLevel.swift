/// How urgent a line of the log is.
enum LogLevel: Int, Sendable, Equatable, CaseIterable {
  case debug, info, warning, error, critical

  /// By the word of `[logging] loglevel`.
  init(word: String) { self = Self.allCases.first { "\($0)" == word } ?? .info }

  /// Of an event, by its kind.
  init(kind: String) {
    switch kind {
    case "critical": self = .critical
    case "error": self = .error
    case "dropped", "refused": self = .warning
    case "debug": self = .debug
    default: self = .info
    }
  }

  var name: String { "\(self)".uppercased() }

  /// As syslog(3) and the journal count: 7 debug, 6 informational, 4 warning, 3 error, 2 critical.
  var priority: Int {
    switch self {
    case .debug: 7
    case .info: 6
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
