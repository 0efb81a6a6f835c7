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

  /// The channels that the filter leaves.
  var channelRows: [ChannelStatus] {
    (status?.channels ?? []).filter { channel in
      let receivers = receivers(of: channel.channel).map(\.destination.rawValue).joined(separator: " ")
      let words = "\(channel.channel.rawValue) \(channel.isOn ? "on" : "off") \(channel.channel.meaning) \(receivers)"
      return Filter.matches(ownFilters[.channels] ?? "", words)
    }
  }

  /// The licences that destinations which are set up ask for, and who does.
  var licences: [(licence: Licence, destinations: [Destination])] {
    let asking = (status?.destinations ?? []).filter { $0.url != nil }.map(\.destination)
    var found: [(licence: Licence, destinations: [Destination])] = []
    for destination in asking {
      guard let licence = Licence.asked(by: destination) else { continue }
      if let index = found.firstIndex(where: { $0.licence == licence }) {
        found[index].destinations.append(destination)
      } else {
        found.append((licence, [destination]))
      }
    }
    return found
  }

  /// What is known of licences, to be read; their texts are where they are published.
  mutating func showLicences(_ licences: [(licence: Licence, destinations: [Destination])]) {
    let parts = licences.map { licence, destinations in
      """
      \(licence.title)

      id          \(licence.id)
      text        \(licence.url)
      asked by    \(destinations.map(\.rawValue).joined(separator: ", "))

      What is sent there is shared under this licence. Its whole text, and nothing else, says what that means: read it \
      at the address above before you agree. This program has no copy of it.

      Who agrees types its id. The id is written down with the consent: who agreed, when, to which channels, under \
      which licence. Nothing is sent to a destination that asks for a licence before that.
      """
    }
    overlays.append(.pane(Pane(title: "Licence", text: parts.joined(separator: "\n\n"))))
  }

  /// Whether somebody's consent is older than fields that the channel would carry.
  func isAsking(_ channel: Channel) -> Bool {
    (status?.destinations ?? []).contains { destination in
      destination.newFields.contains { FieldRegistry.entry(pattern: $0)?.channel == channel }
    }
  }

  /// `738 fields of the next node report`, for each destination whose report was made.
  private func contents(of channel: Channel) -> [(label: String, text: String)] {
    (status?.destinations ?? []).compactMap { destination in
      guard let found = channelFields[destination.destination] else { return nil }
      let count = found.fields[channel] ?? 0
      let what = "of the next \(destination.title)"
      let text = count == 0 ? "no field \(what)" : count == 1 ? "1 field \(what)" : "\(count) fields \(what)"
      return ("contains", channelFields.count > 1 ? "\(destination.destination.rawValue): \(text)" : text)
    }
  }

  /// What came after a destination's consent: the fields that wait for it, or that nobody asks for.
  private func news(
    _ channel: Channel, _ destination: DestinationStatus, _ consent: DestinationStatus.ConsentSummary
  ) -> String {
    let asking = destination.newFields.filter { FieldRegistry.entry(pattern: $0)?.channel == channel }
    if !asking.isEmpty {
      let words = asking.count == 1 ? "1 field is new since and waits" : "\(asking.count) fields are new since and wait"
      return "\(words) for you: \(asking.joined(separator: ", "))"
    }
    let accepted = destination.acceptedFields.filter { FieldRegistry.entry(pattern: $0)?.channel == channel }
    if !accepted.isEmpty {
      return "\(accepted.count == 1 ? "1 field is" : "\(accepted.count) fields are") new since, "
        + NewFieldsWords.accepted(accepted)
    }
    let left = channelFields[destination.destination]?.new(channel, since: consent.revision) ?? 0
    return left == 0 ? "nothing new since" : "what is new since is left out"
  }

  /// Everything there is to say about a channel, by labels.
  func channelFacts(_ channel: ChannelStatus) -> [(label: String, text: String)] {
    var facts = [("carries", channel.channel.meaning), ("set by", channel.origin)]
    facts += contents(of: channel.channel)
    let receivers = receivers(of: channel.channel)
    if receivers.isEmpty { facts.append(("goes to", "nobody: no destination was agreed to for it")) }
    for destination in receivers {
      guard let consent = destination.consent else { continue }
      let licence = consent.licence.map { ", licence \($0)" } ?? ""
      let news = news(channel.channel, destination, consent)
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
    let hint = state.layout.isCompact ? [] : [Span("a channel that is off lets nothing through", .muted)]
    canvas.putHeading("CHANNELS", hint, filter: state.ownFilters[.channels] ?? "", row: row)
    let table = self.table(width - 4)
    if area.row > row + 1 { table.drawHeadings(row: area.row - 1, column: 3, on: &canvas) }
    let rows = state.channelRows
    if rows.isEmpty { return ListRows.drawEmpty("no channel is like this", in: area, on: &canvas) }
    ListRows.draw(rows, state.channels, in: area, on: &canvas) { channel, line, canvas in
      let isAsking = state.isAsking(channel.channel)
      canvas.put(
        isAsking ? glyphs.attention : channel.isOn ? glyphs.on : glyphs.off, row: line, column: 1,
        style: isAsking ? .attention : channel.isOn ? .good : .muted)
      table.draw(cells(channel), row: line, column: 3, on: &canvas)
    }
    drawFacts(rows, &canvas)
  }

  /// Of one destination the number has a column; of more it stands beside each of them.
  private var hasColumn: Bool { state.channelFields.count < 2 }

  private func table(_ width: Int) -> Table {
    let isNarrow = width < 56
    return Table(
      [
        .init(title: "NAME", width: 6), .init(title: "", width: 3),
        .init(title: "FIELDS", width: isNarrow || !hasColumn ? 0 : 6, align: .right),
        .init(title: "GOES TO", width: isNarrow ? .max : hasColumn ? 18 : 26),
        .init(title: "CARRIES", width: isNarrow ? 0 : .max),
      ], width: width)
  }

  private func cells(_ channel: ChannelStatus) -> [Span] {
    let fields = state.channelFields.values.first.map { String($0.fields[channel.channel] ?? 0) } ?? "-"
    let receivers = state.receivers(of: channel.channel).map { receiver in
      let count = hasColumn ? nil : state.channelFields[receiver.destination].map { $0.fields[channel.channel] ?? 0 }
      return receiver.destination.rawValue + (count.map { " \($0)" } ?? "")
    }.joined(separator: ", ")
    return [
      Span(channel.channel.rawValue, .strong), Span(channel.isOn ? "on" : "off", channel.isOn ? .good : .muted),
      Span(fields),
      Span(receivers.isEmpty ? "nobody" : receivers, channel.isOn && !receivers.isEmpty ? .plain : .muted),
      Span(channel.channel.meaning, .muted),
    ]
  }

  private func drawFacts(_ rows: [ChannelStatus], _ canvas: inout Canvas) {
    let area = state.channelsArea
    let end = area.row + rows.count + (state.layout.isCompact ? 0 : 1)
    guard end < area.row + area.height, rows.indices.contains(state.channels.selected) else { return }
    let facts = state.channelFacts(rows[state.channels.selected])
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
