import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Stands between a connection's HTTP parts and the server: closes connections that say nothing, that send too slowly
/// or are too many, and answers what the parser refuses. The server itself waits for ever.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum State {
    /// No request, or the head of one is coming.
    case idle
    /// A body is coming; how many bytes since the last look.
    case body(Int)
    /// The server has all it needs.
    case answering
    /// The last answer is out: what still comes is thrown away, until the peer has had time to read the answer.
    case lingering
  }

  private let limits: Limits
  private let connections: Budget
  private var state = State.idle
  private var isCounted = false
  /// Requests whose answer is not whole yet; an answer may be whole before its request is.
  private var answersDue = 0
  private var closesAfterAnswer = false
  private var isHalfAnswered = false
  private var timer: Scheduled<Void>?
  /// Whether the server wants more. While it does not (it is busy with what came), the peer is not slow.
  private var wantsMore = false
  private static let lingerSeconds: Int64 = 2

  init(_ limits: Limits, connections: Budget) {
    self.limits = limits
    self.connections = connections
  }

  func channelActive(context: ChannelHandlerContext) {
    isCounted = connections.take(1)
    context.fireChannelActive()
    if isCounted {
      awaitRequest(context)
    } else {
      refuse(context, .serviceUnavailable, "too many connections", retryAfter: 5)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func leave() {
    timer?.cancel()
    timer = nil
    if isCounted { connections.give(1) }
    isCounted = false
  }

  func read(context: ChannelHandlerContext) {
    wantsMore = true
    context.read()
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    wantsMore = false
    context.fireChannelReadComplete()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .lingering = state {
      context.read()
      return
    }
    switch unwrapInboundIn(data) {
    case .head(let head):
      answersDue += 1
      state = .body(limits.slowestBytes)
      closesAfterAnswer = false
      look(context)
      if head.headerFields[.expect]?.lowercased() == "100-continue" {
        let go = HTTPResponse(status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
      }
    case .body(let buffer):
      if case .body(let count) = state { state = .body(count + buffer.readableBytes) }
    case .end:
      guard case .body = state else { break }
      if answersDue > 0 {
        state = .answering
        timer?.cancel()
      } else {
        awaitRequest(context)
      }
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .lingering = state {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(let head):
      isHalfAnswered = true
      if head.headerFields[.connection]?.lowercased() == "close" { closesAfterAnswer = true }
      context.write(data, promise: promise)
    case .body:
      context.write(data, promise: promise)
    case .end:
      isHalfAnswered = false
      answersDue -= 1
      if closesAfterAnswer {
        context.writeAndFlush(data, promise: promise)
        linger(context)
      } else {
        context.write(data, promise: promise)
        // A body that is still coming stays under watch.
        if case .answering = state, answersDue <= 0 { awaitRequest(context) }
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let fault = error as? HTTPParserError, !isHalfAnswered else {
      context.fireErrorCaught(error)
      return
    }
    if case .lingering = state { return }
    if case .idle = state {
      let isLong = fault == .headerOverflow
      refuse(
        context, isLong ? .requestHeaderFieldsTooLarge : .badRequest,
        isLong ? "the headers are too large" : "the request is no HTTP")
    } else {
      // The rest of a body: what waits for it is told.
      context.fireErrorCaught(error)
    }
  }

  /// Waits for the next request.
  private func awaitRequest(_ context: ChannelHandlerContext) {
    state = .idle
    schedule(context, limits.idleSeconds) { guardian, context in
      if case .idle = guardian.state { context.close(promise: nil) }
    }
  }

  /// Looks after a while at how much of the body has come.
  private func look(_ context: ChannelHandlerContext) {
    schedule(context, limits.slowestPeriodSeconds) { guardian, context in
      guard case .body(let count) = guardian.state else { return }
      if count < guardian.limits.slowestBytes, guardian.wantsMore {
        guardian.refuse(context, .requestTimeout, "the body comes too slowly")
      } else {
        guardian.state = .body(0)
        guardian.look(context)
      }
    }
  }

  private func refuse(
    _ context: ChannelHandlerContext, _ status: HTTPResponse.Status, _ message: String, retryAfter: Int? = nil
  ) {
    guard !isHalfAnswered else {
      context.close(promise: nil)
      return
    }
    let body = ByteBuffer(string: "{\"message\":\"\(message)\"}\n")
    var fields: HTTPFields = [
      .contentType: "application/json", .contentLength: String(body.readableBytes), .connection: "close",
    ]
    if let retryAfter { fields[.retryAfter] = String(retryAfter) }
    context.write(wrapOutboundOut(.head(HTTPResponse(status: status, headerFields: fields))), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    linger(context)
  }

  /// Closing at once, with bytes of the peer unread, would take the answer from it.
  private func linger(_ context: ChannelHandlerContext) {
    state = .lingering
    context.close(mode: .output, promise: nil)
    schedule(context, Self.lingerSeconds) { _, context in context.close(promise: nil) }
    context.read()
  }

  private func schedule(
    _ context: ChannelHandlerContext, _ seconds: Int64,
    _ act: @escaping @Sendable (ConnectionGuard, ChannelHandlerContext) -> Void
  ) {
    timer?.cancel()
    let bound = NIOLoopBound((guardian: self, context: context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: .seconds(seconds)) {
      act(bound.value.guardian, bound.value.context)
    }
  }
}
