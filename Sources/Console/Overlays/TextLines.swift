import Terminal

/// A scrolled text, with a sign where more of it is.
enum TextLines {
  static func draw(_ lines: [String], from top: Int, in area: Area, on canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    let top = max(0, min(top, lines.count - area.height))
    for (offset, line) in lines.dropFirst(top).prefix(area.height).enumerated() {
      canvas.put(line, row: area.row + offset, column: area.column + 1, width: area.width - 2)
    }
    let edge = area.column + area.width - 1
    if top > 0 {
      canvas.put(canvas.glyphs.keyUp.first.map(String.init) ?? "", row: area.row, column: edge, style: .key)
    }
    if top + area.height < lines.count {
      canvas.put(canvas.glyphs.unfolded, row: area.row + area.height - 1, column: edge, style: .key)
    }
    canvas.cursor = Canvas.Cursor(row: area.row, column: area.column + 1, visible: false)
  }
}
