/// What a key can ask for.
enum Action: Equatable, Sendable {
  case show(ViewID)
  case nextPane, previousPane
  case up, down, left, right, first, last, pageUp, pageDown
  case open, toggle, unfoldAll, foldAll
  case filter, commandLine, help, back, quit, suspend, repaint
  case toggleTimes, refresh
  case agree, off, send, copy, copyValue, write, export, retry, retryRecord, delete, mark, verify, rotate, unset
  case nextLevel, withhold, coarsen
  case tree, bytes, onlyHidden, onlyChanged, hypothetical, nextDestination, previousDestination
  case accept, complete, older, newer, openPayload, openLicence, nextChoice
  case nextNewFields, previousNewFields
  case edit(Edit)
}

/// What a key does to a line that is typed.
enum Edit: Sendable, CaseIterable {
  case left, right, start, end, wordLeft, wordRight
  case deleteBackward, deleteForward, deleteWord, deleteToStart, deleteToEnd
}

/// Who has the keys. A key is looked for in the contexts of the focus, the nearest first.
enum KeyContext: Sendable, CaseIterable {
  case prompt, confirm, consent, pane, record
  case overview, info, preview, previewSide, channels, spool, journal, machineID, settings, log
  case list, frame

  var title: String {
    switch self {
    case .prompt: "While typing"
    case .confirm: "When asked"
    case .consent: "Agreeing"
    case .pane: "In a text"
    case .record: "In a record"
    case .overview: "Overview"
    case .info: "Info"
    case .preview: "Preview"
    case .previewSide: "Beside the preview"
    case .channels: "Channels"
    case .spool: "Spool"
    case .journal: "Journal"
    case .machineID: "Machine id"
    case .settings: "Settings"
    case .log: "Log"
    case .list: "Moving"
    case .frame: "Everywhere"
    }
  }
}
