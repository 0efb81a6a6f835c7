import Terminal

/// One line of a script.
enum ScriptLine: Equatable {
  case key(Key)
  case type(String)
  case resize(Size)
  case waitIdle
  case wait(String)
  case saveScreen(String)
  case saveAttributes(String)
  case expect(String)
  case quit

  /// nil for a blank line and a comment; a failure says what is wrong with the line.
  static func read(_ text: String) -> Result<ScriptLine?, Fault> {
    let line = text.trimmed
    guard !line.isEmpty, !line.hasPrefix("#") else { return .success(nil) }
    let word = String(line.prefix { $0 != " " })
    let rest = String(line.dropFirst(word.count + 1)).trimmed
    func named(_ make: (String) -> ScriptLine, _ what: String) -> Result<ScriptLine?, Fault> {
      rest.isEmpty ? .failure(Fault("\(word) needs \(what)")) : .success(make(rest))
    }
    switch word {
    case "key":
      guard let key = Key(name: rest) else { return .failure(Fault("there is no key \(rest)")) }
      return .success(.key(key))
    case "type":
      // Spaces at the ends are typed too.
      let start = text.firstRange(of: "type ").map(\.upperBound) ?? text.endIndex
      return .success(.type(String(text[start...])))
    case "resize":
      let numbers = rest.split(separator: "x").compactMap { Int($0) }
      guard numbers.count == 2, (1...1000).contains(numbers[0]), (1...1000).contains(numbers[1]) else {
        return .failure(Fault("resize needs COLUMNSxROWS, each 1 to 1000"))
      }
      return .success(.resize(Size(columns: numbers[0], rows: numbers[1])))
    case "wait-idle": return .success(.waitIdle)
    case "wait": return named(ScriptLine.wait, "a text")
    case "save-screen": return named(ScriptLine.saveScreen, "a file name")
    case "save-attrs": return named(ScriptLine.saveAttributes, "a file name")
    case "expect": return named(ScriptLine.expect, "a text")
    case "quit": return .success(.quit)
    default: return .failure(Fault("there is no script command \(word)"))
    }
  }

  struct Fault: Error, Equatable {
    var text: String
    init(_ text: String) { self.text = text }
  }
}
