import Agent
import Platform
import Report
import Terminal

/// What the cursor of the overview can be on.
enum OverviewTarget: Equatable, Sendable {
  case attention(Int)
  case destination(Int)
}

extension ConsoleState {
  /// The events that the filter leaves, by their index.
  func shownEvents(of status: AgentStatus) -> [Int] {
    let filter = ownFilters[.overview] ?? ""
    return status.events.indices.filter {
      Filter.matches(filter, "\(status.events[$0].kind) \(status.events[$0].text)")
    }
  }

  var overviewTargets: [OverviewTarget] {
    guard let status else { return [] }
    return status.attention.indices.map { .attention($0) } + status.destinations.indices.map { .destination($0) }
  }
}

/// The overview as a list of lines, and the part of it that is on the screen.
struct OverviewPage {
  enum Line: Equatable {
    case blank
    case heading(String)
    case tableHeading
    case nothingNeeded
    case attention(Int)
    /// On narrow screens it takes as many lines as it needs.
    case attentionFirst(Int, String)
    case attentionRest(Int, String)
    case destination(Int)
    case detail(Int)
    case machine
    case node
    case spool
    case event(Int)
    case noEvents
  }

  let lines: [Line]
  let top: Int
  let area: Area
  private let targets: [OverviewTarget]

  init(_ state: ConsoleState) {
    area = state.layout.body
    targets = state.overviewTargets
    guard let status = state.status else {
      (lines, top) = ([], 0)
      return
    }
    var lines = Self.lines(of: status, state, spaced: true)
    if lines.count > area.height { lines = Self.lines(of: status, state, spaced: false) }
    self.lines = lines
    let selected = targets.indices.contains(state.overview.selected) ? targets[state.overview.selected] : nil
    let line = lines.firstIndex { $0.target == selected && selected != nil } ?? 0
    // The headings above the first target stay with it.
    let wanted = state.overview.selected == 0 ? 0 : line
    top = max(0, min(wanted < area.height - 1 ? 0 : wanted - area.height + 2, lines.count - area.height))
  }

  private static func lines(of status: AgentStatus, _ state: ConsoleState, spaced: Bool) -> [Line] {
    let isRoomy = spaced && state.layout.body.height >= 30
    let gap: [Line] = spaced ? [.blank] : []
    var lines: [Line] = isRoomy ? [.blank] : []
    if status.attention.isEmpty {
      lines += [.nothingNeeded]
    } else {
      lines += [.heading("NEEDS YOU")] + status.attention.indices.flatMap { attention($0, status, state) }
    }
    lines += gap + [.tableHeading]
    for index in status.destinations.indices {
      lines.append(.destination(index))
      if isRoomy { lines.append(.detail(index)) }
    }
    lines += gap + [.machine]
    if isRoomy { lines += [.node, .spool] }
    let filter = state.ownFilters[.overview] ?? ""
    lines += gap + [.heading("LAST EVENTS" + (filter.isEmpty ? "" : "   filter: \(filter)"))]
    let room = max(3, state.layout.body.height - lines.count)
    let events = state.shownEvents(of: status).reversed().prefix(room)
    lines += events.isEmpty ? [.noEvents] : events.map { .event($0) }
    return lines
  }

  private static func attention(_ index: Int, _ status: AgentStatus, _ state: ConsoleState) -> [Line] {
    guard state.layout.isCompact else { return [.attention(index)] }
    let lines = Wrap.lines(status.attention[index].text, width: state.size.columns - 4, glyphs: state.glyphs)
    return lines.enumerated().map {
      $0.offset == 0 ? .attentionFirst(index, $0.element) : .attentionRest(index, $0.element)
    }
  }

  /// Lines are left below the screen.
  var hasMore: Bool { lines.count - top > area.height }

  /// Which target is drawn in a row of the screen.
  func target(atRow row: Int) -> Int? {
    let index = top + row - area.row
    guard row >= area.row, row < area.row + area.height, lines.indices.contains(index) else { return nil }
    return lines[index].target.flatMap { targets.firstIndex(of: $0) }
  }

  /// Tab: the first target of the other part.
  static func nextSection(_ targets: [OverviewTarget], from selected: Int, _ step: Int) -> Int {
    let firstDestination = targets.firstIndex { if case .destination = $0 { true } else { false } } ?? 0
    return selected < firstDestination ? firstDestination : 0
  }
}

extension OverviewPage.Line {
  var target: OverviewTarget? {
    switch self {
    case .attention(let index), .attentionFirst(let index, _), .attentionRest(let index, _): .attention(index)
    case .destination(let index): .destination(index)
    default: nil
    }
  }
}
