import Terminal

/// Draws what an action will do, before it does it.
struct ConfirmView {
  let state: ConsoleState
  let confirmation: Confirmation

  init(_ state: ConsoleState, _ confirmation: Confirmation) {
    self.state = state
    self.confirmation = confirmation
  }

  func draw(on canvas: inout Canvas) {
    let body = state.layout.body
    // The answers are never pushed out by what they are about.
    let end = body.row + body.height
    let gap = state.layout.isCompact ? 0 : 1
    let label = confirmation.facts.map { $0.label.count }.max() ?? 0
    var row = body.row
    canvas.put(
      [Span(canvas.glyphs.attention + " ", .attention), Span(confirmation.title, .strong)], row: row, column: 1,
      width: body.width - 2)
    row += 1 + gap
    let column = 3 + label + 2
    for fact in confirmation.facts {
      let width = max(8, body.width - column - 1)
      let lines =
        fact.isHard
        ? Wrap.hard(fact.text, width: width, glyphs: canvas.glyphs)
        : Wrap.lines(fact.text, width: width, glyphs: canvas.glyphs)
      for (offset, line) in lines.enumerated() where row < (state.layout.isCompact ? end : end - 3) {
        if offset == 0 { canvas.put(fact.label, row: row, column: 3, style: .muted) }
        canvas.put(line, row: row, column: column, width: width)
        row += 1
      }
    }
    row += gap
    guard row < end else { return }
    // The footer says the same where there is no room.
    guard !state.layout.isCompact else { return }
    canvas.put([Span("Enter  ", .key), Span(confirmation.verb)], row: row, column: 3, width: body.width - 4)
    if row + 1 < end { canvas.put([Span("Esc    ", .key), Span("leave it")], row: row + 1, column: 3) }
    canvas.cursor = Canvas.Cursor(row: row, column: 3, visible: false)
  }
}
