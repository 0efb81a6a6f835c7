import HTTPTypes
import Hummingbird
import Intake
import Pages
import Storage
import Words

extension ReadingSide {
  /// The API, as `openapi.yaml` describes it.
  func addAPI<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    api(router, "/api/records") { side, request, _ throws(Fault) in
      try await side.recordList(request.asked)
    }
    api(router, "/api/records/:id") { side, _, context throws(Fault) in
      guard let id = context.number("id") else { throw .wrong("Provided record id value is invalid") }
      guard let row = try await asked({ () async throws(StoreFault) in try await side.store.record(id) }) else {
        throw .missing("there is no record \(id)")
      }
      return answer(ByteBuffer(bytes: RecordJSONLine.bytes(row)), type: "application/json")
    }
    api(router, "/api/reports") { side, request, _ throws(Fault) in try await side.reportList(request.asked) }
    api(router, "/api/reports/:id") { side, _, context throws(Fault) in
      guard let id = context.number("id") else { throw .wrong("a report's id is a number") }
      guard let row = try await asked({ () async throws(StoreFault) in try await side.store.report(id) }) else {
        throw .missing("there is no report \(id)")
      }
      var buffer = ByteBuffer(bytes: Self.report(row, closed: false))
      buffer.writeString(#","report":"#)
      buffer.writeBytes(row.report.body)
      buffer.writeString("}\n")
      return answer(buffer, type: "application/json")
    }
    api(router, "/api/crashes") { side, request, _ throws(Fault) in
      try await side.crashList(request.asked)
    }
    api(router, "/api/counts") { side, request, _ throws(Fault) in
      try await side.countList(request.asked)
    }
    onlyGet(router, "/api/openapi.yaml")
    router.get("/api/openapi.yaml") { _, _ in
      answer(ByteBuffer(bytes: PackageResources.openapi_yaml), type: "application/yaml")
    }
  }

  /// Why the API does not answer as asked.
  enum Fault: Error {
    case wrong(String)
    case missing(String)
    case store(StoreFault)
  }

  /// Runs a question to the store with its fault among those of the API.
  func asked<Value>(_ question: () async throws(StoreFault) -> Value) async throws(Fault) -> Value {
    do throws(StoreFault) { return try await question() } catch { throw .store(error) }
  }

  private func api<Context: RemoteAddressRequestContext>(
    _ router: Router<Context>, _ path: RouterPath,
    _ make: @escaping @Sendable (ReadingSide, Request, Context) async throws(Fault) -> Response
  ) {
    onlyGet(router, path)
    router.get(path) { request, context in
      let side: ReadingSide
      switch await access.mayRead(request, peer: context.remoteAddress) {
      case .allowed(let reader):
        side = seen(by: reader)
        if reader.tenant != nil, request.uri.path.hasPrefix("/api/reports") {
          return message("reports have no tenant: they are for readers who see everything", status: 403)
        }
      case .login: return unknownReader()
      case .refused(let why): return message(why, status: 403)
      case .trouble(let fault): return message(Views.words(fault), status: Self.status(fault))
      }
      do throws(Fault) {
        return try await make(side, request, context)
      } catch {
        switch error {
        case .wrong(let why): return message(why, status: 400)
        case .missing(let what): return message(what, status: 404)
        case .store(let fault):
          if Self.status(fault) != 400 { logger.error("\(request.uri.path): \(Views.words(fault))") }
          return message(Views.words(fault), status: Self.status(fault))
        }
      }
    }
  }

  func unknownReader() -> Response {
    var response = message("say who you are with a token: Authorization: Bearer TOKEN", status: 401)
    response.headers[.wwwAuthenticate] = "Bearer"
    return response
  }

  /// Answers every method but GET and HEAD with 405.
  func onlyGet<Context: RequestContext>(_ router: Router<Context>, _ path: RouterPath) {
    let query = HTTPRequest.Method("QUERY").map { [$0] } ?? []
    for method in [HTTPRequest.Method.post, .put, .delete, .patch, .options, .trace] + query {
      router.on(path, method: method) { _, _ in
        var response = message("read with GET", status: 405)
        response.headers[.allow] = "GET, HEAD"
        return response
      }
    }
  }

  /// A number within bounds; nil where the parameter is not there.
  func number(_ query: Query, _ name: String, _ range: ClosedRange<Int>) throws(Fault) -> Int? {
    guard let text = query.first(name) else { return nil }
    guard let number = Int(text), Self.isDigits(text), range.contains(number) else {
      throw .wrong("\(name) is a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension Query {
  /// The first value of that name, an empty one too.
  func first(_ name: String) -> String? { pairs.first { $0.name == name }?.value }
}

/// A record as the API and the export tell it: the object that its sender was answered, and a newline.
enum RecordJSONLine {
  @Sendable static func bytes(_ row: StoredRecord) -> [UInt8] {
    RecordAnswer.body(row.record, Kept(id: row.id, repeated: false, received: row.received))
  }
}
