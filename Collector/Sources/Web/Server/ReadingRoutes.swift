import Hummingbird
import NIOCore

/// What the pages and the API are to the server: routes that only read, or that change what an administrator may
/// change. The server asks them for every path and method that no wire form of an agent takes, `GET /` among them.
public protocol ReadingRoutes: Sendable {
  /// Adds the routes, once, before the server starts. What a handler throws as `HTTPError` is answered as JSON
  /// `{"message": …}` with its status, anything else as 500.
  func addReadingRoutes(to router: Router<CollectorContext>)
}

/// What a route knows of the connection a request came on.
public struct CollectorContext: RequestContext, RemoteAddressRequestContext {
  public var coreContext: CoreRequestContextStorage
  /// The peer of the connection; behind a proxy it is the proxy.
  public let remoteAddress: SocketAddress?

  public init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
