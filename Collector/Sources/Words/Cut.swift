extension String {
  /// The text, or as many of its characters as fit into so many bytes of UTF-8 with `…` behind them. A character that alone
  /// is longer goes too: marks may be piled on one without end.
  public func cut(to bytes: Int) -> String {
    guard utf8.count > bytes else { return self }
    var short = ""
    var size = 3
    for character in unicodeScalars {
      size += UTF8.width(character)
      if size > bytes { break }
      short.unicodeScalars.append(character)
    }
    return short + "…"
  }
}
