import Terminal

/// One line of the key table: the only place where a key, its help and its place in the footer are written down.
struct KeyBinding: Sendable {
  var keys: [Key]
  var context: KeyContext
  var action: Action
  /// For the footer, one or two words.
  var label: String
  /// For the help, a sentence without capital and full stop.
  var help: String
  var isInFooter: Bool
  /// Changes or sends something: not to be had in read-only mode.
  var isDangerous: Bool
  /// Why it does nothing now, or nil when it does something.
  var disabledReason: @Sendable (ConsoleState) -> String?

  init(
    _ keys: [Key], _ context: KeyContext, _ action: Action, _ label: String, _ help: String, footer: Bool = false,
    dangerous: Bool = false, disabled: @escaping @Sendable (ConsoleState) -> String? = { _ in nil }
  ) {
    self.keys = keys
    self.context = context
    self.action = action
    self.label = label
    self.help = help
    isInFooter = footer
    isDangerous = dangerous
    disabledReason = disabled
  }

  /// Why the key does nothing now, read-only mode included.
  func reason(in state: ConsoleState) -> String? {
    if isDangerous, let bar = state.actingBar { return bar }
    return disabledReason(state)
  }

  /// `Enter`, `PgUp`, `↑`: as the footer and the help show a key.
  static func shown(_ key: Key, glyphs: Glyphs) -> String {
    switch key {
    case .up: glyphs.keyUp
    case .down: glyphs.keyDown
    case .left: glyphs.keyLeft
    case .right: glyphs.keyRight
    default: key.name
    }
  }
}
