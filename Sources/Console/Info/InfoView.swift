import Agent
import Platform
import Terminal

extension ConsoleState {
  /// Where the lines of the info table are.
  var infoArea: Area { layout.body.below(info.failure == nil ? 2 : 3) }
}

/// Draws what the node says: value, change a second and the last minute of each number, and under which name it is sent.
struct InfoView {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  /// Columns of each part; 0 where there is no room. They are separated by two columns.
  struct Columns {
    var name: Int
    var value: Int
    var rate = 0
    var spark = 0
    var sentAs = 0

    init(_ width: Int) {
      switch width {
      case ..<60:
        value = min(14, max(0, width / 3))
        name = max(1, width - value - 5)
      case ..<100: (name, value, rate, spark) = (width - 50, 16, 10, 14)
      case ..<160: (name, value, rate, spark, sentAs) = (36, 18, 11, 15, width - 36 - 18 - 11 - 15 - 11)
      default: (name, value, rate, spark, sentAs) = (48, 26, 12, 30, width - 48 - 26 - 12 - 30 - 11)
      }
    }
  }

  func draw(on canvas: inout Canvas) {
    let body = state.layout.body
    guard let snapshot = state.info.snapshot else {
      if let failure = state.info.failure {
        drawFailure(failure, body.row, &canvas)
      } else {
        canvas.put("asking the node…", row: body.row, column: 1, style: .muted)
      }
      return
    }
    drawHeader(snapshot, body.row, &canvas)
    if let failure = state.info.failure { drawFailure(failure, body.row + 1, &canvas) }
    let area = state.infoArea
    let columns = Columns(canvas.size.columns)
    if area.row - 1 < body.row + body.height { drawColumns(columns, area.row - 1, &canvas) }
    for (offset, row) in state.info.rows.dropFirst(state.info.list.top).prefix(area.height).enumerated() {
      let isSelected = state.info.list.top + offset == state.info.list.selected
      draw(row, of: snapshot, columns, area.row + offset, &canvas)
      if isSelected {
        canvas.select(Area(row: area.row + offset, column: 0, width: canvas.size.columns, height: 1))
        canvas.cursor = Canvas.Cursor(row: area.row + offset, column: 1, visible: false)
      }
    }
    if state.info.rows.isEmpty, area.height > 0 {
      let text = state.info.filter.isEmpty ? "the node said nothing" : "no name is like \(state.info.filter)"
      canvas.put(text, row: area.row, column: 1, style: .muted)
    }
  }

  private func drawFailure(_ failure: Explanation, _ row: Int, _ canvas: inout Canvas) {
    canvas.put(
      [Span(canvas.glyphs.attention + " ", .bad), Span(failure.line)], row: row, column: 1,
      width: canvas.size.columns - 2)
  }

  private func drawHeader(_ snapshot: NodeSnapshot, _ row: Int, _ canvas: inout Canvas) {
    let width = canvas.size.columns
    var right = state.info.filter.isEmpty ? "" : "filter: \(state.info.filter)"
    if right.isEmpty, width >= 70 { right = "\(snapshot.messages) messages  \(snapshot.elapsed) ms" }
    if right.isEmpty == false, !state.info.filter.isEmpty, width >= 110 {
      right = "\(snapshot.messages) messages  \(snapshot.elapsed) ms   " + right
    }
    let rightWidth = min(canvas.glyphs.width(of: right), width / 2)
    canvas.put(right, row: row, column: width - rightWidth - 1, width: rightWidth, style: .muted)
    var spans = [Span(snapshot.address, .strong), Span("   " + snapshot.build)]
    if let uptime = snapshot.uptimeSeconds { spans.append(Span("   up " + TimeText.span(uptime * 1000))) }
    if !snapshot.edition.isEmpty { spans.append(Span("   " + snapshot.edition, .muted)) }
    canvas.put(spans, row: row, column: 1, width: width - rightWidth - 4)
  }

  private func drawColumns(_ columns: Columns, _ row: Int, _ canvas: inout Canvas) {
    var column = putHeading("NAME", 3, columns.name, .left, row, &canvas)
    column = putHeading("VALUE", column, columns.value, .right, row, &canvas)
    column = putHeading("/s", column, columns.rate, .right, row, &canvas)
    column = putHeading("LAST 60 S", column, columns.spark, .left, row, &canvas)
    _ = putHeading("SENT AS", column, columns.sentAs, .left, row, &canvas)
  }

  private func putHeading(
    _ text: String, _ column: Int, _ width: Int, _ align: Canvas.Alignment, _ row: Int, _ canvas: inout Canvas
  ) -> Int {
    guard width > 0 else { return column }
    canvas.put(text, row: row, column: column, width: width, style: .muted, align: align)
    return column + width + 2
  }

  private func draw(
    _ row: InfoModel.Row, of snapshot: NodeSnapshot, _ columns: Columns, _ line: Int, _ canvas: inout Canvas
  ) {
    let glyphs = canvas.glyphs
    switch row {
    case .group(let index, let isFolded, let count):
      let group = snapshot.groups[index]
      let notSent = group.entries.count { $0.sentAs == nil }
      var spans = [Span(isFolded ? glyphs.folded : glyphs.unfolded, .key), Span(" " + group.title, .heading)]
      let hidden = notSent == 0 ? "" : notSent == group.entries.count ? ", not sent" : ", \(notSent) not sent"
      spans.append(Span(" (\(count)\(hidden))", .muted))
      if let sentAs = group.sentAs, columns.rate > 0 { spans.append(Span(" \(glyphs.arrow) \(sentAs)", .muted)) }
      canvas.put(spans, row: line, column: 1, width: canvas.size.columns - 2)
    case .errors(let isFolded, let count):
      canvas.put(
        [
          Span(isFolded ? glyphs.folded : glyphs.unfolded, .key), Span(" errors answered by the node", .attention),
          Span(" (\(count))", .muted),
        ], row: line, column: 1)
    case .error(let index):
      let error = snapshot.errors[index]
      canvas.put(error.name, row: line, column: 3, width: columns.name)
      canvas.put(error.value, row: line, column: 3 + columns.name + 2, style: .bad)
    case .entry(let group, let index): drawEntry(group, index, snapshot, columns, line, &canvas)
    }
  }

  private func drawEntry(
    _ group: Int, _ index: Int, _ snapshot: NodeSnapshot, _ columns: Columns, _ line: Int, _ canvas: inout Canvas
  ) {
    let entry = snapshot.groups[group].entries[index]
    let isNumber = InfoModel.number(entry.value) != nil
    canvas.put(entry.name, row: line, column: 3, width: columns.name)
    var column = 3 + columns.name + 2
    let value = isNumber ? Digits.grouped(entry.value, separator: canvas.glyphs.digitGap) : entry.value
    canvas.put(value, row: line, column: column, width: columns.value, align: .right)
    column += columns.value + 2
    if columns.rate > 0 {
      if let series = isNumber ? state.info.series(group, index) : nil {
        if let rate = series.rate {
          let text = Digits.grouped(Digits.fixed(rate, 1), separator: canvas.glyphs.digitGap)
          canvas.put(
            text, row: line, column: column, width: columns.rate, style: rate == 0 ? .muted : .plain, align: .right)
        }
        let bars = Sparkline.text(series.columns(columns.spark, now: snapshot.taken), glyphs: canvas.glyphs)
        canvas.put(bars, row: line, column: column + columns.rate + 2, width: columns.spark, style: .key)
      }
      column += columns.rate + columns.spark + 4
    }
    if columns.sentAs > 0 {
      canvas.putInside(entry.sentAs ?? "not sent", row: line, column: column, width: columns.sentAs, style: .muted)
    }
  }
}
