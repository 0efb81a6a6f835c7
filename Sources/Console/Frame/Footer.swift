import Terminal

/// The last rows: the views, and the keys of what has the focus. Each of them can be clicked.
struct Footer {
  struct Item: Equatable {
    var row: Int
    var column: Int
    var width: Int
    var keyText: String
    var label: String
    var key: Key
    var isCurrent = false
    var isDisabled = false
  }

  let items: [Item]

  init(_ state: ConsoleState) {
    let layout = state.layout
    var items: [Item] = []
    if let row = layout.tabsRow { items += Self.tabs(state, row) }
    items += Self.keys(state, layout.keysRow)
    self.items = items
  }

  /// The key behind a place on the screen.
  func key(row: Int, column: Int) -> Key? {
    items.first { $0.row == row && column >= $0.column && column < $0.column + $0.width }?.key
  }

  func draw(on canvas: inout Canvas) {
    for item in items {
      let label = item.label.isEmpty ? "" : " " + item.label
      let spans = [Span(item.keyText, item.isDisabled ? .muted : .key), Span(label, item.isDisabled ? .muted : .plain)]
      canvas.put(spans, row: item.row, column: item.column, width: item.width)
      if item.isCurrent { canvas.select(Area(row: item.row, column: item.column, width: item.width, height: 1)) }
    }
  }

  private static func tabs(_ state: ConsoleState, _ row: Int) -> [Item] {
    let full = ViewID.allCases.map { "\($0.rawValue) \($0.title)" }
    let isFull = full.map(\.count).reduce(1, +) + full.count <= state.size.columns
    // The gap widens with the screen.
    let gap = isFull && full.map(\.count).reduce(1, +) + 3 * full.count <= state.size.columns ? 3 : 1
    var column = 1
    return ViewID.allCases.map { view in
      let isCurrent = view == state.view
      let label = isFull || isCurrent ? view.title : ""
      let width = 1 + (label.isEmpty ? 0 : 1 + label.count)
      let item = Item(
        row: row, column: column, width: width, keyText: String(view.rawValue), label: label,
        key: .character(Character(String(view.rawValue))), isCurrent: isCurrent)
      column += width + gap
      return item
    }
  }

  private static func keys(_ state: ConsoleState, _ row: Int) -> [Item] {
    let isPlain = state.overlays.isEmpty
    // The way out is never pushed off the screen.
    let ways = state.footerBindings.filter { !isPlain && $0.action == .back }.compactMap { way in
      way.keys.first.map { ($0, way.label) }
    }
    let fixed: [(Key, String)] =
      isPlain ? [(.character(":"), "command"), (.character("?"), "help"), (.character("q"), "quit")] : ways
    if state.layout.isCompact, isPlain {
      var items = [Item(row: row, column: 0, width: 1, keyText: "?", label: "", key: .character("?"))]
      items.append(Item(row: row, column: 2, width: 1, keyText: ":", label: "", key: .character(":")))
      items.append(Item(row: row, column: 4, width: 1, keyText: "q", label: "", key: .character("q")))
      let name = state.view.title
      let column = state.size.columns - name.count - 3
      if column > 6 {
        items.append(
          Item(
            row: row, column: column, width: name.count + 2, keyText: String(state.view.rawValue), label: name,
            key: .character(Character(String(state.view.rawValue))), isCurrent: true))
      }
      return items.filter { $0.column < state.size.columns }
    }
    let bindings = state.footerBindings.filter { isPlain || $0.action != .back }
    let fixedWidth = fixed.map { $0.0.name.count + 1 + $0.1.count + 2 }.reduce(0, +)
    var column = 1
    var items: [Item] = []
    func add(_ key: Key, _ label: String, disabled: Bool) {
      let text = KeyBinding.shown(key, glyphs: state.glyphs)
      let width = state.glyphs.width(of: text) + 1 + label.count
      items.append(
        Item(row: row, column: column, width: width, keyText: text, label: label, key: key, isDisabled: disabled))
      column += width + 2
    }
    for binding in bindings {
      guard let key = binding.keys.first else { continue }
      let width = state.glyphs.width(of: KeyBinding.shown(key, glyphs: state.glyphs)) + 1 + binding.label.count
      // What has no room is in the help, which always has.
      guard column + width + 2 + fixedWidth <= state.size.columns + 1
      else { break }
      add(key, binding.label, disabled: binding.reason(in: state) != nil)
    }
    for (key, label) in fixed { add(key, label, disabled: false) }
    return items
  }
}

extension ConsoleState {
  /// What the footer shows of the focused context, its most important keys first.
  var footerBindings: [KeyBinding] {
    guard let context = contexts.first else { return [] }
    var own = KeyTable.all.filter { $0.context == context && $0.isInFooter && !(isReadOnly && $0.isDangerous) }
    if context == .overview, status?.destinations.contains(where: { $0.state == .on }) == false, !isReadOnly {
      own = KeyTable.all.filter { $0.action == .agree } + own
    }
    if context == .overview, overlays.isEmpty, !isReadOnly, (status?.spool.count ?? 0) > 0 {
      own += KeyTable.all.filter { $0.action == .retry }
    }
    guard case .confirm(let confirmation)? = overlays.last, !layout.isCompact else { return own }
    return own.map { binding in
      var binding = binding
      if binding.action == .accept { binding.label = confirmation.verb }
      return binding
    }
  }
}
