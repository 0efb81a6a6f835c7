import Platform

/// Why there is no console on this terminal.
public enum TerminalFault: Explained, Equatable {
  /// Standard input or output is no terminal.
  case noTerminal
  /// TERM is unset, or its terminal cannot move its cursor.
  case tooSimple(type: String)
  /// TERM names a terminal the terminfo database does not know.
  case unknown(type: String)
  case tooLongToCopy(bytes: Int, limit: Int)

  public var explanation: Explanation {
    switch self {
    case .noTerminal:
      Explanation(
        "the console needs a terminal", at: "standard input and output",
        remedy: "run it on a terminal, or use the command `status`", exit: .unavailable)
    case .tooSimple(let type):
      Explanation(
        "this terminal cannot show a full screen", at: "TERM=\(type)",
        remedy: "set TERM to the terminal's type, or add --plain", exit: .unavailable)
    case .unknown(let type):
      Explanation(
        "unknown terminal type", at: "TERM=\(type)",
        remedy: "set TERM to a type terminfo knows (xterm-256color, vt100), or install its description",
        exit: .unavailable)
    case .tooLongToCopy(let bytes, let limit):
      Explanation(
        "too long for the terminal's clipboard, \(bytes) bytes of at most \(limit)", at: "copy",
        remedy: "press w to write it to a file")
    }
  }
}
