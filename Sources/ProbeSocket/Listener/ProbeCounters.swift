/// What a listener has seen since it started.
public struct ProbeCounters: Sendable, Equatable {
  /// Records that the handler took, and that it refused.
  public var taken: UInt64 = 0
  public var refused: UInt64 = 0
  /// What was no record, by kind of fault.
  public var rejected: [ProbeFault.Kind: UInt64] = [:]
  /// Connections that were closed without a byte: no message, only counted.
  public var empty: UInt64 = 0
  /// Connections that said nothing until their time was over.
  public var silent: UInt64 = 0
  /// Times that accepting paused, because too many connections were open or no descriptor was left.
  public var pauses: UInt64 = 0
  /// Calls of the handler with messages.
  public var batches: UInt64 = 0
  /// Connections that are open now.
  public var open = 0

  public init() {}

  public var rejectedTotal: UInt64 { rejected.values.reduce(0, +) }
}
