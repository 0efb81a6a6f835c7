/// Where the cursor of a list is and which part of it is on the screen.
struct ListState: Equatable, Sendable {
  var selected = 0
  var top = 0

  /// Keeps both inside a list of `count` rows of which `height` fit, and the cursor on the screen.
  mutating func settle(count: Int, height: Int) {
    selected = max(0, min(selected, count - 1))
    top = min(top, selected)
    if height > 0, selected >= top + height { top = selected - height + 1 }
    top = max(0, min(top, count - height))
  }

  /// Keeps a text without a cursor from being scrolled out of its window.
  mutating func settleScroll(count: Int, height: Int) {
    top = max(0, min(top, count - height))
    selected = top
  }
}
