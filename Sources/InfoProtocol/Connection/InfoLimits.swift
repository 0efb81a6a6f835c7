/// How long to wait for a node and how much to take from it.
public struct InfoLimits: Sendable, Equatable {
  /// Name lookup and connecting, all addresses of the name together, in milliseconds.
  public var connect: Int64
  /// One whole answer, from the request (or from the answer before it, of messages sent together) to its last byte,
  /// in milliseconds. Not per read: a node that sends a byte a second is cut off all the same.
  public var answer: Int64
  /// Bytes of all answers of one round trip.
  public var bytes: Int
  /// Names in one message; at least one goes.
  public var namesPerMessage: Int
  /// Names in one round: more namespaces or indexes than fit are refused, not cut.
  public var namesPerRound: Int

  public init(
    connect: Int64 = 2000, answer: Int64 = 5000, bytes: Int = 16 << 20, namesPerMessage: Int = 200,
    namesPerRound: Int = 20_000
  ) {
    self.connect = connect
    self.answer = answer
    self.bytes = bytes
    self.namesPerMessage = namesPerMessage
    self.namesPerRound = namesPerRound
  }

  public static let standard = InfoLimits()
}
