import Platform

/// Rows in columns, for people: the last column is left as long as it is.
struct TextTable {
  private let head: [String]
  private var rows: [[String]] = []
  /// Columns that stand at the right.
  private let right: Set<Int>

  init(_ head: [String], right: Set<Int> = []) {
    self.head = head
    self.right = right
  }

  mutating func add(_ cells: [String]) { rows.append(cells.map(SafeText.escaped)) }

  var isEmpty: Bool { rows.isEmpty }

  var lines: [String] {
    let all = [head] + rows
    let widths = head.indices.map { column in all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return all.map { cells in
      let padded = cells.enumerated().map { column, cell in
        let space = String(repeating: " ", count: max(0, widths[column] - cell.count))
        if right.contains(column) { return space + cell }
        return column == cells.count - 1 ? cell : cell + space
      }
      var line = padded.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
