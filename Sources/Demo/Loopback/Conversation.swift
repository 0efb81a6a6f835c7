/// One client's side of a protocol, called on the server's thread only.
protocol Conversation: AnyObject {
  /// Takes the next whole request from the front of `input` and answers it; nil when there is none yet. Must take
  /// something whenever it returns a step. Input that grows over the server's limit closes the connection.
  func next(_ input: inout [UInt8]) -> ConversationStep?
}

struct ConversationStep {
  var output: [UInt8] = []
  var then: Then = .goOn

  enum Then {
    case goOn
    /// Close when the output is sent.
    case close
    /// Keep the connection, take what comes, never answer.
    case hang
  }
}
