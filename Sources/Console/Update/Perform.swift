import Agent
import Platform
import Report
import Terminal

/// What each action does.
extension ConsoleState {
  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .show(let view):
      overlays.removeAll()
      self.view = view
      return enter(view)
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -max(1, pageHeight - 1))
    case .pageDown: move(by: max(1, pageHeight - 1))
    case .first:
      if let effects = jump(toEnd: false) { return effects }
      move(by: -max(rowCount, focusedList.top))
    case .last:
      if let effects = jump(toEnd: true) { return effects }
      move(by: rowCount)
    case .left: return fold(true)
    case .right: return fold(false)
    case .toggle: return toggle()
    case .unfoldAll: foldAll(false)
    case .foldAll: foldAll(true)
    case .nextPane: nextPane(1)
    case .previousPane: nextPane(-1)
    case .open: return open()
    case .filter: overlays.append(.prompt(filterPrompt))
    case .commandLine: overlays.append(.prompt(Prompt(purpose: .command)))
    case .help: overlays.append(.pane(Pane(title: "Help", text: helpText)))
    case .back: return back()
    case .quit: return quit()
    case .suspend: return [.suspend]
    case .repaint: return [.repaint]
    case .toggleTimes: showsAbsoluteTimes.toggle()
    case .refresh: return refresh()
    case .delete: askToDrop()
    case .retry: askToDrain()
    case .retryRecord: askToRetry()
    case .mark: mark()
    case .verify: return begin("checking the ledger", .verify)
    case .rotate: askToRotate()
    case .unset: askToUnset()
    case .nextLevel: log.nextLevel()
    case .withhold: askToHide("withhold")
    case .coarsen: askToHide("coarsen")
    case .onlyChanged:
      preview.onlyChanged.toggle()
      preview.mode = .tree
    case .agree: return openConsent()
    case .off: askToWithdraw()
    case .send: return send()
    case .copy, .copyValue: return copyShown(valueOnly: action == .copyValue)
    case .write: askForFileName()
    case .export: askForExportName()
    case .tree: (preview.mode, preview.isSideFocused) = (.tree, false)
    case .bytes: (preview.mode, preview.isSideFocused) = (.bytes, false)
    case .onlyHidden:
      preview.onlyHidden.toggle()
      preview.mode = .tree
    case .hypothetical:
      preview.isHypothetical.toggle()
      return refresh()
    case .nextDestination: return changeDestination(1)
    case .previousDestination: return changeDestination(-1)
    case .openLicence where overlays.isEmpty: showLicences(licences)
    case .accept, .complete, .older, .newer, .edit, .openPayload, .openLicence, .nextChoice, .nextNewFields,
      .previousNewFields:
      return performInOverlay(action)
    }
    return []
  }

  /// What a view asks for when it is opened.
  mutating func enter(_ view: ViewID) -> [Effect] {
    switch view {
    case .info: return isWaiting(for: .live) ? [] : [.submit(.live, .live)]
    case .preview: return preview.preview == nil ? requestPreview() : []
    case .overview, .machineID: return askForStatus()
    case .channels: return askForStatus() + askForChannelFields()
    // Rows are asked for as they are needed; those that are there may have changed.
    case .spool, .journal: return refreshRows()
    case .settings: return isWaiting(for: .settings) ? [] : [.submit(.settings, .settings)]
    case .log: return isWaiting(for: .events) ? [] : [.submit(.events(limit: 1000), .events)]
    }
  }

  private func askForStatus() -> [Effect] {
    status == nil || isWaiting(for: .status) ? [] : [.submit(.status, .status)]
  }

  func askForChannelFields() -> [Effect] {
    guard !isAlone else { return [] }
    return destinations.filter { !isWaiting(for: .channelFields($0)) }.map {
      .submit(.preview($0, hypothetical: true), .channelFields($0))
    }
  }

  /// To the first or last row of a list of which only a part is here; nil where all of it is.
  private mutating func jump(toEnd isEnd: Bool) -> [Effect]? {
    guard overlays.isEmpty else { return nil }
    switch view {
    case .spool:
      return (isEnd ? spool.jumpToEnd() : spool.jumpToStart()).map { [.submit(.spool($0), .spoolPage($0))] } ?? []
    case .journal:
      return (isEnd ? journal.jumpToEnd() : journal.jumpToStart()).map { [.submit(.journal($0), .journalPage($0))] }
        ?? []
    default: return nil
    }
  }

  /// The cursor to a line of the view, the first is 1: any line, also one of a list of which only a part is here.
  mutating func go(toLine line: Int) -> [Effect] {
    let place = max(0, line - 1)
    switch view {
    case .spool where overlays.isEmpty:
      return spool.jump(to: place).map { [.submit(.spool($0), .spoolPage($0))] } ?? []
    case .journal where overlays.isEmpty:
      return journal.jump(to: place).map { [.submit(.journal($0), .journalPage($0))] } ?? []
    default:
      var list = focusedList
      if isScrolling { list.top = place } else { list.selected = place }
      focusedList = list
      return []
    }
  }

  /// Leaves a text, or the console; what is under way is not left without a question.
  private mutating func quit() -> [Effect] {
    guard overlays.isEmpty else {
      overlays.removeAll()
      return []
    }
    guard let work else { return [.quit] }
    overlays.append(
      .confirm(
        Confirmation(
          title: "Leave while something is under way?",
          facts: [.init(label: "it is", text: work.text(glyphs)), .init(label: "then", text: "it is stopped")],
          verb: "stop it and leave", consequence: .quit)))
    return []
  }

  private mutating func refresh() -> [Effect] {
    switch view {
    case .preview: return requestPreview()
    case .info: return [.submit(.live, .live)]
    case .overview, .machineID: return [.submit(.status, .status)]
    case .channels: return [.submit(.status, .status)] + askForChannelFields()
    case .spool, .journal, .settings, .log: return [.submit(.status, .status)] + enter(view)
    }
  }

  private mutating func fold(_ folded: Bool) -> [Effect] {
    switch view {
    case .info where overlays.isEmpty: info.fold(folded)
    case .preview where overlays.isEmpty:
      if folded, preview.isSideFocused {
        preview.isSideFocused = false
      } else if !preview.isSideFocused {
        preview.fold(folded)
      }
    case .overview where !folded && overlays.isEmpty: return open()
    default: break
    }
    return []
  }

  private mutating func foldAll(_ folded: Bool) {
    if view == .info { info.foldAll(folded) } else if view == .preview { preview.foldAll(folded) }
  }

  private mutating func toggle() -> [Effect] {
    switch view {
    case .info: info.fold(nil)
    case .preview: preview.fold(nil)
    case .channels: return switchChannel()
    default: break
    }
    return []
  }

  private mutating func nextPane(_ step: Int) {
    switch view {
    case .overview where overlays.isEmpty:
      overview.selected = OverviewPage.nextSection(overviewTargets, from: overview.selected, step)
    case .preview where overlays.isEmpty && preview.preview != nil: preview.isSideFocused.toggle()
    default: message = .attention("this view has one part; 1 to 9 open the others")
    }
  }

  private mutating func back() -> [Effect] {
    message = nil
    if let top = overlays.popLast() {
      if case .prompt(let prompt) = top, case .filter(let before) = prompt.purpose { setFilter(before) }
      return []
    }
    if work != nil { return stopWork() }
    switch view {
    case .preview where preview.isSideFocused: preview.isSideFocused = false
    case .preview where preview.mode == .bytes: preview.mode = .tree
    case .preview where preview.onlyHidden || preview.onlyChanged:
      (preview.onlyHidden, preview.onlyChanged) = (false, false)
    case .spool where !spoolMarks.isEmpty: spoolMarks = [:]
    case _ where !filter.isEmpty: setFilter("")
    case .overview: message = .attention("q leaves the console")
    default: view = .overview
    }
    return []
  }

  /// Enter on a line.
  private mutating func open() -> [Effect] {
    switch view {
    case .overview: return openTarget()
    case .info: return openInfoRow()
    case .preview:
      guard preview.mode == .tree else { return [] }
      if case .group? = preview.selectedRow?.kind { preview.fold(nil) } else { preview.isSideFocused = true }
    case .spool: return spool.selected.map { [.submit(.record(id: $0.id), .record)] } ?? []
    case .journal: return journal.selected.map { [.submit(.record(id: $0.id), .record)] } ?? []
    case .settings: editSetting()
    case .log: openEvent()
    case .channels, .machineID: break
    }
    return []
  }

  private mutating func openTarget() -> [Effect] {
    guard overviewTargets.indices.contains(overview.selected) else { return [] }
    switch overviewTargets[overview.selected] {
    case .attention(let index):
      guard let item = status?.attention[index] else { return [] }
      guard let command = item.command else {
        overlays.append(.pane(Pane(title: "Needs you", text: item.text)))
        return []
      }
      switch command {
      case "spool ls": return perform(.show(.spool))
      case "journal": return perform(.show(.journal))
      default: return run(command)
      }
    case .destination(let index):
      guard let destination = status?.destinations[index].destination else { return [] }
      return showPreview(of: destination)
    }
  }

  private mutating func openInfoRow() -> [Effect] {
    guard let snapshot = info.snapshot, info.rows.indices.contains(info.list.selected) else { return [] }
    switch info.rows[info.list.selected] {
    case .group, .errors: info.fold(nil)
    case .error(let index):
      overlays.append(.pane(Pane(title: snapshot.errors[index].name, text: snapshot.errors[index].value)))
    case .entry(let group, let index):
      let entry = snapshot.groups[group].entries[index]
      var lines = ["value     \(entry.value)", "group     \(snapshot.groups[group].title)"]
      lines.append("sent as   " + (entry.sentAs ?? "it is not sent"))
      if let sentAs = entry.sentAs {
        let path = sentAs.split(separator: ".").map(String.init)
        lines += explainer(path, .home).map { Self.labelled($0.label, $0.text) }
      }
      overlays.append(.pane(Pane(title: entry.name, text: lines.joined(separator: "\n"))))
    }
    return []
  }

  /// A label in a column of its own.
  static func labelled(_ label: String, _ text: String) -> String {
    label + String(repeating: " ", count: max(1, 10 - label.count)) + text
  }
}
