import Terminal

/// A table: headings over rows, columns that fit the width. A column of no width is left out.
struct Table {
  struct Column {
    var title: String
    var width: Int
    var align: Canvas.Alignment = .left
  }

  let columns: [Column]
  private static let gap = 2

  /// One column's width may be `.max`: it takes what the others leave.
  init(_ columns: [Column], width: Int) {
    let shown = columns.filter { $0.width > 0 }
    let fixed = shown.filter { $0.width != .max }.map(\.width).reduce(0, +) + Self.gap * max(0, shown.count - 1)
    self.columns = columns.map { column in
      var column = column
      if column.width == .max { column.width = max(1, width - fixed) }
      return column
    }
  }

  func drawHeadings(row: Int, column start: Int, on canvas: inout Canvas) {
    draw(columns.map { Span($0.title, .muted) }, row: row, column: start, on: &canvas)
  }

  func draw(_ cells: [Span], row: Int, column start: Int, on canvas: inout Canvas) {
    var next = start
    for (column, cell) in zip(columns, cells) where column.width > 0 {
      canvas.put(cell.text, row: row, column: next, width: column.width, style: cell.style, align: column.align)
      next += column.width + Self.gap
    }
  }
}

extension ConsoleState {
  /// A view's list: a line or two of heading, the column titles, the rows.
  func listArea(headings: Int) -> Area { layout.body.below(headings) }
}

/// Draws the rows of a list that are on the screen, and marks the one the cursor is on.
enum ListRows {
  static func draw<Row>(
    _ rows: [Row], _ list: ListState, in area: Area, on canvas: inout Canvas,
    _ body: (Row, _ line: Int, inout Canvas) -> Void
  ) {
    for (offset, row) in rows.dropFirst(max(0, list.top)).prefix(area.height).enumerated() {
      body(row, area.row + offset, &canvas)
      guard list.top + offset == list.selected else { continue }
      canvas.select(Area(row: area.row + offset, column: 0, width: area.width, height: 1))
      canvas.cursor = Canvas.Cursor(row: area.row + offset, column: 1, visible: false)
    }
  }

  /// What stands in an empty list.
  static func drawEmpty(_ text: String, in area: Area, on canvas: inout Canvas) {
    guard area.height > 0 else { return }
    canvas.put(text, row: area.row, column: 1, width: area.width - 2, style: .muted)
  }
}

extension Canvas {
  /// A view's first line: its name, a sentence, and at the right the filter in force.
  mutating func putHeading(_ title: String, _ rest: [Span], filter: String, row: Int) {
    let text = filter.isEmpty ? "" : "filter: \(filter)"
    let width = min(glyphs.width(of: text), size.columns / 2)
    put(text, row: row, column: size.columns - width - 1, width: width, style: .muted)
    put(
      [Span(title, .heading), Span("   ")] + rest, row: row, column: 1,
      width: size.columns - width - (width > 0 ? 4 : 2))
  }
}
