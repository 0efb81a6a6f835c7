import CPlatform
import Glibc
import Platform

/// What is known about the terminal before it is opened.
public struct TerminalAbilities: Sendable, Equatable {
  public var type: String
  /// The locale encodes text as UTF-8.
  public var isUTF8: Bool
  /// It holds back painting between two marks (private mode 2026), so that a frame is never seen half.
  public var synchronizes: Bool
  public var isTmux: Bool
  /// `NO_COLOR` is set and not empty.
  public var refusesColor: Bool

  /// Throws when standard input or output is no terminal, or TERM names one without a cursor.
  public static func current(_ environment: Environment = .current()) throws(TerminalFault) -> TerminalAbilities {
    guard isatty(0) == 1, isatty(1) == 1 else { throw .noTerminal }
    let type = environment["TERM"] ?? ""
    guard !["", "dumb", "unknown"].contains(type) else { throw .tooSimple(type: type) }
    return TerminalAbilities(environment, type: type, isUTF8: cp_locale_is_utf8() == 1)
  }

  init(_ environment: Environment, type: String, isUTF8: Bool) {
    self.type = type
    self.isUTF8 = isUTF8
    isTmux = environment.nonEmpty("TMUX") != nil
    refusesColor = environment.nonEmpty("NO_COLOR") != nil
    synchronizes = !isTmux && Self.synchronizes(environment, type)
  }

  /// Terminals whose own documents say so. tmux before 3.4 does not, and nobody can tell by TERM which it is.
  private static func synchronizes(_ environment: Environment, _ type: String) -> Bool {
    if ["xterm-kitty", "xterm-ghostty", "contour"].contains(type) { return true }
    if ["foot", "alacritty", "wezterm"].contains(where: type.hasPrefix) { return true }
    if ["WezTerm", "iTerm.app", "ghostty", "contour"].contains(environment["TERM_PROGRAM"] ?? "") { return true }
    return (environment["VTE_VERSION"].flatMap { Int($0) } ?? 0) >= 6800
  }
}
