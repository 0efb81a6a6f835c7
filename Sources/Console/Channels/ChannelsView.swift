import Agent
import Platform
import Report
import Terminal

extension ConsoleState {
  var channelsArea: Area { layout.body.below(2) }

  /// Who gets what a channel carries.
  func receivers(of channel: Channel) -> [DestinationStatus] {
    (status?.destinations ?? []).filter { $0.consent?.channels.contains(channel) == true }
  }

  /// Everything there is to say about a channel, by labels.
  func channelFacts(_ channel: ChannelStatus) -> [(label: String, text: String)] {
    var facts = [("carries", channel.channel.meaning), ("set by", channel.origin)]
    if let found = channelFields {
      let count = found.fields[channel.channel] ?? 0
      facts.append(
        ("contains", count == 0 ? "no field of the next report" : "\(count) fields of the next report"))
    }
    let receivers = receivers(of: channel.channel)
    if receivers.isEmpty { facts.append(("goes to", "nobody: no destination was agreed to for it")) }
    for destination in receivers {
      guard let consent = destination.consent else { continue }
      let licence = consent.licence.map { ", licence \($0)" } ?? ""
      let new = channelFields?.new(channel.channel, since: consent.revision) ?? 0
      let news = new == 0 ? "nothing new since" : "\(new) fields are new since and wait for you"
      facts.append(
        (
          "goes to",
          "\(destination.destination.rawValue): agreed by \(consent.by) \(times.since(consent.at)), "
            + "field set \(consent.revision)\(licence); \(news)"
        ))
    }
    return facts
  }
}

/// Draws the channels: what kinds of information may leave, how much of it there is, who gets it, who decided it.
struct ChannelsView {
  let state: ConsoleState
  let status: AgentStatus

  init(_ state: ConsoleState, _ status: AgentStatus) {
    self.state = state
    self.status = status
  }

  func draw(on canvas: inout Canvas) {
    let area = state.channelsArea, width = canvas.size.columns, glyphs = canvas.glyphs
    let row = state.layout.body.row
    canvas.put("CHANNELS", row: row, column: 1, style: .heading)
    if !state.layout.isCompact {
      canvas.put("a channel that is off lets nothing through", row: row, column: 12, style: .muted)
    }
    let table = self.table(width - 4)
    if area.row > row + 1 { table.drawHeadings(row: area.row - 1, column: 3, on: &canvas) }
    ListRows.draw(status.channels, state.channels, in: area, on: &canvas) { channel, line, canvas in
      canvas.put(
        channel.isOn ? glyphs.on : glyphs.off, row: line, column: 1, style: channel.isOn ? .good : .muted)
      table.draw(cells(channel), row: line, column: 3, on: &canvas)
    }
    drawFacts(&canvas)
  }

  private func table(_ width: Int) -> Table {
    let isNarrow = width < 56
    return Table(
      [
        .init(title: "NAME", width: 6), .init(title: "", width: 3),
        .init(title: "FIELDS", width: isNarrow ? 0 : 6, align: .right),
        .init(title: "GOES TO", width: isNarrow ? .max : 18),
        .init(title: "CARRIES", width: isNarrow ? 0 : .max),
      ], width: width)
  }

  private func cells(_ channel: ChannelStatus) -> [Span] {
    let fields = state.channelFields.map { String($0.fields[channel.channel] ?? 0) } ?? "-"
    let receivers = state.receivers(of: channel.channel).map(\.destination.rawValue).joined(separator: ", ")
    return [
      Span(channel.channel.rawValue, .strong), Span(channel.isOn ? "on" : "off", channel.isOn ? .good : .muted),
      Span(fields),
      Span(receivers.isEmpty ? "nobody" : receivers, channel.isOn && !receivers.isEmpty ? .plain : .muted),
      Span(channel.channel.meaning, .muted),
    ]
  }

  private func drawFacts(_ canvas: inout Canvas) {
    let area = state.channelsArea
    let end = area.row + status.channels.count + (state.layout.isCompact ? 0 : 1)
    guard end < area.row + area.height, status.channels.indices.contains(state.channels.selected) else { return }
    let facts = state.channelFacts(status.channels[state.channels.selected])
    let label = state.layout.isCompact ? 9 : 11
    let lines = facts.flatMap { name, text in
      Wrap.lines(text, width: max(8, canvas.size.columns - label - 4), glyphs: canvas.glyphs).enumerated().map {
        ($0.offset == 0 ? name : "") + String(repeating: " ", count: max(1, label - ($0.offset == 0 ? name.count : 0)))
          + $0.element
      }
    }
    let room = Area(row: end, column: 3, width: canvas.size.columns - 4, height: area.row + area.height - end)
    canvas.putLines(lines, in: room, style: .muted)
  }
}
