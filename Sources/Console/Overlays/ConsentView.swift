import Agent
import Report
import Settings
import Terminal

/// Draws the agreement: to whom, how it gets there, what is in it, and what has to be typed.
struct ConsentView {
  let state: ConsoleState
  let form: ConsentForm

  init(_ state: ConsoleState, _ form: ConsentForm) {
    self.state = state
    self.form = form
  }

  func draw(on canvas: inout Canvas) {
    let body = state.layout.body, glyphs = canvas.glyphs
    let gap = body.height >= 14 ? 1 : 0
    var row = body.row
    canvas.put(
      [Span("Agree to send to ", .heading), Span(form.choice.destination.rawValue, .strong), Span(choiceText, .muted)],
      row: row, column: 1, width: body.width - 2)
    row += 1 + gap
    let label = state.layout.isCompact ? 8 : 16
    // The last rows of the form are the question's: it is never pushed out.
    let last = body.row + body.height - 2 - gap
    let lines = facts(width: body.width - label - 4, glyphs: glyphs).flatMap { name, lines in
      lines.enumerated().map { ($0.offset == 0 ? name : "", $0.element) }
    }
    for (offset, (name, spans)) in lines.enumerated() where row < last {
      let isCut = row == last - 1 && offset < lines.count - 1
      canvas.put(name, row: row, column: 1, width: label, style: .muted)
      canvas.put(
        isCut ? spans + [Span(" " + glyphs.ellipsis)] : spans, row: row, column: label + 2,
        width: body.width - label - 3)
      row += 1
    }
    row += gap
    drawQuestion(row, &canvas)
  }

  private func drawQuestion(_ row: Int, _ canvas: inout Canvas) {
    let width = canvas.size.columns
    let question =
      state.layout.isCompact
      ? "Type \(form.word) to agree:" : "Type \(form.word) to agree, Esc leaves things as they are:"
    canvas.put(question, row: row, column: 1, width: width - 2, style: .strong)
    let column = canvas.put("> ", row: row + 1, column: 1, style: .key)
    let shown = form.input.window(width - column - 1, canvas.glyphs)
    canvas.put(shown.text, row: row + 1, column: column, style: .input)
    canvas.cursor = Canvas.Cursor(row: row + 1, column: min(column + shown.cursor, width - 1), visible: true)
  }

  private var choiceText: String {
    guard form.choices.count > 1 else { return "" }
    return state.layout.isCompact
      ? "  \(form.index + 1)/\(form.choices.count)" : "   \(form.index + 1) of \(form.choices.count), Tab: the next"
  }

  /// Labels and their lines. Small screens get the shortest words that still say all that matters.
  private func facts(width: Int, glyphs: Glyphs) -> [(String, [Spans])] {
    let isCompact = state.layout.isCompact
    let place = (isCompact ? "where" : "Where", wrapped(form.choice.url + transport, width))
    let asked = (isCompact ? "asked" : "You are asked", channels(width))
    let today = (isCompact ? "today" : "Payload today", wrapped(form.payload?.summary ?? "asking…", width))
    let new = form.news(state.status).map { [(isCompact ? "new" : "New", wrapped($0, width))] } ?? []
    let licence = form.licence.map { licence in
      let name = isCompact ? "\(licence.id), l: about it" : "\(licence.title) (\(licence.url)); l: about it"
      return [(isCompact ? "licence" : "Licence", wrapped(name, width))]
    }
    let from = (isCompact ? "from" : "From now on", wrapped("nothing from before this moment is sent", width))
    let later = [choice] + (isCompact ? [] : wrapped(form.newFields.promise, width))
    // What has no room on a small screen is what other places tell as well.
    if isCompact { return [place, asked] + (licence ?? []) + [("later", later), today] + new + [from] }
    let what = ("What", wrapped(form.choice.destination.meaning, width))
    return [what, place, asked, today] + new + (licence ?? []) + [from, ("Later new fields", later)]
  }

  /// The three choices, the chosen one marked.
  private var choice: Spans {
    NewFieldsChoice.allCases.flatMap { choice -> Spans in
      let isChosen = choice == form.newFields
      return [
        Span(isChosen ? state.glyphs.on : state.glyphs.off, isChosen ? .good : .muted),
        Span(" \(choice.rawValue)  ", isChosen ? .strong : .plain),
      ]
    } + [Span("F2", .key)]
  }

  /// Each channel with its state, none cut.
  private func channels(_ width: Int) -> [Spans] {
    var lines: [Spans] = [[]]
    var used = 0
    for channel in state.status?.channels ?? [] {
      let mark = channel.isOn ? state.glyphs.on : state.glyphs.off
      let name = " \(channel.channel.rawValue)  "
      if used > 0, used + 1 + name.count - 2 > width {
        lines.append([])
        used = 0
      }
      lines[lines.count - 1] += [Span(mark, channel.isOn ? .good : .muted), Span(name)]
      used += 1 + name.count
    }
    return lines
  }

  typealias Spans = [Span]

  private func wrapped(_ text: String, _ width: Int) -> [Spans] {
    Wrap.lines(text, width: width, glyphs: state.glyphs).map { [Span($0)] }
  }

  private var transport: String {
    let isEncrypted = form.choice.url.hasPrefix("https://")
    if state.layout.isCompact { return isEncrypted ? " (HTTPS)" : " (not encrypted)" }
    return isEncrypted ? " (HTTPS, certificate checked)" : " (not encrypted: anyone on the way can read it)"
  }
}
