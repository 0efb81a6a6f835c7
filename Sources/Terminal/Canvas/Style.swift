/// What a piece of the screen means. A theme says how that looks.
public enum Role: UInt8, Sendable, CaseIterable {
  case plain, strong, muted, heading, title, rule, key, good, attention, bad, hidden, input

  /// The letter that stands for it in a canvas's attribute form.
  public var letter: Character {
    switch self {
    case .plain: "."
    case .strong: "s"
    case .muted: "m"
    case .heading: "h"
    case .title: "t"
    case .rule: "r"
    case .key: "k"
    case .good: "g"
    case .attention: "a"
    case .bad: "b"
    case .hidden: "w"
    case .input: "i"
    }
  }

  public var name: String {
    switch self {
    case .plain: "plain"
    case .strong: "strong"
    case .muted: "muted"
    case .heading: "heading"
    case .title: "title"
    case .rule: "rule"
    case .key: "key"
    case .good: "good"
    case .attention: "attention"
    case .bad: "bad"
    case .hidden: "hidden"
    case .input: "input"
    }
  }
}

/// A meaning, and whether the cursor is on it.
public struct Style: Sendable, Hashable {
  public var role: Role
  public var isSelected: Bool

  public init(_ role: Role, selected: Bool = false) {
    self.role = role
    self.isSelected = selected
  }

  public static let plain = Style(.plain)
  public static let strong = Style(.strong)
  public static let muted = Style(.muted)
  public static let heading = Style(.heading)
  public static let title = Style(.title)
  public static let rule = Style(.rule)
  public static let key = Style(.key)
  public static let good = Style(.good)
  public static let attention = Style(.attention)
  public static let bad = Style(.bad)
  public static let hidden = Style(.hidden)
  public static let input = Style(.input)
}

/// One column of one row.
public struct Cell: Sendable, Equatable {
  /// A base character and its marks; empty for the right half of a wide one.
  public var text: String
  /// 1, 2, or 0 for the right half of a wide character.
  public var width: UInt8
  public var style: Style

  public init(_ text: String, width: UInt8 = 1, style: Style = .plain) {
    self.text = text
    self.width = width
    self.style = style
  }

  public static let blank = Cell(" ")
}
