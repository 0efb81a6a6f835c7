import Terminal

/// What a line typed at the flat console means, in keys.
enum PlainInput: Equatable {
  case keys([Key])
  /// The whole of a prompt's line, then Enter.
  case answer(String)
  /// The cursor to a line of the list.
  case line(Int)
  case again
  case unknown(String)

  /// Reads a line: an answer where something is asked, else `:command`, `/filter`, a view's digit, `line N`, the word
  /// of an action in reach, the name of a key, or a script's `key NAME` and `type TEXT`.
  static func read(_ text: String, in state: ConsoleState) -> PlainInput {
    let line = text.trimmed
    switch state.overlays.last {
    case .prompt: return line == "back" ? .keys([.escape]) : .answer(line)
    case .consent where line != "back" && !line.isEmpty:
      if let key = key(ofWord: line, state) { return .keys([key]) }
      return .keys(line.map(Key.character) + [.enter])
    case .confirm:
      if ["yes", "y"].contains(line.lowercased()) { return .keys([.enter]) }
      if ["no", "n"].contains(line.lowercased()) { return .keys([.escape]) }
    default: break
    }
    if line.isEmpty { return .again }
    if line.hasPrefix(":") || line.hasPrefix("/"), line.count > 1, let first = line.first {
      return .keys([.character(first), .control("u")] + line.dropFirst().map(Key.character) + [.enter])
    }
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    if words.count == 2, words[0] == "line" || words[0] == "go", let number = Int(words[1]), number > 0 {
      return .line(number)
    }
    if words.count == 2, words[0] == "key", let key = Key(name: words[1]) { return .keys([key]) }
    if words.count == 2, words[0] == "type" { return .keys(words[1].map(Key.character)) }
    switch line.lowercased() {
    case "back", "stop", "close": return .keys([.escape])
    case "quit", "exit": return .keys([.character("q")])
    case "again", "repeat": return .again
    default: break
    }
    if let key = key(ofWord: line, state) ?? Key(name: line) { return .keys([key]) }
    return .unknown(line)
  }

  /// The key whose label in the footer or the help is this word.
  private static func key(ofWord word: String, _ state: ConsoleState) -> Key? {
    for context in state.contexts {
      let found = KeyTable.all.first { $0.context == context && $0.label.lowercased() == word.lowercased() }
      if let key = found?.keys.first { return key }
    }
    return nil
  }
}
