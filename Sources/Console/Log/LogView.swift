import Agent
import Platform
import Terminal

extension ConsoleState {
  var logArea: Area { listArea(headings: 2) }
}

/// Draws the newest events.
struct LogView {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  func draw(on canvas: inout Canvas) {
    let body = state.layout.body, area = state.logArea, log = state.log
    canvas.putHeading(
      "LOG", [Span("\(log.level.title), newest first", .muted)], filter: log.filter, row: body.row)
    let isNarrow = state.layout.isCompact
    let table = Table(
      [
        .init(title: "TIME", width: isNarrow ? 5 : 19), .init(title: "KIND", width: 9),
        .init(title: "WHAT", width: .max),
      ], width: body.width - 2)
    if area.row > body.row + 1 { table.drawHeadings(row: area.row - 1, column: 1, on: &canvas) }
    guard !log.rows.isEmpty else {
      let text = log.isFilled ? "no event is like this; f shows others" : log.failure?.line ?? "asking the agent…"
      return ListRows.drawEmpty(log.events.isEmpty && log.isFilled ? "no events yet" : text, in: area, on: &canvas)
    }
    ListRows.draw(log.rows, log.list, in: area, on: &canvas) { event, line, canvas in
      let time = isNarrow ? String(event.at.localTime.prefix(5)) : event.at.local
      table.draw(
        [Span(time, .muted), Span(event.kind, OverviewView.style(of: event.kind)), Span(event.text)], row: line,
        column: 1, on: &canvas)
    }
  }
}
