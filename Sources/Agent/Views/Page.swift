/// A row of a list that is read page by page. Its key orders the list and never changes.
public protocol PageRow: Sendable, Equatable {
  var key: Int64 { get }
  /// What a filter looks through.
  var searched: String { get }
}

/// Which part of a list is wanted. Keys are those of rows that the asker has: a list of a million rows costs as much
/// as one of a hundred.
public struct PageQuery: Sendable, Equatable {
  public enum Start: Sendable, Equatable {
    case first, last
    /// The rows that follow the one with this key, as the list is shown.
    case after(Int64)
    /// The rows in front of it.
    case before(Int64)
    /// From the row that so many stand in front of, counted without the filter; past the end, from the last one.
    case at(Int)
  }

  public var start: Start
  public var limit: Int
  /// Only rows that have the text, or are like the pattern; empty: all.
  public var filter: String

  public init(_ start: Start, limit: Int = 200, filter: String = "") {
    self.start = start
    self.limit = max(1, min(limit, 1000))
    self.filter = filter
  }
}

/// Consecutive rows, as the list is shown.
public struct Page<Row: PageRow>: Sendable, Equatable {
  public var rows: [Row]
  /// Rows of the whole list, without a filter.
  public var total: Int
  /// Nothing stands in front of, or behind, what was looked through.
  public var isStart: Bool
  public var isEnd: Bool
  /// With a filter: how far was looked. The next question starts there even when no row was found.
  public var reached: Int64?

  public init(rows: [Row], total: Int, isStart: Bool, isEnd: Bool, reached: Int64? = nil) {
    self.rows = rows
    self.total = total
    self.isStart = isStart
    self.isEnd = isEnd
    self.reached = reached
  }
}
