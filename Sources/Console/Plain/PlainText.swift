import Agent
import Platform
import Report
import Settings
import Terminal

/// The state in the order in which it is spoken: short lines, labels before values, no drawing characters.
struct PlainText {
  let state: ConsoleState
  /// Rows of a list that are said at once.
  static let window = 20

  init(_ state: ConsoleState) { self.state = state }

  /// Everything: where we are, what it shows, what was said last, what can be done.
  var lines: [String] {
    var lines: [String] = []
    switch state.overlays.last {
    case .pane(let pane): lines += [pane.title + "."] + pane.text.split(separator: "\n").map(String.init)
    case .record(let sheet): lines += record(sheet)
    case .confirm(let confirmation):
      lines += [confirmation.title] + confirmation.facts.map { "\($0.label): \($0.text)" }
      lines.append("Answer yes to \(confirmation.verb), or no.")
    case .consent(let form): lines += consent(form)
    case .prompt(let prompt):
      let now = prompt.input.text.isEmpty ? "" : " Now: \(prompt.input.text)."
      lines.append("Type \(prompt.plainLabel), or back.\(now)")
    case nil: lines += head + view
    }
    if let work = state.work { lines.append("Under way: \(work.text(state.glyphs)). Type stop to stop it.") }
    if let message = state.message { lines.append("\(message.plainWord): \(message.text)") }
    if case .prompt? = state.overlays.last { return lines.map(SafeText.escaped) }
    lines.append("Keys: " + keys)
    return lines.map(SafeText.escaped)
  }

  private var head: [String] {
    let name = state.label.hasPrefix("daemon") ? "attached to \(state.label)" : state.label
    let mode = state.modeText.isEmpty ? "" : ", \(state.modeText)"
    let host = state.status.map { " on \($0.host)" } ?? ""
    return ["telemetry-tui\(host), \(name)\(mode), \(state.now.localTime.prefix(5))."] + leaving
  }

  /// Whether something leaves, and when: always first.
  private var leaving: [String] {
    guard let status = state.status else { return ["The agent has not answered yet."] }
    let on = status.destinations.filter { $0.state == .on }
    var lines = on.isEmpty ? ["Nothing leaves this machine."] : []
    for destination in status.destinations where destination.url != nil {
      var text = "\(destination.destination.rawValue) is \(destination.state.rawValue)"
      if let reason = destination.reason { text += ", \(reason)" }
      if let trouble = destination.trouble { text += ", waits because of \(trouble.reason)" }
      if let pace = destination.pace { text += ", \(pace.words(at: status.now))" }
      if let next = destination.nextReport { text += ", next report \(state.times.until(next))" }
      lines.append(text + ".")
    }
    return lines
  }

  private var view: [String] {
    let title = "View \(state.view.rawValue) of 9, \(state.view.title): \(state.view.meaning)."
    let filter = state.filter.isEmpty ? [] : ["Filter: \(state.filter)."]
    return [title] + filter + PlainViews(state).lines
  }

  private func record(_ sheet: RecordSheet) -> [String] {
    let body = sheet.detail.request?.body
    let text =
      body.map {
        sheet.isText ? String(decoding: $0, as: UTF8.self) : "\($0.count) bytes, not plain text; w writes them"
      }
      ?? "no longer kept"
    return ["A record, \(sheet.detail.isWaiting ? "waiting" : "settled")."]
      + sheet.detail.facts.map { "\($0.label): \($0.text)" } + ["body: \(text)"]
  }

  private func consent(_ form: ConsentForm) -> [String] {
    let on = (state.status?.channels ?? []).filter(\.isOn).map(\.channel.rawValue).joined(separator: ", ")
    var lines = [
      "Agree to send to \(form.choice.destination.rawValue), \(form.choice.destination.meaning).",
      "where: \(form.choice.url)", "channels: \(on)", "today: \(form.payload?.summary ?? "asking")",
    ]
    if let licence = form.licence { lines.append("licence: \(licence.title), \(licence.url)") }
    if let news = form.news(state.status) { lines.append("new: \(news)") }
    let others = NewFieldsChoice.allCases.filter { $0 != form.newFields }.map(\.rawValue).joined(separator: " or ")
    lines.append(
      "later new fields: \(form.newFields.rawValue), \(form.newFields.promise). new fields makes it \(others).")
    return lines + ["Nothing from before this moment is sent. Type \(form.word) to agree, or back."]
  }

  /// What can be done here, by the words that do it.
  private var keys: String {
    var words: [String] = []
    for binding in state.footerBindings where binding.reason(in: state) == nil {
      if !words.contains(binding.label) { words.append(binding.label) }
    }
    if state.overlays.isEmpty { words += ["1 to 9 for a view", ":command", "help", "quit"] }
    return words.joined(separator: ", ") + "."
  }
}

extension Message {
  var plainWord: String {
    switch kind {
    case .good: "Done"
    case .attention: "Note"
    case .bad: "Failed"
    }
  }
}

extension Prompt {
  /// What is to be typed.
  var plainLabel: String {
    switch purpose {
    case .command: "a command"
    case .filter: "what to look for"
    case .fileName, .export: "the name of a new file"
    case .setting(let name): "the value of \(name)"
    }
  }
}
