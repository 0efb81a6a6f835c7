/// A key of the keyboard, as the key table, the help and scripts name it.
public enum Key: Sendable, Hashable {
  case up, down, left, right, enter, escape, tab, backTab, pageUp, pageDown, home, end, backspace, delete, insert
  case function(Int)
  /// With Control held, the letter in lower case.
  case control(Character)
  /// With Alt held, or right behind Esc.
  case alt(Character)
  case character(Character)

  private static let names: [(String, Key)] = [
    ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right), ("Enter", .enter), ("Esc", .escape),
    ("Tab", .tab), ("BackTab", .backTab), ("PgUp", .pageUp), ("PgDn", .pageDown), ("Home", .home), ("End", .end),
    ("Backspace", .backspace), ("Delete", .delete), ("Insert", .insert), ("Space", .character(" ")),
  ]

  /// `Up`, `PgDn`, `F1`, `Ctrl-L`, `Alt-b`, `Space`, or the character itself.
  public var name: String {
    if let known = Self.names.first(where: { $0.1 == self }) { return known.0 }
    return switch self {
    case .function(let number): "F\(number)"
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .alt(let character): "Alt-" + String(character)
    case .character(let character): String(character)
    default: "?"
    }
  }

  /// Reads what `name` writes, the words in any case; also `Shift-Tab` and `Escape`. nil for anything else.
  public init?(name: String) {
    if name.count == 1, let character = name.first {
      self = .character(character)
      return
    }
    let lower = name.lowercased()
    if let known = Self.names.first(where: { $0.0.lowercased() == lower }) {
      self = known.1
    } else if lower == "shift-tab" {
      self = .backTab
    } else if lower == "escape" {
      self = .escape
    } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...12).contains(number) {
      self = .function(number)
    } else if lower.hasPrefix("ctrl-"), lower.count == 6, let letter = lower.last, letter.isASCII, letter.isLetter {
      self = .control(letter)
    } else if lower.hasPrefix("alt-"), name.count == 5, let character = name.last {
      self = .alt(character)
    } else {
      return nil
    }
  }
}

/// What happens at the terminal.
public enum InputEvent: Sendable, Equatable {
  case key(Key)
  case mouse(MouseEvent)
  /// Pasted into the terminal, as it came: it may hold anything.
  case paste(String)
  case resized(Size)
}

/// A press or a turn of the wheel, where it happened.
public struct MouseEvent: Sendable, Equatable {
  public enum Action: Sendable { case press, wheelUp, wheelDown }
  public var action: Action
  public var row: Int
  public var column: Int

  public init(_ action: Action, row: Int, column: Int) {
    self.action = action
    self.row = row
    self.column = column
  }
}
