import Agent
import Terminal

/// What has the keys, and the list in it.
extension ConsoleState {
  var contexts: [KeyContext] {
    switch overlays.last {
    case .prompt: return [.prompt]
    case .confirm: return [.confirm]
    case .consent: return [.consent]
    case .pane: return [.pane, .list, .frame]
    case .record: return [.record, .list, .frame]
    case nil: break
    }
    switch view {
    case .overview: return [.overview, .list, .frame]
    case .info: return [.info, .list, .frame]
    case .preview: return (preview.isSideFocused ? [.previewSide] : []) + [.preview, .list, .frame]
    case .channels: return [.channels, .list, .frame]
    case .spool: return [.spool, .list, .frame]
    case .journal: return [.journal, .list, .frame]
    case .machineID: return [.machineID, .list, .frame]
    case .settings: return [.settings, .list, .frame]
    case .log: return [.log, .list, .frame]
    }
  }

  /// Lines in the focused list or text.
  var rowCount: Int {
    switch overlays.last {
    case .pane(let pane): return pane.lines.count
    case .record(let sheet): return sheet.rowCount
    default: break
    }
    return switch view {
    case .overview: overviewTargets.count
    case .info: info.rows.count
    case .preview:
      preview.isSideFocused ? sideLines.count : preview.mode == .bytes ? bytesDump.rowCount : preview.rows.count
    case .channels: channelRows.count
    case .spool: spool.rows.count
    case .journal: journal.rows.count
    case .machineID: identityLines.count
    case .settings: settings.rows.count
    case .log: log.rows.count
    }
  }

  /// Where the list's lines are drawn.
  var listArea: Area {
    switch view {
    case .overview: layout.body
    case .info: infoArea
    case .preview: previewArea
    case .channels: channelsArea
    case .spool: spoolArea
    case .journal: journalArea
    case .machineID: identityArea
    case .settings: settingsArea
    case .log: logArea
    }
  }

  /// Lines of it that fit.
  var pageHeight: Int {
    switch overlays.last {
    case .pane, .record: paneArea.height
    default: listArea.height
    }
  }

  /// Whether the focus is a text that scrolls, and not a list with a cursor.
  var isScrolling: Bool {
    switch overlays.last {
    case .pane, .record: return true
    default: break
    }
    return switch view {
    case .preview: preview.isSideFocused || preview.mode == .bytes
    case .machineID: true
    case .overview, .info, .channels, .spool, .journal, .settings, .log: false
    }
  }

  var focusedList: ListState {
    get {
      switch overlays.last {
      case .pane(let pane): return pane.scroll
      case .record(let sheet): return sheet.scroll
      default: break
      }
      return switch view {
      case .overview: overview
      case .info: info.list
      case .preview:
        preview.isSideFocused ? preview.sideScroll : preview.mode == .bytes ? preview.bytesScroll : preview.list
      case .channels: channels
      case .spool: spool.list
      case .journal: journal.list
      case .machineID: identity
      case .settings: settings.list
      case .log: log.list
      }
    }
    set {
      switch overlays.last {
      case .pane(var pane):
        pane.scroll = newValue
        overlays[overlays.count - 1] = .pane(pane)
        return
      case .record(var sheet):
        sheet.scroll = newValue
        overlays[overlays.count - 1] = .record(sheet)
        return
      default: break
      }
      switch view {
      case .overview: overview = newValue
      case .info: info.list = newValue
      case .preview:
        if preview.isSideFocused {
          preview.sideScroll = newValue
        } else if preview.mode == .bytes {
          preview.bytesScroll = newValue
        } else {
          preview.list = newValue
        }
      case .channels: channels = newValue
      case .spool: spool.list = newValue
      case .journal: journal.list = newValue
      case .machineID: identity = newValue
      case .settings: settings.list = newValue
      case .log: log.list = newValue
      }
    }
  }

  /// After every change: cursors stay in their lists, and on the screen.
  mutating func settle() {
    layOutText()
    var list = focusedList
    let before = list
    if isScrolling {
      list.settleScroll(count: rowCount, height: pageHeight)
    } else {
      // The overview scrolls by its lines, not by its targets.
      list.settle(count: rowCount, height: view == .overview && overlays.isEmpty ? rowCount : pageHeight)
    }
    if list != before { focusedList = list }
  }

  /// Moves the cursor, or the window over a text.
  mutating func move(by count: Int) {
    var list = focusedList
    if isScrolling { list.top += count } else { list.selected += count }
    list.selected = max(0, list.selected)
    focusedList = list
  }
}
