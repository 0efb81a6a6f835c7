import Platform

/// Everything a node said in one round.
public struct NodeAnswers: Sendable, Equatable {
  public var address: NodeAddress
  public var scope: RoundScope
  public var answers: InfoAnswers
  /// In the node's order, without repetition.
  public var namespaces: [String]
  /// In the node's order; empty where the scope has none.
  public var indexes: [NodeIndex]
  public var build: NodeBuild
  public var messages: Int
  public var roundTrips: Int
  /// Sent and received, headers included.
  public var bytes: Int
  /// From the first request to the last answer, in milliseconds.
  public var elapsed: Int64

  public init(
    address: NodeAddress, scope: RoundScope, answers: InfoAnswers, namespaces: [String], indexes: [NodeIndex],
    build: NodeBuild, messages: Int, roundTrips: Int, bytes: Int, elapsed: Int64
  ) {
    self.address = address
    self.scope = scope
    self.answers = answers
    self.namespaces = namespaces
    self.indexes = indexes
    self.build = build
    self.messages = messages
    self.roundTrips = roundTrips
    self.bytes = bytes
    self.elapsed = elapsed
  }

  /// The value of a name; nil when absent or refused.
  public func value(_ name: String) -> String? { answers.value(name) }
}
