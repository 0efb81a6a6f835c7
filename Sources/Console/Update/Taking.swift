import Agent
import Platform
import Report

/// Taking what is shown out of the console: to the clipboard or to a file.
extension ConsoleState {
  mutating func copyShown(valueOnly: Bool) -> [Effect] {
    if valueOnly {
      guard let path = preview.selectedRow?.path, let value = preview.body?[path: path] else {
        message = .attention("there is no value under the cursor")
        return []
      }
      return [.copy(JSONWriter.bytes(value))]
    }
    return shown.isEmpty ? [] : [.copy(shown)]
  }

  mutating func askForFileName() {
    guard !shown.isEmpty else {
      message = .attention("there is nothing to write")
      return
    }
    let input = TextInput(text: suggestedName)
    overlays.append(.prompt(Prompt(purpose: .fileName(contents: shown), input: input)))
  }

  /// The bytes of what has the focus: a preview's are exactly those that would leave.
  private var shown: [UInt8] {
    switch overlays.last {
    case .pane(let pane): return Array((pane.text + "\n").utf8)
    case .record(let sheet): return sheet.detail.request?.body ?? []
    default: break
    }
    switch view {
    case .preview: return preview.bytes
    case .overview: return Array((status?.machineID.id ?? "").utf8)
    case .info:
      guard let snapshot = info.snapshot, info.rows.indices.contains(info.list.selected) else { return [] }
      switch info.rows[info.list.selected] {
      case .entry(let group, let index):
        let entry = snapshot.groups[group].entries[index]
        return Array("\(entry.name)=\(entry.value)".utf8)
      case .group(let index, _, _): return Array(snapshot.groups[index].title.utf8)
      case .errors: return []
      case .error(let index): return Array("\(snapshot.errors[index].name): \(snapshot.errors[index].value)".utf8)
      }
    case .channels: return []
    case .spool: return Array((spool.selected?.id ?? "").utf8)
    case .journal: return Array((journal.selected?.sha256 ?? "").utf8)
    case .machineID: return Array((status?.machineID.id ?? "").utf8)
    case .settings: return settings.selected.map { Array("\($0.name)=\($0.value)".utf8) } ?? []
    case .log:
      guard log.rows.indices.contains(log.list.selected) else { return [] }
      let event = log.rows[log.list.selected]
      return Array("\(event.at.local)  \(event.kind)  \(event.text)".utf8)
    }
  }

  mutating func askForExportName() {
    let name = view == .spool ? "spool.jsonl" : "journal.jsonl"
    overlays.append(.prompt(Prompt(purpose: .export(view), input: TextInput(text: name))))
  }

  private var suggestedName: String {
    if case .record(let sheet)? = overlays.last {
      let end = (try? JSONReader.parse(sheet.detail.request?.body ?? [])) == nil ? ".bin" : ".json"
      return "\(sheet.detail.destination.rawValue)-\(sheet.detail.id.prefix(8))" + end
    }
    if overlays.isEmpty, view == .preview, let record = preview.preview?.record {
      return "\(record.destination.rawValue)-\(record.id.prefix(8))" + (preview.body == nil ? ".bin" : ".json")
    }
    return "telemetry-\(overlays.isEmpty ? view.title.lowercased() : "output").txt"
  }
}
