import Terminal

extension ConsoleState {
  var paneArea: Area { layout.body.below(layout.isCompact ? 1 : 2) }

  /// Breaks the text that is shown into lines that fit.
  mutating func layOutText() {
    let width = size.columns - 2
    if let index = overlays.lastIndex(where: { if case .pane = $0 { true } else { false } }) {
      guard case .pane(var pane) = overlays[index] else { return }
      pane.layOut(width: width, glyphs: glyphs)
      overlays[index] = .pane(pane)
    }
    if case .record(var sheet)? = overlays.last {
      sheet.layOut(width: width, glyphs: glyphs)
      overlays[overlays.count - 1] = .record(sheet)
    }
  }
}

/// Draws a text over the view.
struct PaneView {
  let state: ConsoleState
  let pane: Pane

  init(_ state: ConsoleState, _ pane: Pane) {
    self.state = state
    self.pane = pane
  }

  func draw(on canvas: inout Canvas) {
    let area = state.paneArea, lines = pane.lines
    let top = max(0, min(pane.scroll.top, lines.count - area.height))
    var place = ""
    if lines.count > area.height, area.height > 0 {
      place = "\(top + 1)-\(min(top + area.height, lines.count)) of \(lines.count)"
    }
    if !pane.filter.isEmpty { place = "filter: \(pane.filter)  " + place }
    let row = state.layout.body.row
    let width = min(canvas.glyphs.width(of: place), canvas.size.columns / 2)
    canvas.put(place, row: row, column: canvas.size.columns - width - 1, width: width, style: .muted)
    canvas.put(pane.title, row: row, column: 1, width: canvas.size.columns - width - 4, style: .heading)
    TextLines.draw(lines, from: top, in: area, on: &canvas)
  }
}
