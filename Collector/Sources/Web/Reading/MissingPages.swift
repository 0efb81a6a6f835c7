import Hummingbird
import Pages

/// Answers a browser that asks for an address where nothing is with a page, whose menu leads on; programs hear it as JSON.
struct MissingPages<Context: RemoteAddressRequestContext>: RouterMiddleware {
  let side: ReadingSide

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let fault as HTTPError where fault.status == .notFound && Self.isPage(request) {
      return await side.guarded(request, context, isForAll: true) { side in
        await side.html(ReadingSide.missing(request), request)
      }
    }
  }

  private static func isPage(_ request: Request) -> Bool {
    (request.method == .get || request.method == .head)
      && request.headers[values: .accept].contains { $0.contains("text/html") }
      && !request.uri.path.hasPrefix("/api/")
  }
}

extension ReadingSide {
  static func missing(_ request: Request, tab: Tab = .overview) -> Content {
    Views.missing("Nothing is at \(Query.decode(Array(request.uri.path.utf8), plus: false))", tab: tab)
  }
}
