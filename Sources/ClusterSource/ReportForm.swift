/// Which releases' report is made.
public enum ReportForm: Sendable, Equatable {
  /// The keys of release 16, and every crash every time.
  case classic
  /// What release 17 and later add, too.
  case current
}
