import HTTPTypes
import Hummingbird
import Storage

/// Decides who answers a request: what agents send goes straight to the receiver, everything else to the pages.
struct Doorman: HTTPResponder {
  typealias Context = CollectorContext

  let receiver: Receiver
  let rates: RateLimiter
  let reading: RouterResponder<CollectorContext>

  func respond(to request: Request, context: CollectorContext) async throws -> Response {
    if let delay = rates.delay(for: context.remoteAddress, now: receiver.uptime()) {
      return .message(
        .tooManyRequests, "too many requests from this address",
        [.retryAfter: String(delay), .connection: "close"])
    }
    let path = request.uri.path
    if path == "/receipt-key" { return await receiptKey(request) }
    guard let form = WireForm(rawValue: path) else { return try await reading.respond(to: request, context: context) }
    if form.takes(request.method) { return try await receiver.receive(form, request) }
    switch (form, request.method) {
    case (_, .options): return Response(status: .noContent, headers: [.allow: form.allowed])
    case (.root, .get), (.root, .head): return try await reading.respond(to: request, context: context)
    case (.headers, .get), (.headers, .head):
      // As the backend did: who looks where records are sent is shown the pages.
      return Response(status: .found, headers: [.location: "/"])
    default: return wrongMethod(form.allowed)
    }
  }

  private func wrongMethod(_ allowed: String) -> Response {
    .message(.methodNotAllowed, "the path takes only \(allowed)", [.allow: allowed])
  }

  private func receiptKey(_ request: Request) async -> Response {
    guard request.method == .get || request.method == .head else { return wrongMethod("GET, HEAD") }
    do throws(StoreFault) {
      let key = try await receiver.receipts.key()
      let answer = Response.json(
        .ok, Array("{\"algorithm\":\"Ed25519\",\"id\":\"\(key.id)\",\"key\":\"\(key.hex)\"}\n".utf8))
      return request.method == .head ? answer.createHeadResponse() : answer
    } catch {
      return .notKept(.store(error))
    }
  }
}

/// Says as JSON what the router and the handlers of the pages throw.
struct FaultsAsJSON: RouterMiddleware {
  typealias Context = CollectorContext

  func handle(
    _ request: Request, context: CollectorContext,
    next: (Request, CollectorContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let fault as HTTPError {
      let message = fault.body ?? fault.status.reasonPhrase.lowercased()
      return .message(
        fault.status, fault.status == .notFound ? "there is nothing at this path" : message, fault.headers)
    } catch {
      context.logger.error("a page failed", metadata: ["path": "\(request.uri.path.prefix(200))", "error": "\(error)"])
      return .message(.internalServerError, "this could not be answered; the collector's log says why")
    }
  }
}
