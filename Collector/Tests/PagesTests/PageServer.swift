import Foundation
import Hummingbird
import Logging
import NIOCore
import Pages
import Storage
import Words

@testable import Web

/// What a route knows in these tests, as the collector's server makes it.
struct PageContext: RemoteAddressRequestContext {
  var coreContext: CoreRequestContextStorage
  let remoteAddress: SocketAddress?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}

/// Serves the pages over a store on a free port of 127.0.0.1 while `body` runs.
func withPages<Value: Sendable>(
  _ store: any Store, access: any Access = LoopbackAccess(secret: "token-of-the-test"), now: Int64,
  _ body: @escaping @Sendable (PageClient) async throws -> Value
) async throws -> Value {
  let side = try ReadingSide(
    store: store, access: access,
    facts: {
      ServiceFacts(
        started: now / 1_000_000 - 7200, version: "1.0",
        policy: PurgePolicy(rules: [.init(field: .classification, value: "org.clearlinux/hello/world", days: 1)]),
        free: 81_000_000_000)
    },
    analyse: { row, blocked in
      guard let guilty = row.record.findings.guilty, blocked.contains(guilty) else { return row.record.findings }
      return Findings(guilty: Frame(function: "handle_event()", module: "example"))
    }, clock: { now }, logger: Logger(label: "pages") { _ in SwiftLogNoOpLogHandler() })
  let router = Router(context: PageContext.self)
  side.addRoutes(to: router)
  return try await serve(router.buildResponder(), body)
}

/// The whole collector over a store, with the doors agents send to, while `body` runs.
func withDoors<Value: Sendable>(
  _ store: any Store, now: Int64, _ body: @escaping @Sendable (PageClient) async throws -> Value
) async throws -> Value {
  let logger = Logger(label: "doors") { _ in SwiftLogNoOpLogHandler() }
  let side = try ReadingSide(
    store: store, facts: { ServiceFacts(started: now / 1_000_000, version: "1.0", policy: PurgePolicy()) },
    clock: { now }, logger: logger)
  let server = CollectorServer(
    CollectorConfiguration(clock: { now }), store: store, reading: side, logger: logger)
  return try await serve(server.responder(), body)
}

private func serve<Responder: HTTPResponder, Value: Sendable>(
  _ responder: Responder, _ body: @escaping @Sendable (PageClient) async throws -> Value
) async throws -> Value where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
  let (ports, port) = AsyncStream<Int>.makeStream()
  let application = Application(
    responder: responder,
    configuration: .init(address: .hostname("127.0.0.1", port: 0)),
    onServerRunning: { channel in
      port.yield(channel.localAddress?.port ?? 0)
      port.finish()
    }, logger: Logger(label: "server") { _ in SwiftLogNoOpLogHandler() })
  return try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask {
      try await application.run()
      return nil
    }
    var started = 0
    for await one in ports { started = one }
    let client = PageClient(port: started)
    do {
      let value = try await body(client)
      group.cancelAll()
      return value
    } catch {
      group.cancelAll()
      throw error
    }
  }
}
