import Agent
import Platform
import Report
import Terminal

/// The one way the state changes.
extension ConsoleState {
  mutating func update(_ event: ConsoleEvent) -> [Effect] {
    let effects: [Effect]
    switch event {
    case .input(.key(let key)): effects = press(key)
    case .input(.mouse(let event)): effects = mouse(event)
    case .input(.paste(let text)):
      paste(text)
      effects = []
    case .input(.resized(let size)):
      self.size = size
      effects = []
    case .submitted(let number, let purpose):
      outstanding[number] = purpose
      if purpose == .work, case .agent = work?.kind { work?.kind = .agent(request: number) }
      effects = []
    case .reply(let number, let reply):
      if case .progress(let progress) = reply {
        acceptProgress(progress)
        effects = []
      } else {
        effects = accept(reply, for: outstanding.removeValue(forKey: number))
      }
    case .attached(let label, let access): effects = attach(label, access)
    case .clock(let now, let monotonic):
      (self.now, self.monotonic) = (now, monotonic)
      effects = []
    case .finished(let message):
      self.message = message
      effects = []
    case .fileFailed(let explanation):
      work = nil
      message = .bad(explanation)
      effects = []
    }
    settle()
    if case .submitted = event { return effects }
    return effects + askForRows()
  }

  /// Rows that the cursor will come to, before it comes to them.
  private mutating func askForRows() -> [Effect] {
    switch view {
    case .spool: spool.wanted(height: pageHeight).map { [.submit(.spool($0), .spoolPage($0))] } ?? []
    case .journal: journal.wanted(height: pageHeight).map { [.submit(.journal($0), .journalPage($0))] } ?? []
    default: []
    }
  }

  /// Another process answers, or none: what was asked before is forgotten and asked anew.
  private mutating func attach(_ label: String, _ access: AgentAccess) -> [Effect] {
    let before = (label: self.label, access: self.access)
    (self.label, self.access) = (label, access)
    outstanding.removeAll()
    spool.forgetQuestion()
    journal.forgetQuestion()
    var effects: [Effect] = []
    if let work {
      if case .export = work.kind { effects.append(.endFile(keep: false)) }
      self.work = nil
    }
    let wasAlone = before.access == .offline || before.access == .gone
    if isAlone, !wasAlone {
      message = .attention(
        access == .gone
          ? "the agent has gone: this shows what it said last, and looks for another"
          : "the agent has gone: this goes on from its outbox, and looks for another")
    } else if wasAlone, !isAlone {
      message = .good("attached to \(label) again")
    }
    // Where nobody can answer, what is on the screen stays.
    return access == .gone ? effects : effects + start() + refreshRows()
  }

  /// What waits or left may be another than what is shown.
  mutating func refreshRows() -> [Effect] {
    switch view {
    case .spool where spool.isFilled: spool.refresh().map { [.submit(.spool($0), .spoolPage($0))] } ?? []
    case .journal where journal.isFilled: journal.refresh().map { [.submit(.journal($0), .journalPage($0))] } ?? []
    case .log where log.isFilled && !isWaiting(for: .events): [.submit(.events(limit: 1000), .events)]
    default: []
    }
  }

  /// What is asked when the console opens.
  mutating func start() -> [Effect] { [.submit(.status, .status)] + enter(view) }

  private mutating func press(_ key: Key) -> [Effect] {
    if let binding = KeyTable.find(key, in: contexts) {
      if let reason = binding.reason(in: self) {
        message = .attention("\(KeyBinding.shown(key, glyphs: glyphs)): \(reason)")
        return []
      }
      if overlays.isEmpty { message = nil }
      return perform(binding.action)
    }
    switch key {
    case .character(let character): type(character)
    // Nothing is bound to it here: Esc was pressed, and the next key at once.
    case .alt(let character): return press(.escape) + press(.character(character))
    default: break
    }
    return []
  }

  /// What is pasted is text: it goes into the line that is typed, or nowhere.
  private mutating func paste(_ text: String) {
    let isWhole: Bool
    switch overlays.last {
    case .prompt(var prompt):
      isWhole = prompt.input.paste(text)
      prompt.historyIndex = nil
      overlays[overlays.count - 1] = .prompt(prompt)
      typed(prompt)
    case .consent(var form):
      isWhole = form.input.paste(text)
      overlays[overlays.count - 1] = .consent(form)
    case .confirm, .pane, .record, nil:
      message = .attention("what was pasted is left out: nothing is being typed here; : or / begins a line")
      return
    }
    if !isWhole { message = .attention("not all of what was pasted found room") }
  }

  private mutating func type(_ character: Character) {
    switch overlays.last {
    case .prompt(var prompt):
      prompt.input.insert(character)
      prompt.historyIndex = nil
      overlays[overlays.count - 1] = .prompt(prompt)
      typed(prompt)
    case .consent(var form):
      form.input.insert(character)
      overlays[overlays.count - 1] = .consent(form)
    case .confirm, .pane, .record, nil: break
    }
  }

  private mutating func mouse(_ event: MouseEvent) -> [Effect] {
    switch event.action {
    case .wheelUp: move(by: -3)
    case .wheelDown: move(by: 3)
    case .press:
      let footer = Footer(self)
      if let key = footer.key(row: event.row, column: event.column) {
        // In a line that is typed a click is no letter.
        return KeyTable.find(key, in: contexts) == nil ? [] : press(key)
      }
      guard overlays.isEmpty, let line = listLine(atRow: event.row, column: event.column) else { return [] }
      var list = focusedList
      let wasSelected = list.selected == line
      list.selected = line
      focusedList = list
      return wasSelected ? press(.enter) : []
    }
    return []
  }

  /// The line of the focused list that is drawn in a row of the screen.
  private func listLine(atRow row: Int, column: Int) -> Int? {
    guard !isScrolling else { return nil }
    if view == .overview { return OverviewPage(self).target(atRow: row) }
    let area = listArea
    guard row >= area.row, row < area.row + area.height, column < area.column + area.width else { return nil }
    let line = focusedList.top + row - area.row
    return line < rowCount ? line : nil
  }
}
