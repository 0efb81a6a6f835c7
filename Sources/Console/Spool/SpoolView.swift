import Agent
import Platform
import Report
import Terminal

extension ConsoleState {
  /// One line a destination that fails or is paced, under the sum.
  var spoolTroubles: [DestinationStatus] {
    layout.isCompact ? [] : Array((status?.destinations ?? []).filter { $0.trouble != nil || $0.pace != nil }.prefix(3))
  }

  var spoolArea: Area { listArea(headings: 2 + spoolTroubles.count) }
}

/// Draws what waits to be sent.
struct SpoolView {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  func draw(on canvas: inout Canvas) {
    let body = state.layout.body, area = state.spoolArea
    canvas.putHeading("SPOOL", [Span(summary)], filter: state.spool.filter, row: body.row)
    for (offset, destination) in state.spoolTroubles.enumerated() {
      guard let text = reason(destination) else { continue }
      canvas.put(
        [Span(canvas.glyphs.attention + " ", .attention), Span(text)], row: body.row + 1 + offset, column: 1,
        width: body.width - 2)
    }
    let table = self.table(body.width - 4)
    if area.row > body.row + 1 { table.drawHeadings(row: area.row - 1, column: 3, on: &canvas) }
    if let text = state.spool.emptyText(nothing: "nothing waits") {
      return ListRows.drawEmpty(text, in: area, on: &canvas)
    }
    ListRows.draw(state.spool.rows, state.spool.list, in: area, on: &canvas) { row, line, canvas in
      if state.spoolMarks[row.key] != nil { canvas.put(canvas.glyphs.on, row: line, column: 1, style: .key) }
      table.draw(cells(row), row: line, column: 3, on: &canvas)
    }
  }

  /// Why what waits for it waits.
  private func reason(_ destination: DestinationStatus) -> String? {
    let name = destination.destination.rawValue
    guard let trouble = destination.trouble else {
      return destination.pace.map { "\(name): \($0.words(at: state.now))" }
    }
    let next = trouble.nextTry.map { ", next try \(state.times.until($0))" } ?? ""
    let tries = trouble.failures == 1 ? "1 try" : "\(trouble.failures) tries"
    return "\(name): \(trouble.reason) since \(state.times.clock(trouble.since)), \(tries)\(next)"
  }

  private func table(_ width: Int) -> Table {
    let isNarrow = width < 56
    return Table(
      [
        .init(title: "WAITS", width: 8), .init(title: "TO", width: isNarrow ? 0 : 9),
        .init(title: "WHAT", width: isNarrow ? .max : width < 100 ? 26 : 40),
        .init(title: "SIZE", width: isNarrow ? 0 : 8, align: .right),
        .init(title: "TRIES", width: isNarrow ? 0 : 5, align: .right),
        .init(title: "LAST ERROR", width: isNarrow ? 0 : .max),
      ], width: width)
  }

  private func cells(_ row: WaitingRow) -> [Span] {
    let next = row.nextTry.map { $0 > state.now ? ", next try \(state.times.until($0))" : "" } ?? ""
    return [
      Span(age(row.accepted), .muted), Span(row.destination.rawValue), Span(row.classification),
      Span(Digits.size(row.bytes)), Span(String(row.tries)),
      Span(row.error.isEmpty ? "not tried yet" : row.error + next, row.error.isEmpty ? .muted : .attention),
    ]
  }

  private func age(_ moment: Timestamp) -> String {
    if state.showsAbsoluteTimes { return state.times.clock(moment) }
    return state.now - moment < 60_000 ? "just now" : TimeText.span(state.now - moment)
  }

  private var summary: String {
    guard let spool = state.status?.spool else { return "" }
    if spool.count == 0 { return "nothing waits" }
    let oldest = spool.oldest.map { ", the oldest since \(state.times.since($0))" } ?? ""
    let marked = state.spoolMarks.isEmpty ? "" : ", \(state.spoolMarks.count) marked"
    let count = Digits.grouped(String(spool.count), separator: state.glyphs.digitGap)
    return
      "\(count) \(spool.count == 1 ? "record waits" : "records wait"), \(Digits.size(spool.bytes))\(oldest)\(marked)"
  }
}

extension RowWindow {
  /// What stands in place of rows, nil when there are some.
  func emptyText(nothing: String) -> String? {
    guard rows.isEmpty else { return nil }
    if let failure { return failure.line }
    guard isFilled else { return "asking the agent…" }
    if !filter.isEmpty { return isEnd ? "nothing is like \(filter)" : "looking for \(filter)…" }
    return nothing
  }
}
