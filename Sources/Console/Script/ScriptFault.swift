import Platform

/// A script that did not get what it wanted.
public struct ScriptFault: Explained, Equatable {
  public var what: String
  /// `FILE:LINE`.
  public var place: String
  /// The screen as it was then; empty when the script could not be read.
  public var screen: String

  public var explanation: Explanation {
    Explanation(what, at: place, remedy: "correct the script, or look at the screen it met", exit: .failed)
  }

  /// For standard error: the explanation's line, then the screen, each of its lines behind a bar.
  public var report: String {
    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return ([explanation.line] + lines.map { "| " + $0 }).joined(separator: "\n") + "\n"
  }
}
