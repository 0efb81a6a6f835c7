import Platform
import Report

/// The server's side of HTTP/1.1 as far as a sink needs it: POST and PUT, `Content-Length` or chunked, keep-alive.
final class SinkConversation: Conversation {
  static let headLimit = 64 << 10

  private let bodyLimit: Int
  private let take: @Sendable (SinkRequest) -> SinkResponse
  private var state = State.head

  private enum State {
    case head
    case length(HTTPHead, Int, [UInt8])
    case chunked(HTTPHead, ChunkedBody)
  }

  private static let headEnd = Array("\r\n\r\n".utf8)

  /// `take` is called once for each whole request.
  init(bodyLimit: Int, take: @Sendable @escaping (SinkRequest) -> SinkResponse) {
    self.bodyLimit = bodyLimit
    self.take = take
  }

  func next(_ input: inout [UInt8]) -> ConversationStep? {
    switch state {
    case .head: return readHead(&input)
    case .length(let head, let length, var body):
      // Lets go of the copy in the state, so that the body grows in place.
      state = .head
      let piece = input.prefix(length - body.count)
      body += piece
      input.removeFirst(piece.count)
      if body.count == length { return finish(head, body) }
      state = .length(head, length, body)
      return nil
    case .chunked(let head, var chunks):
      state = .head
      switch chunks.take(&input) {
      case .done: return finish(head, chunks.body)
      case .invalid: return refusal(400)
      case .tooLarge: return refusal(413)
      case .needsMore:
        state = .chunked(head, chunks)
        return nil
      }
    }
  }

  private func readHead(_ input: inout [UInt8]) -> ConversationStep? {
    guard let end = Self.endOfHead(input) else {
      return input.count > Self.headLimit ? refusal(431) : nil
    }
    let text = String(decoding: input[..<end], as: UTF8.self)
    input.removeFirst(end + Self.headEnd.count)
    guard let head = HTTPHead(text) else { return refusal(400) }
    guard head.method == "POST" || head.method == "PUT" else { return refusal(405) }
    switch head.framing {
    case .invalid: return refusal(400)
    case .none: return refusal(411)
    case .length(let length):
      guard length <= bodyLimit else { return refusal(413) }
      if length == 0 { return finish(head, []) }
      state = .length(head, length, [])
    case .chunked:
      state = .chunked(head, ChunkedBody(limit: bodyLimit))
    }
    if head.expectsContinue { return ConversationStep(output: Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
    return next(&input)
  }

  private func finish(_ head: HTTPHead, _ body: [UInt8]) -> ConversationStep {
    let request = SinkRequest(method: head.method, path: head.target, headers: head.headers, body: body)
    switch take(request) {
    case .close: return ConversationStep(then: .close)
    case .hang: return ConversationStep(then: .hang)
    case .answer(let status, let headers, let body):
      return Self.step(status, headers, body, closes: head.wantsClose)
    }
  }

  /// After a request that could not be read to its end the next one cannot be found.
  private func refusal(_ status: Int) -> ConversationStep { Self.step(status, [], [], closes: true) }

  private static func step(
    _ status: Int, _ headers: [SealedRequest.Header], _ body: [UInt8], closes: Bool
  ) -> ConversationStep {
    var text = "HTTP/1.1 \(status) \(reason(status))\r\n"
    for header in headers { text += "\(header.name): \(header.value)\r\n" }
    // A 204 has no body and no length (RFC 9110, section 8.6).
    if status != 204 { text += "Content-Length: \(body.count)\r\n" }
    if closes { text += "Connection: close\r\n" }
    let bytes = Array((text + "\r\n").utf8) + (status == 204 ? [] : body)
    return ConversationStep(output: bytes, then: closes ? .close : .goOn)
  }

  private static func endOfHead(_ input: [UInt8]) -> Int? {
    let seen = min(input.count, headLimit)
    guard seen >= headEnd.count else { return nil }
    return (0...(seen - headEnd.count)).first { input[$0..<($0 + headEnd.count)].elementsEqual(headEnd) }
  }

  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 400: "Bad Request"
    case 405: "Method Not Allowed"
    case 411: "Length Required"
    case 413: "Content Too Large"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 503: "Service Unavailable"
    default: "Status"
    }
  }
}
