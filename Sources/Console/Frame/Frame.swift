import Agent
import Platform
import Report
import Terminal

/// The picture of a state.
func render(_ state: ConsoleState) -> Canvas {
  state.countdowns.forget()
  var canvas = Canvas(size: state.size, glyphs: state.glyphs)
  let layout = state.layout
  if !layout.body.isEmpty { drawBody(state, on: &canvas) }
  Frame(state).draw(on: &canvas)
  return canvas
}

private func drawBody(_ state: ConsoleState, on canvas: inout Canvas) {
  switch state.overlays.last(where: { if case .prompt = $0 { false } else { true } }) {
  case .pane(let pane): PaneView(state, pane).draw(on: &canvas)
  case .record(let sheet): RecordView(state, sheet).draw(on: &canvas)
  case .confirm(let confirmation): ConfirmView(state, confirmation).draw(on: &canvas)
  case .consent(let form): ConsentView(state, form).draw(on: &canvas)
  case .prompt, nil: drawView(state, on: &canvas)
  }
}

private func drawView(_ state: ConsoleState, on canvas: inout Canvas) {
  switch state.view {
  case .info: InfoView(state).draw(on: &canvas)
  case .preview: PreviewView(state).draw(on: &canvas)
  case .overview:
    if let status = state.status { OverviewView(state, status).draw(on: &canvas) } else { drawAsking(state, &canvas) }
  case .channels:
    if let status = state.status { ChannelsView(state, status).draw(on: &canvas) } else { drawAsking(state, &canvas) }
  case .spool: SpoolView(state).draw(on: &canvas)
  case .journal: JournalView(state).draw(on: &canvas)
  case .machineID: IdentityView(state).draw(on: &canvas)
  case .settings: SettingsView(state).draw(on: &canvas)
  case .log: LogView(state).draw(on: &canvas)
  }
}

private func drawAsking(_ state: ConsoleState, _ canvas: inout Canvas) {
  canvas.put("asking the agent…", row: state.layout.body.row, column: 1, style: .muted)
}

/// Everything around the view.
struct Frame {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  func draw(on canvas: inout Canvas) {
    let layout = state.layout
    drawTitle(layout.titleRow, &canvas)
    // With two rows the second is the footer's, which is where the way out stands.
    if layout.size.rows > 2 { drawState(layout.stateRow, &canvas) }
    if let row = layout.ruleRow { canvas.rule(row: row) }
    if layout.size.rows > 3 { drawMessage(layout.messageRow, &canvas) }
    if layout.size.rows > 1 { Footer(state).draw(on: &canvas) }
    drawPrompt(&canvas)
  }

  private func drawTitle(_ row: Int, _ canvas: inout Canvas) {
    // Of the last change: a clock that ran would be all that moves on an idle screen.
    let clock = (state.layout.isCompact ? "" : "as of ") + state.now.localTime.prefix(5)
    let host = state.status?.host ?? ""
    let glyphs = canvas.glyphs
    let width = canvas.size.columns
    let attached = state.label.hasPrefix("daemon") ? "attached to \(state.label)" : state.label
    let end = width < 12 ? "" : clock + " "
    let room = width - end.count
    canvas.put(end, row: row, column: room, style: .muted)
    let hostWidth = min(glyphs.width(of: host), max(0, room / 3))
    let readOnly = state.modeText.isEmpty ? "" : "   " + state.modeText
    let left: [Span] = [Span("telemetry-tui", .title), Span("   " + attached, .muted), Span(readOnly, .attention)]
    let leftWidth = left.map { glyphs.width(of: $0.text) }.reduce(0, +)
    let showsHost = hostWidth > 0 && room >= 13 + hostWidth + 6
    if showsHost { canvas.put(host, row: row, column: room - hostWidth - 2, width: hostWidth, style: .strong) }
    let space = showsHost ? room - hostWidth - 4 : room - 1
    // The name stays whole; who answers goes when there is no room for it.
    let spans = leftWidth <= space - 1 || space >= 13 + 12 ? left : [left[0]]
    canvas.put(spans, row: row, column: width > 13 ? 1 : 0, width: max(1, space - 1))
  }

  /// Whether something leaves this machine, and when.
  private func drawState(_ row: Int, _ canvas: inout Canvas) {
    guard let status = state.status else {
      canvas.put("asking the agent…", row: row, column: 1, style: .muted)
      return
    }
    let width = canvas.size.columns - 2
    let long = Self.spans(of: status, state, isShort: false)
    let isLong = long.map { canvas.glyphs.width(of: $0.text) }.reduce(0, +) <= width
    let spans = isLong ? long : Self.spans(of: status, state, isShort: true)
    canvas.put(spans, row: row, column: canvas.size.columns > 20 ? 1 : 0)
  }

  /// A sign, a name and a state for each destination that is set up; what leaves comes first.
  static func spans(of status: AgentStatus, _ state: ConsoleState, isShort: Bool) -> [Span] {
    let glyphs = state.glyphs
    let isLeaving = status.destinations.contains { $0.state == .on }
    var spans: [Span] = []
    if !isLeaving {
      let why = status.destinations.first { $0.url != nil && $0.state == .off }?.reason
      spans += [Span("\(glyphs.off) ", .muted), Span("Nothing leaves this machine", .strong)]
      if isShort, let why { spans.append(Span(": " + why)) }
    }
    for destination in status.destinations where destination.url != nil || destination.state != .off {
      // Where nothing leaves, a bare `off` says nothing new.
      if isShort, !isLeaving, destination.state == .off { continue }
      let mark = state.mark(of: destination)
      if !spans.isEmpty { spans.append(Span("   ")) }
      spans += [Span(mark.glyph + " ", mark.style), Span(destination.destination.rawValue, .strong)]
      spans.append(Span(" " + words(destination, state, isShort: isShort), destination.state == .off ? .muted : .plain))
    }
    return spans
  }

  private static func words(_ destination: DestinationStatus, _ state: ConsoleState, isShort: Bool) -> String {
    let reason = destination.reason.map { ": \($0)" } ?? ""
    switch destination.state {
    case .on:
      if let trouble = destination.trouble { return isShort ? "waits" : "on, waits: \(trouble.reason)" }
      guard let next = destination.nextReport else { return "on" }
      return (isShort ? "on, next " : "on, next report ") + state.times.until(next)
    case .held: return "held" + (isShort ? "" : reason)
    case .off: return "off" + (isShort ? "" : reason)
    }
  }

  private func drawMessage(_ row: Int, _ canvas: inout Canvas) {
    if let work = state.work, state.message == nil {
      let text = canvas.glyphs.clipped(work.text(canvas.glyphs), to: max(1, canvas.size.columns - 20))
      let spans = [Span(canvas.glyphs.held + " ", .attention), Span(text), Span("   Esc stops it", .key)]
      canvas.put(spans, row: row, column: 1, width: canvas.size.columns - 2)
      return
    }
    guard let message = state.message else {
      if !state.layout.isCompact { canvas.rule(row: row) }
      let place = state.placeText
      canvas.put(place, row: row, column: canvas.size.columns - canvas.glyphs.width(of: place) - 2, style: .muted)
      return
    }
    canvas.put([message.mark(canvas.glyphs), Span(message.text)], row: row, column: 1, width: canvas.size.columns - 2)
  }

  /// What Tab can complete, what is allowed, or why it was not taken: in place of the views, which are out of reach
  /// while something is typed.
  private func drawHint(_ prompt: Prompt, _ canvas: inout Canvas) {
    let spans: [Span]
    switch prompt.purpose {
    case .command: spans = [Span(state.candidates(for: prompt).joined(separator: "   "), .muted)]
    case .setting:
      if let message = state.message {
        spans = [message.mark(canvas.glyphs), Span(message.text)]
      } else {
        spans = [Span("give \(state.settings.selected?.allowed ?? "a value")", .muted)]
      }
    case .filter, .fileName, .export: return
    }
    let isCommand = prompt.purpose == .command
    guard let row = state.layout.tabsRow ?? (isCommand ? nil : state.layout.messageRow - 1), row > 1 else { return }
    canvas.fill(Area(row: row, column: 0, width: canvas.size.columns, height: 1))
    canvas.put(spans, row: row, column: 1, width: canvas.size.columns - 2)
  }

  /// The line that is typed takes the message's place; the cursor stays in sight.
  private func drawPrompt(_ canvas: inout Canvas) {
    guard case .prompt(let prompt)? = state.overlays.last else { return }
    let row = max(0, min(state.layout.messageRow, state.size.rows - 1))
    let glyphs = canvas.glyphs
    canvas.fill(Area(row: row, column: 0, width: canvas.size.columns, height: 1))
    drawHint(prompt, &canvas)
    let column = canvas.put(prompt.label, row: row, column: 0, style: .key)
    let room = canvas.size.columns - column
    let shown = prompt.input.window(room, glyphs)
    canvas.put(shown.text, row: row, column: column, width: room, style: .input)
    let cursor = min(column + shown.cursor, canvas.size.columns - 1)
    canvas.cursor = Canvas.Cursor(row: row, column: cursor, visible: true)
  }
}

extension ConsoleState {
  /// The commands that begin like the one that is typed.
  func candidates(for prompt: Prompt) -> [String] {
    guard prompt.purpose == .command else { return [] }
    return options.commands.filter { $0.hasPrefix(prompt.input.text) }
  }

  /// ` 12 of 214 `: where the cursor is in a list that is longer than the screen.
  fileprivate var placeText: String {
    if overlays.isEmpty, view == .overview { return OverviewPage(self).hasMore ? " \(glyphs.unfolded) more " : "" }
    guard overlays.isEmpty else { return "" }
    if let place = view == .spool ? spool.place : view == .journal ? journal.place : nil {
      func number(_ count: Int) -> String { Digits.grouped(String(count), separator: glyphs.digitGap) }
      return place.total > pageHeight ? " \(number(place.line)) of \(number(place.total)) " : ""
    }
    guard rowCount > pageHeight, pageHeight > 0 else { return "" }
    let line = isScrolling ? focusedList.top + pageHeight : focusedList.selected + 1
    return " \(min(line, rowCount)) of \(rowCount) "
  }
}

extension Message {
  /// Its sign, so that its colour does not stand alone.
  func mark(_ glyphs: Glyphs) -> Span {
    switch kind {
    case .good: Span(glyphs.on + " ", .good)
    case .attention: Span(glyphs.held + " ", .attention)
    case .bad: Span(glyphs.attention + " ", .bad)
    }
  }
}

extension Glyphs {
  /// The end of a text that is being typed, behind an ellipsis when its beginning does not fit.
  func tail(of text: String, _ limit: Int) -> String {
    guard width(of: text) > limit else { return text }
    var end = text
    while !end.isEmpty, width(of: ellipsis + end) > limit { end.removeFirst() }
    return width(of: ellipsis) <= limit ? ellipsis + end : ""
  }
}
