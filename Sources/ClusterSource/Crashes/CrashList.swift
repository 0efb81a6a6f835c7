import Report

/// `crash ls`: all crashes that the cluster still knows, each cleaned as it comes.
struct CrashList: Answer {
  private let names: KnownNames
  private let cleaning: Cleaning
  private(set) var crashes: [Crash] = []
  private(set) var unreadable = 0

  init(names: KnownNames, cleaning: Cleaning) {
    self.names = names
    self.cleaning = cleaning
  }

  var shape: JSONShape { .list("crash", .whole) }

  mutating func take(_ piece: JSONPiece) {
    guard case .element(_, _, let raw) = piece else { return }
    if let crash = Crash(raw, names: names, cleaning: cleaning) {
      crashes.append(crash)
    } else {
      unreadable += 1
    }
  }
}
