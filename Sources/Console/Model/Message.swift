import Platform

/// The last thing that happened, for the status line.
struct Message: Equatable, Sendable {
  enum Kind: Sendable { case good, attention, bad }
  var kind: Kind
  var text: String

  static func good(_ text: String) -> Message { Message(kind: .good, text: text) }
  static func attention(_ text: String) -> Message { Message(kind: .attention, text: text) }
  static func bad(_ text: String) -> Message { Message(kind: .bad, text: text) }
  static func bad(_ explanation: Explanation) -> Message { Message(kind: .bad, text: explanation.line) }
}
