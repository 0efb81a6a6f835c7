import Agent
import Platform

/// What happened, and which of it is shown.
struct LogModel: Sendable {
  enum Level: CaseIterable, Sendable {
    case all, attention, errors

    var title: String {
      switch self {
      case .all: "everything"
      case .attention: "what did not go as usual"
      case .errors: "errors"
      }
    }

    func shows(_ kind: String) -> Bool {
      let isError = ["refused", "dropped", "rejected", "error"].contains(kind)
      return switch self {
      case .all: true
      case .attention: isError || ["waiting", "held", "withdrawn", "expired", "kept", "withheld", "off"].contains(kind)
      case .errors: isError
      }
    }
  }

  private(set) var events: [Event] = []
  /// Those that are shown, newest first.
  private(set) var rows: [Event] = []
  private(set) var isFilled = false
  var failure: Explanation?
  var list = ListState()
  var filter = "" { didSet { if filter != oldValue { rebuild() } } }
  var level = Level.all { didSet { rebuild() } }

  mutating func accept(_ new: [Event]) {
    isFilled = true
    failure = nil
    events = new
    rebuild()
  }

  mutating func nextLevel() {
    let all = Level.allCases
    level = all[((all.firstIndex(of: level) ?? 0) + 1) % all.count]
  }

  private mutating func rebuild() {
    rows = events.reversed().filter { level.shows($0.kind) && Filter.matches(filter, "\($0.kind) \($0.text)") }
  }
}
