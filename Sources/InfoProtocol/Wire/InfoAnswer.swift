/// What a node said to one name.
public struct InfoAnswer: Sendable, Equatable {
  public var name: String
  public var outcome: Outcome
  /// Lines after the first, as `get-sl:` has one on 4.9 and 5.7. The old agent never looked at them; nor does a report.
  public var continuation: [String]

  public enum Outcome: Sendable, Equatable {
    /// The first line behind the TAB; it may be empty.
    case value(String)
    /// The node knows the name, or says that it does not, in words: `ERROR:4:unrecognized command`.
    case refused(String)
    /// The name was left out: the node does not know it (4.9, 5.7).
    case absent
  }

  public init(name: String, outcome: Outcome, continuation: [String] = []) {
    self.name = name
    self.outcome = outcome
    self.continuation = continuation
  }

  /// The value, nil when absent or refused.
  public var value: String? { if case .value(let text) = outcome { text } else { nil } }
  /// The node's refusal, nil when it did answer or left the name out.
  public var refusal: String? { if case .refused(let text) = outcome { text } else { nil } }
}
