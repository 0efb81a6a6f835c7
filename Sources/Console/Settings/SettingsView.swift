import Agent
import Terminal

extension ConsoleState {
  /// Lines under the list for what is known about the chosen option.
  private var settingHelpHeight: Int { layout.body.height >= 12 ? (layout.isCompact ? 3 : 5) : 0 }

  var settingsArea: Area {
    let area = listArea(headings: 2)
    return area.top(area.height - settingHelpHeight)
  }

  var settingHelpArea: Area {
    let area = listArea(headings: 2)
    return area.below(area.height - settingHelpHeight)
  }
}

/// Draws every option: its value, where that comes from, and what it is for.
struct SettingsView {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  func draw(on canvas: inout Canvas) {
    let body = state.layout.body, area = state.settingsArea, settings = state.settings
    let changed = settings.all.count { !$0.isDefault }
    let summary = settings.isFilled ? "\(settings.all.count) settings, \(changed) set, the others at their default" : ""
    canvas.putHeading("SETTINGS", [Span(summary, .muted)], filter: settings.filter, row: body.row)
    let width = body.width - 2
    let table = Table(
      [
        .init(title: "KEY", width: width < 58 ? width / 2 : width < 110 ? 36 : 44),
        .init(title: "VALUE", width: .max), .init(title: "SET BY", width: width < 58 ? 0 : width < 110 ? 18 : 48),
      ], width: width)
    if area.row > body.row + 1 { table.drawHeadings(row: area.row - 1, column: 1, on: &canvas) }
    guard !settings.rows.isEmpty else {
      let text =
        settings.failure?.line ?? (settings.isFilled ? "no setting is like \(settings.filter)" : "asking the agent…")
      return ListRows.drawEmpty(text, in: area, on: &canvas)
    }
    ListRows.draw(settings.rows, settings.list, in: area, on: &canvas) { row, line, canvas in
      let style: Style = row.isDefault ? .muted : .plain
      let value = row.value.isEmpty ? "-" : row.value + (row.unit.map { " \($0)" } ?? "")
      table.draw(
        [Span(row.name), Span(value, row.isDefault ? .muted : .strong), Span(row.origin, style)], row: line,
        column: 1, on: &canvas)
    }
    drawHelp(&canvas)
  }

  private func drawHelp(_ canvas: inout Canvas) {
    let area = state.settingHelpArea
    guard let row = state.settings.selected, !area.isEmpty else { return }
    let room = area.below(state.layout.isCompact ? 0 : 1)
    canvas.putLines(
      SettingsView.help(row, width: area.width - 4, glyphs: canvas.glyphs, short: state.layout.isCompact),
      in: Area(row: room.row, column: 2, width: room.width - 3, height: room.height), style: .muted)
  }

  /// What is known about an option, in lines.
  static func help(_ row: SettingRow, width: Int, glyphs: Glyphs, short: Bool) -> [String] {
    var parts = Wrap.lines(row.purpose, width: width, glyphs: glyphs)
    let standard = row.defaultText.map { $0.isEmpty ? "none" : $0 } ?? "none"
    parts += Wrap.lines("Allowed: \(row.allowed). Default: \(standard).", width: width, glyphs: glyphs)
    if !short, let name = row.environmentName { parts.append("Overridden by the environment variable \(name).") }
    return parts
  }
}
