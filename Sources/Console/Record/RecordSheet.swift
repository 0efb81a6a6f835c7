import Agent
import Report
import Terminal

/// One record in full over the list it stands in: what is known about it, then its exact bytes.
struct RecordSheet: Equatable, Sendable {
  var detail: RecordDetail
  var scroll = ListState()
  /// The body is printable ASCII throughout: found out once.
  let isText: Bool
  private var facts: [String] = []
  private var width = 0
  private var glyphs = Glyphs.utf8

  init(_ detail: RecordDetail) {
    self.detail = detail
    isText = BytesDump.isPrintable(detail.request?.body ?? [])
  }

  /// Breaks the facts into lines of a width. The bytes are broken as they are drawn: a body of megabytes costs what
  /// fits on the screen.
  mutating func layOut(width: Int, glyphs: Glyphs) {
    guard self.width != width || self.glyphs != glyphs else { return }
    (self.width, self.glyphs) = (width, glyphs)
    let label = width < 50 ? 8 : 13
    func lines(_ name: String, _ text: String) -> [String] {
      Wrap.hard(text, width: max(8, width - label), glyphs: glyphs).enumerated().map { offset, line in
        let head = offset == 0 ? glyphs.clipped(name, to: label - 1) : ""
        return head + String(repeating: " ", count: max(1, label - glyphs.width(of: head))) + line
      }
    }
    facts = detail.facts.flatMap { lines($0.label, $0.text) }
    guard let request = detail.request else {
      facts += ["", "The body is no longer kept; its SHA-256 still proves it."]
      return
    }
    facts += request.headers.flatMap { lines("header", "\($0.name): \($0.value)") }
    facts += ["", request.body.isEmpty ? "The body is empty." : "The exact bytes of the body:"]
  }

  private var dump: BytesDump { BytesDump(detail.request?.body ?? [], isText: isText, width: width + 2) }

  var rowCount: Int { facts.count + dump.rowCount }

  /// A line of it: a fact, or a row of bytes behind its offset.
  func line(_ index: Int) -> [Span] {
    if index < facts.count { return [Span(facts[index])] }
    let row = dump.row(index - facts.count)
    return [Span(row.offset + "  ", .muted), Span(row.digits.isEmpty ? "" : row.digits + "  "), Span(row.text)]
  }
}

/// Draws it.
struct RecordView {
  let state: ConsoleState
  let sheet: RecordSheet

  init(_ state: ConsoleState, _ sheet: RecordSheet) {
    self.state = state
    self.sheet = sheet
  }

  func draw(on canvas: inout Canvas) {
    let area = state.paneArea, count = sheet.rowCount
    let top = max(0, min(sheet.scroll.top, count - area.height))
    let isLong = count > area.height && area.height > 0
    let place = isLong ? "\(top + 1)-\(min(top + area.height, count)) of \(count)" : ""
    let width = min(canvas.glyphs.width(of: place), canvas.size.columns / 2)
    let row = state.layout.body.row
    canvas.put(place, row: row, column: canvas.size.columns - width - 1, width: width, style: .muted)
    let title = sheet.detail.isWaiting ? "A record that waits" : "A record of the journal"
    canvas.put(title, row: row, column: 1, width: canvas.size.columns - width - 4, style: .heading)
    for offset in 0..<min(area.height, count - top) {
      canvas.put(sheet.line(top + offset), row: area.row + offset, column: 1, width: area.width - 2)
    }
    canvas.cursor = Canvas.Cursor(row: area.row, column: 1, visible: false)
  }
}
