/// Columns and rows of a screen.
public struct Size: Sendable, Hashable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
  }
}

/// A rectangle of a canvas; may be empty, never negative.
public struct Area: Sendable, Hashable {
  public var row: Int
  public var column: Int
  public var width: Int
  public var height: Int

  public init(row: Int, column: Int, width: Int, height: Int) {
    self.row = row
    self.column = column
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Without `count` rows at the top.
  public func below(_ count: Int) -> Area {
    Area(row: row + min(count, height), column: column, width: width, height: height - count)
  }

  /// The first `count` rows.
  public func top(_ count: Int) -> Area { Area(row: row, column: column, width: width, height: min(count, height)) }

  /// The first `count` columns.
  public func left(_ count: Int) -> Area { Area(row: row, column: column, width: min(count, width), height: height) }

  /// Without `count` columns at the left.
  public func right(of count: Int) -> Area {
    Area(row: row, column: column + min(count, width), width: width - count, height: height)
  }
}
