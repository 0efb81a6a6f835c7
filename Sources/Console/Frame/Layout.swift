import Terminal

/// Which rows of the screen belong to whom.
struct Layout {
  let size: Size
  /// Too small for rules and a row of views: one column, the shortest footer.
  let isCompact: Bool

  init(_ size: Size) {
    self.size = size
    isCompact = size.columns < 60 || size.rows < 18
  }

  var titleRow: Int { 0 }
  var stateRow: Int { 1 }
  var ruleRow: Int? { isCompact ? nil : 2 }
  /// The message, or a rule when there is none.
  var messageRow: Int { size.rows - (isCompact ? 2 : 3) }
  var tabsRow: Int? { isCompact ? nil : size.rows - 2 }
  var keysRow: Int { size.rows - 1 }

  var body: Area {
    let first = isCompact ? 2 : 3
    return Area(row: first, column: 0, width: size.columns, height: messageRow - first)
  }

  /// Columns from which the preview shows the field's registry entry beside the tree.
  var hasSide: Bool { size.columns >= 100 }
}
