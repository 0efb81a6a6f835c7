import Terminal

/// A piece of a line and what it means.
struct Span {
  var text: String
  var style: Style

  init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

extension Canvas {
  /// Draws the pieces one after the other in at most `width` columns. What does not fit ends in an ellipsis.
  @discardableResult
  mutating func put(_ spans: [Span], row: Int, column: Int, width: Int = .max) -> Int {
    let end = min(size.columns, width == .max ? size.columns : column + width)
    let widths = spans.map { glyphs.width(of: $0.text) }
    var rest = widths.reduce(0, +)
    let mark = glyphs.width(of: glyphs.ellipsis)
    var next = column
    for (span, width) in zip(spans, widths) {
      rest -= width
      let room = end - next
      let isLast = rest == 0
      if width <= room, isLast || room - width >= min(rest, mark) {
        next = put(span.text, row: row, column: next, width: room, style: span.style)
        continue
      }
      // This piece is the last that gets a place: the ellipsis stands for its end and for all that follows.
      let text = width <= room ? span.text + glyphs.ellipsis : span.text
      let shown = width <= room ? glyphs.clipped(span.text + String(repeating: "x", count: rest), to: room) : text
      return put(shown, row: row, column: next, width: room, style: span.style)
    }
    return next
  }
}
