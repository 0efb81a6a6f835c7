import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Storage
import Synchronization

/// The collector as a server: what receives, and the pages.
public struct CollectorServer: Sendable {
  /// What keeps a server from starting.
  public enum Fault: Error, Sendable, Equatable {
    /// A TLS file that may not be read, its path.
    case closed(path: String)
    /// A TLS file that cannot be used: its path and why.
    case tls(path: String, reason: String)
    /// An address whose host is not known.
    case noHost(address: String)
    /// An address whose port is not for everybody.
    case forbidden(address: String)
    /// An address that cannot be listened on.
    case listen(address: String, reason: String)

    /// What the number of a system's error means for an address that was to be listened on.
    public init(listening address: String, _ error: CInt) {
      self =
        error == EACCES
        ? .forbidden(address: address) : .listen(address: address, reason: String(cString: strerror(error)))
    }
  }

  private let configuration: CollectorConfiguration
  private let store: any Store
  private let reading: (any ReadingRoutes)?
  private let logger: Logger
  private let certificates = CertificateSlot()

  /// Without `reading` there are no pages: every path but those of the wire forms is 404.
  public init(
    _ configuration: CollectorConfiguration, store: any Store, reading: (any ReadingRoutes)? = nil, logger: Logger
  ) {
    self.configuration = configuration
    self.store = store
    self.reading = reading
    self.logger = logger
  }

  /// Listens until the task is asked to shut down gracefully (or is cancelled): then no connection is taken any more,
  /// requests under way are answered, and it returns. `ready` is told the port. The store stays open.
  public func run(ready: @escaping @Sendable (Int) async -> Void) async throws {
    let listening = Listening()
    let application = Application(
      responder: responder(), server: try channels(),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: "telemetry-collector",
        backlog: 1024),
      onServerRunning: { channel in
        listening.begin()
        await ready(channel.localAddress?.port ?? 0)
      }, logger: logger)
    do {
      try await application.run()
    } catch {
      guard !listening.hasBegun else { throw error }
      let address = "\(configuration.host):\(configuration.port)"
      if error is SocketAddressError.UnknownHost { throw Fault.noHost(address: address) }
      throw (error as? IOError).map { Fault(listening: address, $0.errnoCode) }
        ?? Fault.listen(address: address, reason: "\(error)")
    }
  }

  func responder() -> Doorman {
    let router = Router(context: CollectorContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: FaultsAsJSON())
    reading?.addReadingRoutes(to: router)
    return Doorman(
      receiver: Receiver(store, configuration: configuration, logger: logger),
      rates: RateLimiter(configuration.limits), reading: router.buildResponder())
  }

  private func channels() throws -> HTTPServerBuilder {
    let limits = configuration.limits
    let connections = Budget(limits.connections)
    let plain = HTTPServerBuilder.http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [ConnectionGuard(limits, connections: connections)],
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerLineBytes, maxHeaderListSize: limits.headerBytes,
          maxHeaderFieldCount: limits.headerCount)))
    guard let files = configuration.tls else { return plain }
    let certificates = try Certificates(files)
    self.certificates.set(certificates)
    return try .tls(plain, tlsConfiguration: certificates.configuration)
  }

  /// Reads and checks the files: certificate and key must belong together.
  public static func check(_ files: CollectorConfiguration.TLSFiles) throws(Fault) { _ = try Certificates(files) }

  /// Reads the TLS files again: connections from now on are served with what they hold. With a fault, what was there
  /// before stays. Before `run`, and without TLS, nothing is done.
  public func reload() throws(Fault) { try certificates.get()?.reload() }
}

/// The certificates of a server that runs.
private final class CertificateSlot: Sendable {
  private let held = Mutex<Certificates?>(nil)

  func get() -> Certificates? { held.withLock { $0 } }
  func set(_ certificates: Certificates) { held.withLock { $0 = certificates } }
}

/// Whether the server came as far as listening.
private final class Listening: Sendable {
  private let flag = Atomic<Bool>(false)

  var hasBegun: Bool { flag.load(ordering: .acquiring) }

  func begin() { flag.store(true, ordering: .releasing) }
}
