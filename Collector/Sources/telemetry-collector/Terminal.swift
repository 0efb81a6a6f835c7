import Foundation

/// Where passwords come from.
enum Terminal {
  /// Asked twice at a terminal, without echo; else the first line of standard input.
  static func newPassword(of name: String) throws(ProgramFault) -> String {
    guard isatty(STDIN_FILENO) == 1 else {
      guard let line = readLine(strippingNewline: true) else {
        throw ProgramFault("no password", at: "standard input", remedy: "write it on the first line", .noInput)
      }
      return line
    }
    let first = try ask("Password of \(name): ")
    guard try ask("Once more: ") == first else {
      throw ProgramFault("the two differ", at: "the password", remedy: "try again", .badData)
    }
    return first
  }

  private static func ask(_ question: String) throws(ProgramFault) -> String {
    var before = termios()
    tcgetattr(STDIN_FILENO, &before)
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    FileHandle.standardError.write(Data(question.utf8))
    // Ctrl-C in between must not leave a terminal that shows nothing.
    let handler = signal(SIGINT, SIG_IGN)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      signal(SIGINT, handler)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    guard let line = readLine(strippingNewline: true) else {
      throw ProgramFault("no password", at: "the terminal", remedy: "try again", .noInput)
    }
    return line
  }
}
