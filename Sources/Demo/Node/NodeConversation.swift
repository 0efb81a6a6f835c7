import InfoProtocol
import Platform

/// The node's side of the Info protocol: whole messages in, one answer each, names in the order asked.
final class NodeConversation: Conversation {
  /// A request of more is no request.
  static let requestLimit = 1 << 20

  private let answers: DemoAnswers
  private let log: NodeLog
  private let elapsed: @Sendable () -> Int64

  init(answers: DemoAnswers, log: NodeLog, elapsed: @Sendable @escaping () -> Int64) {
    self.answers = answers
    self.log = log
    self.elapsed = elapsed
  }

  func next(_ input: inout [UInt8]) -> ConversationStep? {
    guard let header = InfoHeader(input) else { return nil }
    // The real node closes on anything else without a word.
    guard header.isInfo, header.length <= UInt64(Self.requestLimit) else {
      input = []
      return ConversationStep(then: .close)
    }
    let end = InfoHeader.size + Int(header.length)
    guard input.count >= end else { return nil }
    let names = input[InfoHeader.size..<end].split(separator: UInt8(ascii: "\n")).map {
      String(decoding: $0, as: UTF8.self)
    }
    input.removeFirst(end)
    log.add(names)
    let now = elapsed()
    var body: [UInt8] = []
    for name in names { body += Array((answers.line(for: name, at: now) ?? "").utf8) }
    return ConversationStep(output: InfoMessage.framed(body))
  }
}
