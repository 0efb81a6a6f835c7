/// Where local programs hand their records over.
public struct ProbeStatus: Sendable, Equatable {
  /// The path of the socket that is open, nil when none is.
  public var socket: String?
  /// Why records of programs cannot be taken, in one line.
  public var trouble: String?

  public init(socket: String?, trouble: String? = nil) {
    self.socket = socket
    self.trouble = trouble
  }
}
