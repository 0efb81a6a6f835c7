import Agent
import Platform
import Report
import Terminal

/// What is asked before a record, a setting or the machine id is changed.
extension ConsoleState {
  mutating func mark() {
    guard let row = spool.selected else { return }
    if spoolMarks.removeValue(forKey: row.key) == nil { spoolMarks[row.key] = row.id }
    move(by: 1)
  }

  /// The records an action is for: the one that is open, the marked ones, or the one under the cursor.
  private var chosenRecords: [String] {
    if case .record(let sheet)? = overlays.last { return [sheet.detail.id] }
    if !spoolMarks.isEmpty { return spoolMarks.sorted { $0.key < $1.key }.map(\.value) }
    return spool.selected.map { [$0.id] } ?? []
  }

  private func facts(of ids: [String]) -> [Confirmation.Fact] {
    guard ids.count == 1, let row = spool.rows.first(where: { $0.id == ids[0] }) else {
      return [.init(label: "records", text: ids.map { String($0.prefix(8)) }.joined(separator: " "))]
    }
    return [
      .init(label: "what", text: row.classification), .init(label: "to", text: row.destination.rawValue),
      .init(label: "size", text: sizeText(row.bytes)), .init(label: "id", text: row.id, isHard: true),
    ]
  }

  mutating func askToDrop() {
    let ids = chosenRecords
    guard !ids.isEmpty else { return }
    overlays.append(
      .confirm(
        Confirmation(
          title: ids.count == 1 ? "Delete this record?" : "Delete \(ids.count) records?",
          facts: facts(of: ids) + [.init(label: "then", text: "it is never sent; the journal says who deleted it")],
          verb: "delete for good", consequence: .drop(ids))))
  }

  mutating func askToRetry() {
    let ids = chosenRecords
    guard !ids.isEmpty else { return }
    overlays.append(
      .confirm(
        Confirmation(
          title: ids.count == 1 ? "Try this record now?" : "Try \(ids.count) records now?", facts: facts(of: ids),
          verb: "send now", consequence: .retryRecords(ids))))
  }

  mutating func askToDrain() {
    let waiting = (status?.destinations ?? []).filter { $0.waiting > 0 }
    let facts = waiting.map {
      Confirmation.Fact(
        label: $0.destination.rawValue,
        text: "\($0.waiting) waiting, \(Digits.size($0.waitingBytes))" + ($0.trouble.map { ", \($0.reason)" } ?? ""))
    }
    let count = status?.spool.count ?? 0
    overlays.append(
      .confirm(
        Confirmation(
          title: count == 1 ? "Deliver the record that waits now?" : "Deliver all \(count) records that wait now?",
          facts: facts, verb: "deliver now; Esc stops it", consequence: .drain)))
  }

  mutating func closeRecord() { if case .record? = overlays.last { overlays.removeLast() } }

  mutating func askToRotate() {
    let id = status?.machineID.id ?? ""
    overlays.append(
      .confirm(
        Confirmation(
          title: "Replace the machine id?",
          facts: [
            .init(label: "now", text: id.isEmpty ? "there is none yet" : id, isHard: true),
            .init(label: "then", text: "another one, for three days; nobody can tell that both are this machine"),
          ],
          verb: "replace it", consequence: .rotate)))
  }

  // MARK: Settings

  mutating func editSetting() {
    guard let row = settings.selected else { return }
    // A masked value would be written back as stars.
    let input = TextInput(text: row.isSecret && row.value.contains("***") ? "" : row.value)
    overlays.append(.prompt(Prompt(purpose: .setting(name: row.name), input: input)))
  }

  mutating func askToUnset() {
    guard let row = settings.selected else { return }
    overlays.append(
      .confirm(
        Confirmation(
          title: "Take \(row.name) out of the file?",
          facts: [
            .init(label: "now", text: "\(row.value)  (\(row.origin))"),
            .init(label: "then", text: row.defaultText.map { $0.isEmpty ? "none" : $0 } ?? "none"),
          ],
          verb: "let the default count again", consequence: .set(name: row.name, value: nil))))
  }

  /// A rule of `[privacy]` for the field under the cursor, or for all below it.
  mutating func askToHide(_ action: String) {
    guard let row = preview.selectedRow, row.path != [PreviewModel.leftOut],
      row.path != [PreviewModel.waiting]
    else { return }
    var path = FieldRegistry.joined(preview.registryPath(row.path))
    var what = "this field"
    if case .group(let count, _) = row.kind {
      path += ".*"
      what = "all \(count) parts of it"
    }
    var facts = [Confirmation.Fact(label: "field", text: path)]
    if case .leaf(let value) = row.kind { facts.append(.init(label: "now", text: value)) }
    facts += [
      .init(
        label: "then",
        text: action == "withhold"
          ? "\(what) says `withheld` and nothing else" : "\(what): numbers to one digit, times to the day"),
      .init(label: "writes", text: "privacy.redact.\(path) = \(action)"),
    ]
    overlays.append(
      .confirm(
        Confirmation(
          title: action == "withhold" ? "Withhold it from every report?" : "Make it less exact in every report?",
          facts: facts, verb: "write the rule", consequence: .set(name: "privacy.redact.\(path)", value: action))))
  }

  // MARK: Log

  mutating func openEvent() {
    guard log.rows.indices.contains(log.list.selected) else { return }
    let event = log.rows[log.list.selected]
    overlays.append(.pane(Pane(title: event.kind, text: "\(event.at.local)\n\(event.text)")))
  }
}
