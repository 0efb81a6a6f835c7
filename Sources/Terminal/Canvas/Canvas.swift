/// A picture of the screen: a grid of cells that views draw into. Drawing outside of it does nothing; text that does
/// not fit ends in an ellipsis. Text may come from anywhere: what a terminal would act upon is shown, not sent.
public struct Canvas: Sendable, Equatable {
  public let size: Size
  public let glyphs: Glyphs
  public private(set) var cells: [Cell]
  /// Where the terminal's cursor stands: on the focused thing, for people who follow it by braille or by ear.
  public var cursor: Cursor?

  public struct Cursor: Sendable, Equatable {
    public var row: Int
    public var column: Int
    /// Shown while text is typed.
    public var isVisible: Bool
    public init(row: Int, column: Int, visible: Bool) {
      self.row = row
      self.column = column
      self.isVisible = visible
    }
  }

  public enum Alignment: Sendable { case left, right }

  public init(size: Size, glyphs: Glyphs = .utf8) {
    self.size = size
    self.glyphs = glyphs
    cells = [Cell](repeating: .blank, count: size.columns * size.rows)
  }

  public var area: Area { Area(row: 0, column: 0, width: size.columns, height: size.rows) }

  /// The cell, or a blank one outside of the canvas.
  public subscript(row: Int, column: Int) -> Cell {
    guard contains(row, column) else { return .blank }
    return cells[row * size.columns + column]
  }

  private func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < size.rows && column >= 0 && column < size.columns
  }

  /// Draws the text in at most `width` columns from (row, column). Returns the column after the last one drawn.
  @discardableResult
  public mutating func put(
    _ text: String, row: Int, column: Int, width: Int = .max, style: Style = .plain, align: Alignment = .left
  ) -> Int {
    if let end = putPlain(text, row: row, column: column, width: width, style: style, align: align) { return end }
    return put(Measured(text, glyphs: glyphs), row: row, column: column, width: width, style: style, align: align)
  }

  /// A text of printable ASCII that fits is most of what is drawn, and needs no measuring: one byte is one column.
  private mutating func putPlain(
    _ text: String, row: Int, column: Int, width: Int, style: Style, align: Alignment
  ) -> Int? {
    let bytes = text.utf8, count = text.utf8.count
    let room = min(width, size.columns - column)
    guard room > 0, contains(row, column) else { return column }
    guard count <= room, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    let start = align == .left ? column : column + room - count
    let first = row * size.columns + start
    if count > 0 {
      clearHalf(row, start)
      clearHalf(row, start + count - 1)
    }
    for (offset, byte) in bytes.enumerated() {
      cells[first + offset] = Cell(Measured.printable[Int(byte) - 0x20], style: style)
    }
    return start + count
  }

  /// As `put` of a text, but cut inside and not at its end.
  @discardableResult
  public mutating func putInside(_ text: String, row: Int, column: Int, width: Int, style: Style = .plain) -> Int {
    let room = min(width, size.columns - column)
    let measured = Measured(text, glyphs: glyphs).clippedInside(to: room, glyphs: glyphs)
    return put(measured, row: row, column: column, width: width, style: style, align: .left)
  }

  private mutating func put(
    _ text: Measured, row: Int, column: Int, width: Int, style: Style, align: Alignment
  ) -> Int {
    let room = min(width, size.columns - column)
    guard room > 0, contains(row, column) else { return column }
    let fitting = text.clipped(to: room, glyphs: glyphs)
    var next = align == .left ? column : column + room - fitting.width
    for piece in fitting.pieces {
      set(Cell(piece.text, width: UInt8(piece.width), style: style), row, next)
      next += piece.width
    }
    return next
  }

  private mutating func set(_ cell: Cell, _ row: Int, _ column: Int) {
    let index = row * size.columns + column
    clearHalf(row, column)
    if cell.width == 2 { clearHalf(row, column + 1) }
    cells[index] = cell
    if cell.width == 2, column + 1 < size.columns { cells[index + 1] = Cell("", width: 0, style: cell.style) }
  }

  /// A wide character of which one half is overwritten loses the other one too.
  private mutating func clearHalf(_ row: Int, _ column: Int) {
    guard contains(row, column) else { return }
    let index = row * size.columns + column
    if cells[index].width == 0, column > 0 { cells[index - 1] = Cell(" ", style: cells[index - 1].style) }
    if cells[index].width == 2, column + 1 < size.columns { cells[index + 1] = Cell(" ", style: cells[index].style) }
  }

  /// Fills a rectangle with one character of one column.
  public mutating func fill(_ area: Area, with character: String = " ", style: Style = .plain) {
    for row in area.row..<(area.row + area.height) {
      for column in area.column..<(area.column + area.width) where contains(row, column) {
        set(Cell(character, style: style), row, column)
      }
    }
  }

  /// A horizontal line.
  public mutating func rule(row: Int, column: Int = 0, width: Int = .max) {
    let room = min(width, size.columns - column)
    fill(Area(row: row, column: column, width: room, height: 1), with: glyphs.rule, style: .rule)
  }

  /// Marks a rectangle as the one the cursor is on, whatever it shows.
  public mutating func select(_ area: Area) {
    for row in area.row..<(area.row + area.height) {
      for column in area.column..<(area.column + area.width) where contains(row, column) {
        cells[row * size.columns + column].style.isSelected = true
      }
    }
  }
}
