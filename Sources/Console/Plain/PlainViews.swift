import Agent
import Platform
import Report
import Terminal

/// The views, row by row, as sentences.
struct PlainViews {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  var lines: [String] {
    switch state.view {
    case .overview: overview
    case .info: info
    case .preview: preview
    case .channels: rows(state.channelRows, channel)
    case .spool:
      state.spool.emptyText(nothing: "nothing waits").map { [$0 + "."] }
        ?? rows(state.spool.rows, of: state.spool.reach, from: state.spool.position ?? 0, waiting)
    case .journal:
      state.journal.emptyText(nothing: "nothing was ever sent from here").map { [$0 + "."] }
        ?? rows(state.journal.rows, of: state.journal.reach, from: state.journal.position ?? 0, settled)
    case .machineID:
      state.identityFacts.map { "\($0.label): \($0.text)" }.filter { Filter.matches(state.filter, $0) }
    case .settings: rows(state.settings.rows, setting)
    case .log: rows(state.log.rows) { "\($0.at.local), \($0.kind): \($0.text)" }
    }
  }

  /// The rows around the cursor, numbered; the number is what `line` takes.
  private func rows<Row>(
    _ rows: [Row], of reach: (count: Int, isAll: Bool)? = nil, from position: Int = 0, _ text: (Row) -> String
  ) -> [String] {
    guard !rows.isEmpty else { return ["Nothing to show."] }
    let list = state.focusedList
    let first = max(0, min(list.selected - PlainText.window / 2, rows.count - PlainText.window))
    let shown = rows[first..<min(rows.count, first + PlainText.window)]
    var lines = shown.enumerated().map { offset, row in
      let line = first + offset
      return (line == list.selected ? "Line \(position + line + 1), here: " : "Line \(position + line + 1): ")
        + text(row)
    }
    let (count, isAll) = reach ?? (rows.count, true)
    if count > shown.count {
      let end = isAll ? "" : " or more"
      lines.insert("Lines \(position + first + 1) to \(position + first + shown.count) of \(count)\(end).", at: 0)
    }
    return lines
  }

  private var overview: [String] {
    guard let status = state.status else { return [] }
    var lines = status.attention.isEmpty ? ["Nothing needs you."] : []
    lines += rows(state.overviewTargets) { target in
      switch target {
      case .attention(let index): "needs you: \(status.attention[index].text)"
      case .destination(let index): destination(status.destinations[index])
      }
    }
    lines.append("This machine is known as \(status.machineID.id).")
    lines += state.shownEvents(of: status).reversed().map {
      "\(status.events[$0].at.local), \(status.events[$0].kind): \(status.events[$0].text)"
    }
    return lines
  }

  private func destination(_ destination: DestinationStatus) -> String {
    var text = "\(destination.title) to \(destination.url ?? "nowhere, no URL is configured")"
    if destination.waiting > 0 { text += ", \(destination.waiting) waiting" }
    if let last = destination.lastResult { text += ", last \(last.result) \(state.times.since(last.at))" }
    return text
  }

  private var info: [String] {
    guard let snapshot = state.info.snapshot else { return [state.info.failure?.line ?? "Asking the node."] }
    let head = "Node \(snapshot.address), \(snapshot.build), \(snapshot.edition)."
    return [head]
      + rows(state.info.rows) { row in
        switch row {
        case .group(let index, let isFolded, let count):
          return "\(snapshot.groups[index].title), \(count) values\(isFolded ? ", folded" : "")"
        case .entry(let group, let index):
          let entry = snapshot.groups[group].entries[index]
          let rate = state.info.series(group, index)?.rate.map { ", \(Digits.fixed($0, 1)) a second" } ?? ""
          return "\(entry.name) is \(entry.value)\(rate), \(entry.sentAs.map { "sent as \($0)" } ?? "not sent")"
        case .errors(let isFolded, let count): return "\(count) errors of the node\(isFolded ? ", folded" : "")"
        case .error(let index): return "error of \(snapshot.errors[index].name): \(snapshot.errors[index].value)"
        }
      }
  }

  private var preview: [String] {
    guard let shown = state.preview.preview else { return [state.preview.failure?.line ?? "Making the report."] }
    let record = shown.record
    let may =
      state.preview.outcome?.text
      ?? (shown.mayLeave ? "may leave, not sent yet" : "would not leave: \(shown.reason ?? "no reason given")")
    let head = [
      "\(record.classification) to \(record.destination.rawValue), \(state.preview.bytes.count) bytes, "
        + "\(state.preview.summary), \(may).", "SHA-256 \(record.sha256).",
    ]
    if state.preview.mode == .bytes { return head + ["body: " + String(decoding: state.preview.bytes, as: UTF8.self)] }
    return head + rows(state.preview.rows, field)
  }

  private func field(_ row: PreviewModel.Row) -> String {
    let word = PreviewView.word(row.hiding)
    let hidden = word.isEmpty ? "" : ", \(word)"
    let was = state.preview.onlyChanged ? row.change?.before.map { ", was \(JSONWriter.text($0))" } ?? "" : ""
    return switch row.kind {
    case .group(let count, let isFolded): "\(row.label), \(count) parts\(isFolded ? ", folded" : "")"
    case .leaf(let value): "\(row.path.joined(separator: ".")) is \(value)\(hidden)\(was)\(looks(row))"
    case .dropped: "\(row.path.joined(separator: ".")) is left out" + (row.rule.map { ", \($0)" } ?? "")
    case .removed(let value): "\(row.label) was \(value), and is not sent any more"
    }
  }

  private func looks(_ row: PreviewModel.Row) -> String {
    row.looksLike.isEmpty ? "" : ", looks like " + row.looksLike.joined(separator: " and ")
  }

  private func channel(_ channel: ChannelStatus) -> String {
    let facts = state.channelFacts(channel).map { "\($0.label) \($0.text)" }.joined(separator: "; ")
    return "\(channel.channel.rawValue) is \(channel.isOn ? "on" : "off"); \(facts)"
  }

  private func waiting(_ row: WaitingRow) -> String {
    let error = row.error.isEmpty ? "not tried yet" : "\(row.tries) tries, \(row.error)"
    let mark = state.spoolMarks[row.key] == nil ? "" : "marked, "
    return "\(mark)\(row.classification) to \(row.destination.rawValue), \(Digits.size(row.bytes)), "
      + "waits since \(state.times.since(row.accepted)), \(error)"
  }

  private func settled(_ row: SettledRow) -> String {
    let reason = row.result == "sent" || row.reason.isEmpty ? "" : ", \(row.reason)"
    return "\(row.result) \(state.times.since(row.time)), \(row.what) to \(row.destination.rawValue), "
      + "\(Digits.size(row.bytes)), status \(row.status), SHA-256 \(row.sha256.prefix(16))\(reason)"
  }

  private func setting(_ row: SettingRow) -> String {
    let value = row.value.isEmpty ? "not set" : row.value + (row.unit.map { " \($0)" } ?? "")
    return "\(row.name) is \(value), set by \(row.origin). \(row.purpose)"
  }
}
