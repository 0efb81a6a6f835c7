import Agent
import Platform
import Report
import Terminal

extension ConsoleState {
  var journalArea: Area { listArea(headings: 2) }
}

/// Draws what left, or why it did not.
struct JournalView {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  func draw(on canvas: inout Canvas) {
    let body = state.layout.body, area = state.journalArea
    let count = Digits.grouped(String(state.journal.total), separator: canvas.glyphs.digitGap)
    let sum = state.journal.isFilled && state.journal.total > 0 ? "\(count) rows, " : ""
    canvas.putHeading(
      "JOURNAL", [Span("\(sum)what left, or why it did not", .muted)], filter: state.journal.filter, row: body.row)
    let table = self.table(body.width - 2)
    if area.row > body.row + 1 { table.drawHeadings(row: area.row - 1, column: 1, on: &canvas) }
    if let text = state.journal.emptyText(nothing: "nothing was ever sent from here") {
      return ListRows.drawEmpty(text, in: area, on: &canvas)
    }
    ListRows.draw(state.journal.rows, state.journal.list, in: area, on: &canvas) { row, line, canvas in
      table.draw(cells(row), row: line, column: 1, on: &canvas)
    }
  }

  private var isNarrow: Bool { state.size.columns < 60 }
  private var isWide: Bool { state.size.columns >= 112 }

  private func table(_ width: Int) -> Table {
    Table(
      [
        .init(title: "WHEN", width: isNarrow ? 8 : isWide ? 16 : 11), .init(title: "RESULT", width: isNarrow ? 9 : 11),
        .init(title: "TO", width: isNarrow ? 0 : 9), .init(title: "WHAT", width: .max),
        .init(title: "SIZE", width: isNarrow ? 0 : 8, align: .right),
        .init(title: "SHA-256", width: isNarrow ? 0 : isWide ? 16 : 8),
        .init(title: "REASON", width: isWide ? 24 : 0),
      ], width: width)
  }

  private func cells(_ row: SettledRow) -> [Span] {
    [
      Span(when(row.time), .muted),
      Span(
        isNarrow || row.status == 0 ? row.result : "\(row.result) \(row.status)", OverviewView.style(of: row.result)),
      Span(row.destination.rawValue), Span(row.what), Span(Digits.size(row.bytes)),
      Span(String(row.sha256.prefix(isWide ? 16 : 8)), .muted),
      Span(row.result == "sent" ? "" : row.reason, .muted),
    ]
  }

  private func when(_ moment: Timestamp) -> String {
    if isWide { return state.times.since(moment) }
    let isRecent = state.now - moment < 3_600_000 && !state.showsAbsoluteTimes && !isNarrow
    if isRecent { return state.times.since(moment) }
    let clock = moment.localTime.prefix(5)
    if moment.localDate == state.now.localDate { return String(clock) }
    // The year is in the record.
    return isNarrow ? String(moment.localDate.dropFirst(5)) : "\(moment.localDate.dropFirst(5)) \(clock)"
  }
}
