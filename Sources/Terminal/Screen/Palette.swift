import CNcurses

/// The theme in curses' terms: one colour pair for each colour that occurs, on the terminal's own background.
struct Palette {
  private var looks: [Style: (attributes: attr_t, pair: Int32)] = [:]

  init(_ theme: Theme) {
    let isColored = theme.name != .mono && has_colors()
    if isColored {
      start_color()
      use_default_colors()
    }
    var pairs: [Int: Int32] = [:]
    for role in Role.allCases {
      for selected in [false, true] {
        let style = Style(role, selected: selected)
        let paint = theme.paint(style)
        var attributes: attr_t = 0
        if paint.isBold { attributes |= CN_BOLD }
        if paint.isDim { attributes |= CN_DIM }
        if paint.isReverse { attributes |= CN_REVERSE }
        if paint.isUnderlined { attributes |= CN_UNDERLINE }
        var pair: Int32 = 0
        if isColored, let color = paint.color {
          pair = pairs[color] ?? Int32(pairs.count + 1)
          pairs[color] = pair
          // Eight-colour terminals make the bright eight by bold.
          if color >= Int(cn_colors()) { attributes |= CN_BOLD }
          init_pair(Int16(pair), Int16(color % max(1, Int(cn_colors()))), -1)
        }
        looks[style] = (attributes, pair)
      }
    }
  }

  func look(of style: Style) -> (attributes: attr_t, pair: Int32) { looks[style] ?? (0, 0) }
}
