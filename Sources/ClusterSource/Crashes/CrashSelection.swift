/// Which crashes a report carries.
public enum CrashSelection: Sendable {
  /// Every one that is still known, as the module did, for a year.
  case all
  /// Those that the destination does not have yet: all but these ids.
  case notYetSent(Set<String>)

  /// In the order of their ids, which is that of time; one that comes from two places comes once, as it stands first.
  public func of(_ crashes: [Crash]) -> [Crash] {
    var seen: Set<String> = []
    if case .notYetSent(let sent) = self { seen = sent }
    return crashes.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
  }
}
