/// How a meaning looks: a colour of the terminal's own palette on its own background, and attributes.
public struct Paint: Sendable, Equatable {
  /// 0 to 15 of the terminal's palette; nil for its default colour.
  public var color: Int?
  public var isBold = false
  public var isDim = false
  public var isReverse = false
  public var isUnderlined = false

  /// `color 2 bold`, `default` when nothing is special.
  public var words: String {
    var words: [String] = []
    if let color { words.append("color \(color)") }
    if isBold { words.append("bold") }
    if isDim { words.append("dim") }
    if isReverse { words.append("reverse") }
    if isUnderlined { words.append("underline") }
    return words.isEmpty ? "default" : words.joined(separator: " ")
  }
}

/// Which paint each meaning gets. No theme sets a background: what the administrator chose for the terminal stays.
public struct Theme: Sendable, Equatable {
  public enum Name: String, Sendable, CaseIterable {
    /// The terminal's own first eight colours.
    case terminal
    case light
    case dark
    /// Blue and yellow in place of green and red (deuteranopia, protanopia).
    case colorblind
    case mono
  }

  public var name: Name

  /// `mono` when colours are not wanted (`NO_COLOR`, `--no-color`).
  public init(_ name: Name = .terminal, color: Bool = true) { self.name = color ? name : .mono }

  public func paint(_ style: Style) -> Paint {
    var paint = base(style.role)
    if name != .mono { paint.color = color(of: style.role) }
    // Dim and reverse together cannot be read on many terminals.
    if style.isSelected { (paint.isReverse, paint.isDim) = (true, false) }
    return paint
  }

  private func base(_ role: Role) -> Paint {
    switch role {
    case .plain, .input: Paint()
    case .strong, .title, .heading, .attention, .bad: Paint(isBold: true)
    case .good: Paint(isBold: name == .mono)
    case .key: Paint(isBold: true, isUnderlined: false)
    case .muted, .rule: Paint(isDim: name != .light)
    case .hidden: Paint(isUnderlined: name == .mono)
    }
  }

  private func color(of role: Role) -> Int? {
    let colors: (good: Int, attention: Int, bad: Int, key: Int, hidden: Int, heading: Int?) =
      switch name {
      case .terminal: (2, 3, 1, 6, 5, nil)
      case .dark: (10, 11, 9, 14, 13, 12)
      case .light: (2, 5, 1, 4, 4, nil)
      case .colorblind: (4, 3, 3, 6, 5, nil)
      case .mono: (0, 0, 0, 0, 0, nil)
      }
    return switch role {
    case .good: colors.good
    case .attention: colors.attention
    case .bad: colors.bad
    case .key: colors.key
    case .hidden: colors.hidden
    case .heading: colors.heading
    case .plain, .strong, .muted, .title, .rule, .input: nil
    }
  }
}
