import Agent
import Platform
import Report
import Terminal

extension ConsoleState {
  private var previewHeaderHeight: Int { layout.isCompact ? 3 : 4 }

  /// Where the fields (or the bytes) are.
  var previewArea: Area {
    let area = layout.body.below(previewHeaderHeight)
    guard preview.mode == .tree else { return area }
    if layout.hasSide { return area.left(area.width * 3 / 5) }
    return preview.isSideFocused ? area.top(max(1, area.height / 3)) : area
  }

  /// Where the registry's entry is; empty when it is not shown.
  var sideArea: Area {
    let area = layout.body.below(previewHeaderHeight)
    guard preview.mode == .tree else { return area.top(0) }
    if layout.hasSide { return area.right(of: area.width * 3 / 5 + 2) }
    return preview.isSideFocused ? area.below(max(1, area.height / 3) + 1) : area.top(0)
  }

  var bytesDump: BytesDump {
    BytesDump(preview.bytes, isText: preview.isText, width: size.columns)
  }

  /// What the registry says about the focused field, in lines that fit.
  var sideLines: [String] {
    guard let row = preview.selectedRow, let destination = preview.destination, !sideArea.isEmpty else { return [] }
    let width = sideArea.width - 1
    guard row.path != [PreviewModel.leftOut] else {
      return Wrap.lines(
        "What these channels would add. They are off, so nothing of it is in the report.", width: width, glyphs: glyphs)
    }
    guard row.path != [PreviewModel.waiting] else {
      return Wrap.lines(
        "Fields that a newer version brought. You agreed to an older set, so nothing of them is in the report. "
          + "a agrees again, to all there is.", width: width, glyphs: glyphs)
    }
    var lines = [row.path.joined(separator: ".")]
    if case .leaf(let value) = row.kind { lines.append(Self.labelled("value", value)) }
    if case .removed(let value) = row.kind { lines.append(Self.labelled("was", value + ", and is not sent any more")) }
    if let change = row.change, change.kind != .removed {
      lines.append(
        Self.labelled("last", change.before.map { JSONWriter.text($0) } ?? "it was not in the last report"))
    }
    if row.hiding.isLeftOut {
      lines.append(Self.labelled("now", "left out" + (row.rule.map { ", \($0)" } ?? "")))
    } else if row.hiding != .plain {
      lines.append(Self.labelled("now", PreviewView.word(row.hiding) + (row.rule.map { ", by \($0)" } ?? "")))
    } else if let rule = row.rule {
      lines.append(Self.labelled("now", rule))
    }
    if !row.looksLike.isEmpty {
      lines.append(Self.labelled("check", "looks like \(row.looksLike.joined(separator: " and ")); x withholds it"))
    }
    let inner = preview.hasHosts ? Array(row.path.dropFirst()) : row.path
    let entry = inner.isEmpty ? [] : explainer(inner, destination)
    lines += entry.map { Self.labelled($0.label, $0.text) }
    if entry.isEmpty {
      lines.append("The registry has no entry for this path.")
    }
    return lines.flatMap { hanging($0, width) }
  }

  /// Continues under the text and not under its label.
  private func hanging(_ line: String, _ width: Int) -> [String] {
    guard width > 24, line.count > 10, glyphs.width(of: line) > width else {
      return Wrap.lines(line, width: width, glyphs: glyphs)
    }
    let label = String(line.prefix(10))
    guard label.last == " " else { return Wrap.lines(line, width: width, glyphs: glyphs) }
    let rest = Wrap.lines(String(line.dropFirst(10)), width: width - 10, glyphs: glyphs)
    return rest.enumerated().map { ($0.offset == 0 ? label : String(repeating: " ", count: 10)) + $0.element }
  }
}

/// Draws the next report: what it is, whether it may leave, its fields or its bytes, and why a field is in it.
struct PreviewView {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  func draw(on canvas: inout Canvas) {
    let body = state.layout.body
    guard let preview = state.preview.preview else {
      if let failure = state.preview.failure {
        for (offset, line) in Wrap.lines(failure.line, width: body.width - 4, glyphs: canvas.glyphs).prefix(body.height)
          .enumerated()
        {
          canvas.put(offset == 0 ? canvas.glyphs.attention : "", row: body.row + offset, column: 1, style: .bad)
          canvas.put(line, row: body.row + offset, column: 3)
        }
      } else {
        canvas.put("making the report…", row: body.row, column: 1, style: .muted)
      }
      return
    }
    drawHeader(preview, body, &canvas)
    if state.preview.mode == .bytes { drawBytes(&canvas) } else { drawTree(preview, &canvas) }
  }

  private func drawHeader(_ preview: Preview, _ body: Area, _ canvas: inout Canvas) {
    let glyphs = canvas.glyphs, record = preview.record, width = canvas.size.columns
    canvas.put(
      [
        Span("\(record.classification) \(glyphs.arrow) \(record.destination.rawValue)", .strong),
        Span("   \(state.sizeOfShown)"),
        Span("   " + state.preview.summary, .muted),
      ], row: body.row, column: 1, width: width - 2)
    let outcome: [Span]
    if let done = state.preview.outcome {
      outcome = [done.mark(glyphs), Span(done.text)]
    } else if preview.mayLeave {
      outcome = [Span(glyphs.on + " ", .good), Span("may leave, not sent yet")]
    } else {
      outcome = [Span(glyphs.held + " ", .attention), Span("would not leave: \(preview.reason ?? "no reason given")")]
    }
    guard body.height > 1 else { return }
    canvas.put(outcome, row: body.row + 1, column: 1, width: width - 2)
    if state.layout.isCompact { return drawMode(body.row + 2, &canvas) }
    let column = canvas.put("sha256 ", row: body.row + 2, column: 1, style: .muted)
    let room = width - column - 1
    let digests = preview.all.map(\.record.sha256)
    let digest =
      digests.count == 1 ? record.sha256 : digests.map { $0.prefix(16) + glyphs.ellipsis }.joined(separator: "  ")
    canvas.putInside(digest, row: body.row + 2, column: column, width: room)
    drawMode(body.row + 3, &canvas)
  }

  /// The line over the fields: what is shown of them.
  private func drawMode(_ row: Int, _ canvas: inout Canvas) {
    canvas.rule(row: row)
    var words = state.preview.mode == .bytes ? " exact bytes" : state.preview.onlyHidden ? " withheld only" : " fields"
    if state.preview.mode == .tree, state.preview.onlyChanged {
      words = " what changed since the last report" + (state.preview.onlyHidden ? ", withheld only" : "")
    }
    if state.preview.isHypothetical { words += ", as if every channel were on" }
    if !state.preview.filter.isEmpty, state.preview.mode == .tree { words += ", like \(state.preview.filter)" }
    canvas.put(words + " ", row: row, column: 2, width: canvas.size.columns - 4, style: .muted)
  }

  private func drawBytes(_ canvas: inout Canvas) {
    let dump = state.bytesDump, area = state.previewArea
    let top = state.preview.bytesScroll.top
    for offset in 0..<area.height where top + offset < dump.rowCount {
      let row = dump.row(top + offset)
      var column = canvas.put(row.offset, row: area.row + offset, column: 1, style: .muted) + 2
      if !row.digits.isEmpty { column = canvas.put(row.digits, row: area.row + offset, column: column) + 2 }
      canvas.put(row.text, row: area.row + offset, column: column, style: row.digits.isEmpty ? .plain : .muted)
    }
    canvas.cursor = Canvas.Cursor(row: area.row, column: 1, visible: false)
  }

  private func drawTree(_ preview: Preview, _ canvas: inout Canvas) {
    let area = state.previewArea
    let rows = state.preview.rows
    if rows.isEmpty, area.height > 0 {
      canvas.put(emptyText, row: area.row, column: 1, width: area.width - 2, style: .muted)
    }
    for (offset, row) in rows.dropFirst(state.preview.list.top).prefix(area.height).enumerated() {
      draw(row, area.row + offset, area, &canvas)
      guard state.preview.list.top + offset == state.preview.list.selected else { continue }
      canvas.select(Area(row: area.row + offset, column: 0, width: area.width, height: 1))
      if !state.preview.isSideFocused {
        canvas.cursor = Canvas.Cursor(row: area.row + offset, column: 1, visible: false)
      }
    }
    drawSide(&canvas)
  }

  private var emptyText: String {
    if !state.preview.filter.isEmpty { return "no path is like \(state.preview.filter)" }
    if state.preview.onlyChanged {
      if state.preview.baseline != nil { return "nothing differs from the last report that was sent" }
      return state.preview.baselineFailure.map { "\($0.what): \($0.remedy ?? "")" } ?? "asking for the last report…"
    }
    if state.preview.onlyHidden { return "nothing is hidden in this report" }
    return state.preview.body == nil ? "the body is no JSON: b shows its bytes" : "the report is empty"
  }

  private func draw(_ row: PreviewModel.Row, _ line: Int, _ area: Area, _ canvas: inout Canvas) {
    let glyphs = canvas.glyphs
    let indent = min(1 + 2 * row.depth, max(1, area.width / 2))
    switch row.kind {
    case .group(let count, let isFolded):
      canvas.put(
        [
          Span(isFolded ? glyphs.folded : glyphs.unfolded, .key), Span(" " + row.label, .heading),
          Span(" (\(count))", .muted),
        ],
        row: line, column: indent, width: area.width - indent - 1)
    case .leaf, .dropped, .removed:
      // Names share a column; the hiding word stands at the right, where the eye finds it.
      let isDoubtful = !state.preview.onlyChanged && !row.looksLike.isEmpty
      let word =
        state.preview.onlyChanged
        ? row.change?.kind.rawValue ?? "" : isDoubtful ? glyphs.attention + " check" : Self.word(row.hiding)
      let wordWidth = word.isEmpty ? 0 : min(Self.widestWord, max(0, area.width / 3))
      let nameEnd = max(indent + 6, min(area.width * 9 / 20, 44))
      canvas.put(row.label, row: line, column: indent + 2, width: nameEnd - indent - 3)
      let before = row.change?.before.map { "   was " + JSONWriter.text($0) } ?? ""
      if case .removed(let value) = row.kind {
        canvas.put(value, row: line, column: nameEnd, width: area.width - nameEnd - wordWidth - 2, style: .muted)
      }
      if case .leaf(var value) = row.kind {
        if state.preview.onlyChanged { value += before }
        canvas.put(
          value, row: line, column: nameEnd, width: area.width - nameEnd - wordWidth - 2,
          style: row.hiding == .plain ? .plain : .hidden)
      }
      if wordWidth > 0 {
        canvas.put(
          word, row: line, column: area.width - wordWidth - 1, width: wordWidth,
          style: isDoubtful ? .attention : .hidden)
      }
    }
  }

  private static let widestWord = 9

  /// What was done to a value, in a word.
  static func word(_ hiding: Hiding) -> String {
    switch hiding {
    case .plain: ""
    case .keyed: "keyed"
    case .md5: "md5"
    case .withheld: "withheld"
    case .coarsened: "coarsened"
    case .dropped: "left out"
    case .waiting: "waiting"
    }
  }

  private func drawSide(_ canvas: inout Canvas) {
    let area = state.sideArea
    guard !area.isEmpty else { return }
    if state.layout.hasSide {
      let bar = Area(row: area.row, column: area.column - 1, width: 1, height: area.height)
      canvas.fill(bar, with: canvas.glyphs.bar, style: .rule)
    } else {
      canvas.rule(row: area.row - 1)
    }
    let lines = state.sideLines
    let top = min(state.preview.sideScroll.top, max(0, lines.count - area.height))
    for (offset, line) in lines.dropFirst(top).prefix(area.height).enumerated() {
      let isTitle = top + offset == 0
      canvas.put(
        line, row: area.row + offset, column: area.column + 1, width: area.width - 1, style: isTitle ? .strong : .plain)
    }
    if state.preview.isSideFocused {
      canvas.cursor = Canvas.Cursor(row: area.row, column: area.column + 1, visible: false)
    }
  }
}
