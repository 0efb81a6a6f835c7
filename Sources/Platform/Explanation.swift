/// How a command ends, in the words of sysexits.h. The raw value is the exit code.
public enum ExitStatus: Int32, Sendable {
  case done = 0
  case failed = 1
  /// Wrong arguments, of the older tools that say it so.
  case misused = 2
  /// What was asked about does not run (LSB).
  case notRunning = 3
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case cannotCreate = 73
  case io = 74
  /// Accepted into the spool, not yet delivered.
  case waiting = 75
  case noPermission = 77
  case badConfiguration = 78
}

/// An error in the three parts an administrator needs: what happened, where, and what to do about it.
public struct Explanation: Sendable, Equatable {
  /// What happened: no capital, no full stop.
  public var what: String
  /// Where: a path, `file:line`, a URL, an address.
  public var place: String
  /// What to do, or nil when nothing sensible can be said.
  public var remedy: String?
  public var exit: ExitStatus

  public init(_ what: String, at place: String, remedy: String? = nil, exit: ExitStatus = .failed) {
    self.what = what
    self.place = place
    self.remedy = remedy
    self.exit = exit
  }

  /// `what: where: what to do`, safe for a terminal: control bytes from outside are shown, not sent.
  public var line: String {
    [what, place, remedy ?? ""].filter { !$0.isEmpty }.map(SafeText.escaped).joined(separator: ": ")
  }
}

/// An error that is data and can say itself in words. Every error of the program is one.
public protocol Explained: Error, Sendable {
  var explanation: Explanation { get }
}

extension Explanation: Explained {
  public var explanation: Explanation { self }
}

/// The one renderer: any error as an explanation.
public func explain(_ error: any Error) -> Explanation {
  if let known = error as? any Explained { return known.explanation }
  return Explanation("unexpected error \(error)", at: "")
}
