/// A canvas as text that reads well in a diff.
extension Canvas {
  /// The rows, without the spaces at their ends; each ends in a line feed.
  public var text: String {
    var result = ""
    for row in 0..<size.rows {
      var line = ""
      for column in 0..<size.columns { line += self[row, column].text }
      while line.last == " " { line.removeLast() }
      result += line + "\n"
    }
    return result
  }

  /// A letter a cell for what it means (upper case: the cursor is on it; blank plain cells at a row's end are left
  /// out), then a line for each meaning that occurs and how the theme paints it.
  public func attributes(theme: Theme) -> String {
    var result = ""
    var used: Set<Style> = []
    for row in 0..<size.rows {
      var line = ""
      var kept = 0
      for column in 0..<size.columns {
        let style = self[row, column].style
        line += style.letters
        if style != .plain || self[row, column].text != " " { kept = column + 1 }
        used.insert(style)
      }
      result += line.prefix(kept) + "\n"
    }
    result += "--\n"
    for role in Role.allCases {
      for selected in [false, true] where used.contains(Style(role, selected: selected)) {
        let style = Style(role, selected: selected)
        result += "\(style.letters) \(role.name)\(selected ? ", selected" : ""): \(theme.paint(style).words)\n"
      }
    }
    return result
  }
}

extension Style {
  fileprivate var letters: String {
    let letter = String(role.letter)
    return isSelected ? (role == .plain ? "#" : letter.uppercased()) : letter
  }
}
