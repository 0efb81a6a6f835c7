import Agent
import Platform
import Report
import Settings
import Terminal

/// Keys inside prompts, confirmations and the consent form.
extension ConsoleState {
  mutating func performInOverlay(_ action: Action) -> [Effect] {
    switch overlays.last {
    case .prompt(let prompt): return perform(action, in: prompt)
    case .confirm(let confirmation) where action == .accept:
      overlays.removeLast()
      return carryOut(confirmation.consequence)
    case .consent(let form): return perform(action, in: form)
    case .confirm, .pane, .record, nil: return []
    }
  }

  private mutating func carryOut(_ consequence: Confirmation.Consequence) -> [Effect] {
    switch consequence {
    case .send(let recordID): return [.submit(.send(recordID: recordID), .send)]
    case .withdraw: return [.submit(.withdraw, .action)]
    case .setChannel(let channel, let isOn): return [.submit(.setChannel(channel, on: isOn), .action)]
    case .drop(let ids):
      spoolMarks = [:]
      closeRecord()
      return ids.map { .submit(.drop(id: $0), .action) }
    case .retryRecords(let ids):
      spoolMarks = [:]
      closeRecord()
      return ids.map { .submit(.retryRecord(id: $0), .action) }
    case .drain: return begin("delivering what waits", .drain)
    case .rotate: return [.submit(.rotateMachineID, .action)]
    case .set(let name, let value): return [.submit(.setSetting(name: name, value: value), .action)]
    case .quit: return stopWork() + [.endFile(keep: false), .quit]
    }
  }

  private mutating func perform(_ action: Action, in form: ConsentForm) -> [Effect] {
    var form = form
    switch action {
    case .accept: return agree(form)
    case .edit(let edit): form.input.perform(edit)
    case .nextChoice:
      guard form.choices.count > 1 else {
        message = .attention("this is the only destination to agree to")
        return []
      }
      form = ConsentForm(
        choices: form.choices, index: (form.index + 1) % form.choices.count, newFields: form.newFields)
      overlays[overlays.count - 1] = .consent(form)
      return requestPayload()
    case .nextNewFields: form.newFields = form.newFields.stepped(1)
    case .previousNewFields: form.newFields = form.newFields.stepped(-1)
    case .openPayload:
      overlays.removeLast()
      return showPreview(of: form.choice.destination)
    case .openLicence:
      if let licence = form.licence { showLicences([(licence, [form.choice.destination])]) }
      return []
    default: return []
    }
    overlays[overlays.count - 1] = .consent(form)
    return []
  }

  private mutating func perform(_ action: Action, in prompt: Prompt) -> [Effect] {
    var prompt = prompt
    switch action {
    case .accept:
      if case .setting(let name) = prompt.purpose, let refusal = SettingsModel.refusal(name, prompt.input.text) {
        // The line stays, to be put right.
        message = .bad(refusal)
        return []
      }
      overlays.removeLast()
      return take(prompt)
    case .edit(let edit):
      // One more than everything leaves the line, as in vi and less.
      if edit == .deleteBackward, prompt.input.text.isEmpty { return perform(.back) }
      prompt.input.perform(edit)
    case .complete: complete(&prompt)
    case .older: recall(&prompt, -1)
    case .newer: recall(&prompt, 1)
    default: return []
    }
    overlays[overlays.count - 1] = .prompt(prompt)
    typed(prompt)
    return []
  }

  /// A filter shows at once what it finds.
  mutating func typed(_ prompt: Prompt) { if case .filter = prompt.purpose { setFilter(prompt.input.text) } }

  mutating func setFilter(_ text: String) {
    if let index = overlays.lastIndex(where: { if case .pane = $0 { true } else { false } }) {
      guard case .pane(var pane) = overlays[index] else { return }
      pane.filter = text
      overlays[index] = .pane(pane)
      return
    }
    switch view {
    case .info: info.filter = text
    case .preview: preview.filter = text
    case .spool: spool.setFilter(text)
    case .journal: journal.setFilter(text)
    case .settings: settings.filter = text
    case .log: log.filter = text
    case .overview, .channels, .machineID: ownFilters[view] = text
    }
  }

  /// The filter of what has the focus.
  var filter: String {
    if case .pane(let pane)? = overlays.last { return pane.filter }
    return switch view {
    case .info: info.filter
    case .preview: preview.filter
    case .spool: spool.filter
    case .journal: journal.filter
    case .settings: settings.filter
    case .log: log.filter
    case .overview, .channels, .machineID: ownFilters[view] ?? ""
    }
  }

  var filterPrompt: Prompt { Prompt(purpose: .filter(before: filter), input: TextInput(text: filter)) }

  private mutating func take(_ prompt: Prompt) -> [Effect] {
    switch prompt.purpose {
    case .filter: return []
    case .fileName(let contents):
      let path = prompt.input.text
      return path.isEmpty ? [] : [.write(path: path, bytes: contents)]
    case .export(let view):
      let path = prompt.input.text
      return path.isEmpty ? [] : beginExport(view, to: path)
    case .setting(let name): return [.submit(.setSetting(name: name, value: prompt.input.text), .action)]
    case .command:
      let command = prompt.input.text.trimmed
      guard !command.isEmpty else { return [] }
      if history.last != command { history.append(command) }
      return run(command)
    }
  }

  private func complete(_ prompt: inout Prompt) {
    guard prompt.purpose == .command else { return }
    let fitting = candidates(for: prompt)
    guard var common = fitting.first else { return }
    for command in fitting { common = String(zip(common, command).prefix { $0 == $1 }.map(\.0)) }
    prompt.input.text = fitting.count == 1 ? common + " " : common
  }

  private func recall(_ prompt: inout Prompt, _ step: Int) {
    guard prompt.purpose == .command, !history.isEmpty else { return }
    if prompt.historyIndex == nil {
      guard step < 0 else { return }
      prompt.draft = prompt.input.text
    }
    let index = (prompt.historyIndex ?? history.count) + step
    guard index < history.count else {
      // What was being typed is still there.
      (prompt.historyIndex, prompt.input.text) = (nil, prompt.draft)
      return
    }
    prompt.historyIndex = max(0, index)
    prompt.input.text = history[max(0, index)]
  }

  /// A command of the program, or one of the console itself.
  mutating func run(_ command: String) -> [Effect] {
    if ["q", "quit", "exit"].contains(command) { return [.quit] }
    if command == "help" { return perform(.help) }
    if let line = Int(command), line > 0 { return go(toLine: line) }
    let wanted = command.lowercased()
    if let view = ViewID.allCases.first(where: { $0.title.lowercased() == wanted }), view != .preview, view != .info,
      view != .journal
    {
      return perform(.show(view))
    }
    if options.readOnly, !Self.isReading(command) {
      message = .attention(":\(command): this console is read-only")
      return []
    }
    message = .good("running \(command)")
    return [.submit(.command(command), .commandOutput(title: command))]
  }

  /// Commands that look and change nothing.
  static func isReading(_ command: String) -> Bool {
    let words = command.split(separator: " ").map(String.init)
    let first = words.first ?? "", second = words.count > 1 ? words[1] : ""
    switch first {
    case "status", "show", "preview", "show-device", "preview-device", "diff", "explain", "journal", "info": return true
    case "channel", "machine-id": return ["", "ls", "show"].contains(second)
    case "config": return ["list", "get", "check"].contains(second)
    case "spool": return ["", "ls", "show", "verify"].contains(second)
    case "service": return second == "status"
    default: return false
    }
  }
}

extension NewFieldsChoice {
  /// The choice so many places on, from the last one to the first.
  func stepped(_ step: Int) -> NewFieldsChoice {
    let all = Self.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + step + all.count) % all.count]
  }
}

extension TextInput {
  mutating func perform(_ edit: Edit) {
    switch edit {
    case .left: left()
    case .right: right()
    case .start: toStart()
    case .end: toEnd()
    case .wordLeft: wordLeft()
    case .wordRight: wordRight()
    case .deleteBackward: deleteBackward()
    case .deleteForward: deleteForward()
    case .deleteWord: deleteWord()
    case .deleteToStart: deleteToStart()
    case .deleteToEnd: deleteToEnd()
    }
  }
}

extension String {
  var trimmed: String {
    let head = drop { $0 == " " }
    return String(head.reversed().drop { $0 == " " }.reversed())
  }
}
