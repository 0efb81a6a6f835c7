import Agent
import Platform
import Report
import Terminal

/// Previews, and everything that changes what leaves: each is shown before it is done.
extension ConsoleState {
  mutating func requestPreview() -> [Effect] {
    let destination = preview.destination ?? destinations[0]
    preview.destination = destination
    preview.failure = nil
    return [
      .submit(
        .preview(destination, hypothetical: preview.isHypothetical), .preview(hypothetical: preview.isHypothetical))
    ]
  }

  mutating func showPreview(of destination: Destination) -> [Effect] {
    view = .preview
    if preview.destination != destination {
      preview.forget()
      preview.destination = destination
      return requestPreview()
    }
    return enter(.preview)
  }

  mutating func changeDestination(_ step: Int) -> [Effect] {
    let all = destinations
    let current = preview.destination.flatMap { all.firstIndex(of: $0) } ?? 0
    let next = all[(current + step + all.count) % all.count]
    guard next != preview.destination else {
      message = .attention("no other destination is configured")
      return []
    }
    preview.forget()
    preview.destination = next
    return requestPreview()
  }

  mutating func send() -> [Effect] {
    guard view == .overview else {
      askToSend()
      return []
    }
    var wanted = destinations[0]
    if overviewTargets.indices.contains(overview.selected),
      case .destination(let index) = overviewTargets[overview.selected],
      let selected = status?.destinations[index].destination
    {
      wanted = selected
    }
    asksToSendNextPreview = true
    preview.forget()
    preview.isHypothetical = false
    return showPreview(of: wanted)
  }

  /// The confirmation: destination, size, hash and what is hidden, in the very record that Enter sends.
  mutating func askToSend() {
    guard let shown = preview.preview else { return }
    guard shown.mayLeave else {
      message = .attention("not sent: \(shown.reason ?? "it may not leave")")
      return
    }
    let record = shown.record
    let confirmation = Confirmation(
      title: "Send to \(record.destination.rawValue)?",
      facts: [
        .init(label: "to", text: "\(record.request.method) \(record.request.url)"),
        .init(label: "size", text: sizeOfShown),
        .init(label: "withheld", text: preview.summary),
        .init(label: "sha256", text: shown.all.map(\.record.sha256).joined(separator: " "), isHard: true),
        .init(label: "what", text: record.classification),
      ],
      verb: "send exactly these bytes", consequence: .send(recordID: record.id))
    overlays.append(.confirm(confirmation))
  }

  /// `23 914 bytes`, of several requests with their number.
  var sizeOfShown: String { sizeText(of: preview.preview?.all ?? []) }

  func sizeText(of requests: [Preview]) -> String {
    let size = sizeText(requests.reduce(0) { $0 + $1.request.body.count })
    return requests.count < 2 ? size : "\(size) in \(requests.count) requests, one a host"
  }

  /// `23 914 bytes`.
  func sizeText(_ bytes: Int) -> String { Digits.grouped(String(bytes), separator: glyphs.digitGap) + " bytes" }

  mutating func askToWithdraw() {
    let on = (status?.destinations ?? []).filter { $0.state != .off || $0.consent != nil }.map(\.destination.rawValue)
    let waiting = status?.spool.count ?? 0
    overlays.append(
      .confirm(
        Confirmation(
          title: "Take back consent?",
          facts: [
            .init(label: "for", text: on.joined(separator: ", ")),
            .init(label: "then", text: "nothing leaves this machine, and nobody is told"),
            .init(label: "waiting", text: waiting == 0 ? "no records" : "\(waiting) records are withdrawn"),
          ],
          verb: "switch everything off", consequence: .withdraw)))
  }

  mutating func switchChannel() -> [Effect] {
    let rows = channelRows
    guard rows.indices.contains(channels.selected) else { return [] }
    let channel = rows[channels.selected]
    if channel.isOn {
      let waiting = status?.spool.count ?? 0
      overlays.append(
        .confirm(
          Confirmation(
            title: "Switch the channel \(channel.channel.rawValue) off?",
            facts: [
              .init(label: "keeps in", text: channel.channel.meaning),
              .init(
                label: "waiting",
                text: waiting == 0 ? "nothing waits" : "records that hold any of it are withdrawn, for good"),
            ],
            verb: "switch it off", consequence: .setChannel(channel.channel, on: false))))
      return []
    }
    overlays.append(
      .confirm(
        Confirmation(
          title: "Switch the channel \(channel.channel.rawValue) on?",
          facts: [
            .init(label: "lets out", text: channel.channel.meaning),
            .init(label: "from", text: "the next report on; nothing from before"),
          ],
          verb: "switch it on", consequence: .setChannel(channel.channel, on: true))))
    return []
  }

  // MARK: consent

  /// What can be agreed to: configured and not yet on.
  var consentChoices: [ConsentForm.DestinationChoice] {
    let configured = (status?.destinations ?? []).filter { $0.url != nil }
    let open = configured.filter { $0.state != .on || !$0.newFields.isEmpty }
    return (open.isEmpty ? configured : open).map { .init(destination: $0.destination, url: $0.url ?? "") }
  }

  mutating func openConsent() -> [Effect] {
    let choices = consentChoices
    guard !choices.isEmpty else { return [] }
    overlays.append(.consent(ConsentForm(choices: choices, newFields: status?.newFields ?? .ask)))
    return requestPayload()
  }

  func requestPayload() -> [Effect] {
    guard case .consent(let form)? = overlays.last else { return [] }
    return [.submit(.preview(form.choice.destination, hypothetical: false), .consentPayload)]
  }

  mutating func agree(_ form: ConsentForm) -> [Effect] {
    guard form.input.text == form.word else {
      message = .attention("type \(form.word) to agree; nothing was changed")
      return []
    }
    overlays.removeLast()
    // Unchanged it is not written: then the file goes on saying it, or not.
    let newFields = form.newFields == status?.newFields ? nil : form.newFields
    return [
      .submit(.agree([form.choice.destination], licence: form.licence?.id, newFields: newFields), .agree)
    ]
  }
}
