import Agent
import Platform
import Report

/// What the agent answers, put where it was asked for.
extension ConsoleState {
  mutating func accept(_ reply: AgentReply, for purpose: Purpose?) -> [Effect] {
    switch reply {
    case .status(let status): return acceptStatus(status, isAsked: purpose != nil)
    case .live(let snapshot): info.accept(snapshot)
    case .preview(let preview): return acceptPreview(preview, for: purpose)
    case .spool(let page):
      if case .spoolPage(let query)? = purpose { spool.accept(page, for: query) }
      if purpose == .export { return exportSpool(page) }
    case .journal(let page):
      if case .journalPage(let query)? = purpose { journal.accept(page, for: query) }
      if purpose == .export { return exportJournal(page) }
    case .record(let detail):
      if purpose == .record { overlays.append(.record(RecordSheet(detail))) }
      if purpose == .baseline { preview.compare(with: detail) }
    case .settings(let rows): settings.accept(rows)
    case .events(let events): log.accept(events)
    case .access(let access): self.access = access
    case .progress: break
    case .done(let text): return acceptDone(text, for: purpose)
    case .failed(let explanation): return acceptFailure(explanation, for: purpose)
    }
    return []
  }

  private mutating func acceptStatus(_ new: AgentStatus, isAsked: Bool) -> [Effect] {
    let isFirst = status == nil
    var before = status
    before?.now = new.now
    let isOther = before != new
    status = new
    if isFirst, preview.destination == nil, let first = destinations.first { preview.destination = first }
    // Only now it is known which destinations there are.
    if isFirst, view == .channels { return askForChannelFields() }
    return !isFirst && isOther ? refreshRows() : []
  }

  private mutating func acceptPreview(_ new: Preview, for purpose: Purpose?) -> [Effect] {
    if case .channelFields(let destination)? = purpose {
      channelFields[destination] = ChannelFields(new)
      return []
    }
    if purpose == .consentPayload {
      guard case .consent(var form)? = overlays.last, form.choice.destination == new.record.destination else {
        return []
      }
      let fields = new.all.flatMap(\.fields)
      let dropped = fields.count { $0.hiding.isLeftOut }
      let hidden = fields.count { $0.hiding != .plain } - dropped
      let summary = PreviewModel.summary(fields: fields.count - dropped, hidden: hidden, dropped: dropped)
      form.payload = .init(
        destination: new.record.destination,
        summary: "\(sizeText(of: new.all)), \(summary)")
      overlays[overlays.count - 1] = .consent(form)
      return []
    }
    // The answer to a question that was overtaken.
    if case .preview(let isHypothetical)? = purpose, isHypothetical != preview.isHypothetical { return [] }
    guard preview.destination == nil || preview.destination == new.record.destination else { return [] }
    preview.destination = new.record.destination
    preview.accept(new)
    if asksToSendNextPreview, view == .preview {
      asksToSendNextPreview = false
      askToSend()
    }
    return [.submit(.lastSent(new.record.destination), .baseline)]
  }

  private mutating func acceptDone(_ text: String, for purpose: Purpose?) -> [Effect] {
    switch purpose {
    case .commandOutput(let title):
      message = nil
      if text.trimmed.isEmpty {
        message = .good("\(title): done")
      } else {
        overlays.append(.pane(Pane(title: title, text: text.withoutLastLineFeed)))
      }
      return [.submit(.status, .status)]
    case .work: return workEnded(text.hasPrefix("stopped") ? .attention(text.firstLine) : .good(text.firstLine))
    case .quiet: return []
    case .send:
      preview.outcome = .good(text.firstLine)
      message = .good(text.firstLine)
    default: message = .good(text.firstLine)
    }
    if purpose == .agree || purpose == .action, preview.preview != nil { preview.forget() }
    var effects: [Effect] = [.submit(.status, .status)]
    if view == .preview, preview.preview == nil { effects += requestPreview() }
    if view == .settings, purpose == .action { effects.append(.submit(.settings, .settings)) }
    return effects + refreshRows()
  }

  private mutating func acceptFailure(_ explanation: Explanation, for purpose: Purpose?) -> [Effect] {
    asksToSendNextPreview = false
    switch purpose {
    case .live: info.failure = explanation
    case .preview: preview.failure = explanation
    case .consentPayload:
      guard case .consent(var form)? = overlays.last else { return [] }
      form.payload = .init(destination: form.choice.destination, summary: "unknown: " + explanation.what)
      overlays[overlays.count - 1] = .consent(form)
    case .spoolPage: spool.fail(explanation)
    case .journalPage: journal.fail(explanation)
    case .settings: settings.failure = explanation
    case .events: log.failure = explanation
    // The overview says what keeps reports from being made.
    case .channelFields, .quiet: break
    case .baseline: preview.baselineFailure = explanation
    case .work: return workEnded(.bad(explanation))
    case .export:
      work = nil
      message = .bad(explanation)
      return [.endFile(keep: false)]
    case .commandOutput(let title):
      message = .bad("\(title): \(explanation.line)")
    case .send:
      preview.outcome = .bad("not sent: \(explanation.what)")
      message = .bad(explanation)
    default: message = .bad(explanation)
    }
    return []
  }
}

extension String {
  var firstLine: String { String(prefix { $0 != "\n" && $0 != "\r\n" }) }
  var withoutLastLineFeed: String { last == "\n" ? String(dropLast()) : self }
}
