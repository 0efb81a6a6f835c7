import Terminal

extension Canvas {
  /// Draws lines from the top of an area; where more would follow, the last one ends in an ellipsis.
  mutating func putLines(_ lines: [String], in area: Area, style: Style = .plain) {
    for (offset, line) in lines.prefix(area.height).enumerated() {
      let isCut = offset == area.height - 1 && lines.count > area.height
      let text = isCut ? glyphs.clipped(line, to: max(0, area.width - 2)) + " " + glyphs.ellipsis : line
      put(text, row: area.row + offset, column: area.column, width: area.width, style: style)
    }
  }
}
