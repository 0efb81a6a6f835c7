import Agent
import Platform
import Report
import Terminal

/// Draws the overview: what needs the administrator, what leaves, as whom, and what happened.
struct OverviewView {
  let state: ConsoleState
  let status: AgentStatus
  private let times: TimeText

  init(_ state: ConsoleState, _ status: AgentStatus) {
    self.state = state
    self.status = status
    times = state.times
  }

  func draw(on canvas: inout Canvas) {
    let page = OverviewPage(state)
    for (offset, line) in page.lines.dropFirst(page.top).prefix(page.area.height).enumerated() {
      draw(line, row: page.area.row + offset, on: &canvas)
    }
  }

  private func draw(_ line: OverviewPage.Line, row: Int, on canvas: inout Canvas) {
    let glyphs = canvas.glyphs
    let isSelected = line.target != nil && line.target == selectedTarget
    switch line {
    case .blank: break
    case .heading(let text): canvas.put(text, row: row, column: 1, style: .heading)
    case .nothingNeeded:
      canvas.put([Span("\(glyphs.on) ", .good), Span("Nothing needs you", .strong)], row: row, column: 1)
    case .attentionRest(_, let text): canvas.put(text, row: row, column: 3, width: canvas.size.columns - 4)
    case .attentionFirst(_, let text):
      canvas.put([Span("\(glyphs.attention) ", .attention), Span(text)], row: row, column: 1)
    case .attention(let index):
      let spans = [Span("\(glyphs.attention) ", .attention), Span(status.attention[index].text)]
      let hint = isSelected && !state.layout.isCompact ? "Enter: see" : ""
      let hintWidth = hint.isEmpty ? 0 : hint.count + 2
      canvas.put(spans, row: row, column: 1, width: canvas.size.columns - 2 - hintWidth)
      canvas.put(hint, row: row, column: canvas.size.columns - hintWidth + 1, style: .muted)
    case .tableHeading: drawTableHeading(row, &canvas)
    case .destination(let index): drawDestination(status.destinations[index], row, &canvas)
    case .detail(let index):
      canvas.put(detail(status.destinations[index]), row: row, column: 5, style: .muted)
    case .machine: drawMachine(row, &canvas)
    case .node:
      canvas.put(
        [Span("NODE", .heading), Span("   " + nodeText)], row: row, column: 1, width: canvas.size.columns - 2)
    case .spool:
      let spool = status.spool
      let text =
        spool.count == 0
        ? "empty"
        : "\(spool.count) waiting, \(Digits.size(spool.bytes))"
          + (spool.oldest.map { ", oldest " + times.since($0) } ?? "")
      canvas.put([Span("SPOOL", .heading), Span("  " + text)], row: row, column: 1, width: canvas.size.columns - 2)
    case .event(let index): drawEvent(status.events[index], row, &canvas)
    case .noEvents:
      let filter = state.ownFilters[.overview] ?? ""
      let text = filter.isEmpty ? "none yet" : "no event is like this; / changes it, Esc shows all"
      canvas.put(text, row: row, column: 1, style: .muted)
    }
    if isSelected {
      canvas.select(Area(row: row, column: 0, width: canvas.size.columns, height: 1))
      canvas.cursor = Canvas.Cursor(row: row, column: 1, visible: false)
    }
  }

  private var selectedTarget: OverviewTarget? {
    let targets = state.overviewTargets
    return targets.indices.contains(state.overview.selected) ? targets[state.overview.selected] : nil
  }

  // MARK: what leaves

  /// Columns of the table: name, to, last, size; 0 where there is no room.
  private func columns(_ width: Int) -> (name: Int, to: Int, last: Int, size: Int) {
    if width < 60 { return (max(4, width - 19), 0, 14, 0) }
    if width < 100 { return (21, width - 21 - 17 - 8 - 7, 17, 8) }
    return (28, min(60, width - 28 - 26 - 10 - 7), 26, 10)
  }

  private func drawTableHeading(_ row: Int, _ canvas: inout Canvas) {
    let (name, to, last, size) = columns(canvas.size.columns)
    canvas.put("WHAT LEAVES", row: row, column: 1, width: name + 2, style: .heading)
    var column = 3 + name + 1
    if to > 0 {
      canvas.put("to", row: row, column: column, width: to, style: .muted)
      column += to + 1
    }
    canvas.put("last", row: row, column: column, width: last, style: .muted)
    column += last + 1
    if size > 0 { canvas.put("size", row: row, column: column, width: size, style: .muted, align: .right) }
  }

  private func drawDestination(_ destination: DestinationStatus, _ row: Int, _ canvas: inout Canvas) {
    let (name, to, last, size) = columns(canvas.size.columns)
    let mark = state.mark(of: destination)
    canvas.put(mark.glyph, row: row, column: 1, style: mark.style)
    let isOff = destination.state == .off
    canvas.put(destination.title, row: row, column: 3, width: name, style: isOff ? .muted : .plain)
    var column = 3 + name + 1
    if to > 0 {
      let text = destination.url.map(Self.shortAddress) ?? "no URL configured"
      canvas.put(text, row: row, column: column, width: to, style: isOff ? .muted : .plain)
      column += to + 1
    }
    let result = lastWords(destination)
    canvas.put(result.text, row: row, column: column, width: last, style: result.style)
    column += last + 1
    if size > 0, let bytes = destination.waitingBytes > 0 ? destination.waitingBytes : destination.lastResult?.bytes {
      canvas.put(Digits.size(bytes), row: row, column: column, width: size, align: .right)
    }
  }

  private func lastWords(_ destination: DestinationStatus) -> Span {
    if destination.state == .off { return Span("off", .muted) }
    if destination.state == .held { return Span("held", .attention) }
    if destination.waiting > 0 { return Span("\(destination.waiting) waiting", .attention) }
    guard let last = destination.lastResult else { return Span("nothing sent yet", .muted) }
    let style: Style = (200..<300).contains(last.status) ? .good : .bad
    return Span("\(last.result) \(times.since(last.at))", style)
  }

  private func detail(_ destination: DestinationStatus) -> String {
    var parts: [String] = []
    if let reason = destination.reason { parts.append(reason) }
    if let trouble = destination.trouble {
      parts.append("\(trouble.reason) since \(times.clock(trouble.since))")
      if let next = trouble.nextTry { parts.append("next try \(times.until(next))") }
    }
    if let pace = destination.pace { parts.append(pace.words(at: state.now)) }
    if let consent = destination.consent {
      parts.append(
        "agreed by \(consent.by) \(times.since(consent.at)): \(consent.channels.map(\.rawValue).joined(separator: ", "))"
      )
    } else if destination.reason == nil {
      parts.append("nobody agreed yet")
    }
    if destination.state == .on, let next = destination.nextReport { parts.append("next report \(times.until(next))") }
    return parts.joined(separator: "; ")
  }

  /// `telemetry.example.com:8192` of `https://telemetry.example.com:8192/telemetry/v1`.
  static func shortAddress(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    return String(url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" })
  }

  // MARK: identity and events

  private func drawMachine(_ row: Int, _ canvas: inout Canvas) {
    let width = canvas.size.columns
    if state.layout.isCompact {
      let column = canvas.put([Span("KNOWN AS", .heading), Span(" ")], row: row, column: 1)
      canvas.putInside(status.machineID.id, row: row, column: column, width: width - column - 1)
      return
    }
    let change =
      status.machineID.isStatic
      ? "static, never changes"
      : status.machineID.rotates.map { "changes \(times.until($0))" } ?? "changes every 3 days"
    var column = canvas.put(
      [Span(width >= 100 ? "THIS MACHINE IS KNOWN AS" : "KNOWN AS", .heading), Span("   ")], row: row, column: 1)
    column = canvas.putInside(status.machineID.id, row: row, column: column, width: width >= 120 ? 32 : 15)
    canvas.put(
      "   \(change)   (not your host name)", row: row, column: column, width: width - column - 1, style: .muted)
  }

  private var nodeText: String {
    let address = status.node.address ?? "none configured"
    let word = status.node.state == .unconfigured ? "" : "  " + status.node.state.rawValue
    return address + word + (status.node.reason.map { ": " + $0 } ?? "")
  }

  private func drawEvent(_ event: Event, _ row: Int, _ canvas: inout Canvas) {
    let compact = state.layout.isCompact
    let time = event.at.localDate == state.now.localDate ? event.at.localTime : event.at.localDate
    let clock = compact ? String(time.prefix(5)) : time
    var column = canvas.put(clock, row: row, column: 1, width: compact ? 5 : 10, style: .muted)
    column = compact ? column + 1 : 12
    canvas.put(event.kind, row: row, column: column, width: 9, style: Self.style(of: event.kind))
    column += 10
    canvas.put(event.text, row: row, column: column, width: canvas.size.columns - column - 1)
  }

  static func style(of kind: String) -> Style {
    switch kind {
    case "sent": .good
    case "waiting", "held", "withdrawn", "expired", "kept", "consent": .attention
    case "refused", "dropped", "rejected", "error": .bad
    case "withheld": .hidden
    default: .plain
    }
  }
}

extension DestinationStatus {
  /// What leaves for it, in two or three words.
  var title: String {
    switch destination {
    case .home: "node report"
    case .collector: "records from programs"
    case .report: "cluster report"
    case .device: "device report"
    }
  }
}

extension ConsoleState {
  var times: TimeText { TimeText(now: now, isAbsolute: showsAbsoluteTimes, countdowns: countdowns) }

  /// The sign of a destination's state and how it is painted.
  func mark(of destination: DestinationStatus) -> (glyph: String, style: Style) {
    switch destination.state {
    case .on where destination.trouble != nil: (glyphs.attention, .attention)
    case .on: (glyphs.on, .good)
    case .held: (glyphs.held, .attention)
    case .off: (glyphs.off, .muted)
    }
  }
}
