import CMalloc
import Foundation
import Logging
import Pages
import PostgresStorage
import SQLiteStorage
import ServiceLifecycle
import Storage
import UnixSignals
import Web

/// The commands that need the store.
struct Service {
  let settings: Settings

  /// Serves until SIGTERM or SIGINT; then what is under way is answered, and what came is kept.
  func run() async throws(ProgramFault) {
    try settings.check()
    Self.raiseFileLimit()
    Self.shareMemory()
    let store = try await open()
    let server = CollectorServer(settings.server, store: store, reading: try pages(store), logger: Self.logger)
    let ready = Ready(settings: settings)
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(service: Serving(server: server, ready: ready)),
          .init(service: DailyPurge(store: store, policy: settings.policy, logger: Self.logger)),
        ], gracefulShutdownSignals: [.sigterm, .sigint], logger: Self.logger))
    do {
      try await group.run()
    } catch let fault as CollectorServer.Fault {
      await store.close()
      throw ProgramFault(fault)
    } catch {
      await store.close()
      throw ProgramFault("the server ended, \(error)", at: settings.placeName, remedy: "see the log", .inputOutput)
    }
    await store.close()
  }

  /// Deletes what the policy says, and tells how much.
  func purge() async throws(ProgramFault) {
    let store = try await open()
    do throws(StoreFault) {
      let gone = try await store.purge(settings.policy, now: CollectorConfiguration.systemTime())
      await store.close()
      print("deleted \(gone.records) records, \(gone.reports) reports, \(gone.samples) device samples")
    } catch {
      await store.close()
      throw ProgramFault(error, at: settings.placeName)
    }
  }

  private func pages(_ store: any Store) throws(ProgramFault) -> ReadingSide {
    let started = CollectorConfiguration.systemTime() / 1_000_000
    do {
      return try ReadingSide(
        store: store,
        facts: {
          ServiceFacts(
            started: started, version: TelemetryCollector.version, policy: settings.policy, free: settings.free)
        }, logger: Self.logger)
    } catch {
      throw ProgramFault(
        "the pages cannot be made, \(error)", at: "templates", remedy: "install the program anew", .inputOutput)
    }
  }

  private func open() async throws(ProgramFault) -> any Store {
    do throws(StoreFault) {
      switch settings.place {
      case .postgres(let url): return try await PostgresStore.open(url: url)
      case .sqlite(let directory):
        try Self.make(directory)
        return try await SQLiteStore.open(path: directory + "/collector.sqlite")
      }
    } catch {
      throw ProgramFault(error, at: settings.placeName)
    }
  }

  /// The state directory, for nobody else's eyes.
  private static func make(_ directory: String) throws(StoreFault) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unavailable("the directory cannot be made")
    }
  }

  /// Each connection takes a descriptor; the soft limit is often 1024.
  private static func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  /// Two arenas for all threads: with one for each, what bursts of bodies left behind stays in every one of them.
  private static func shareMemory() { mallopt(M_ARENA_MAX, 2) }

  static let logger: Logger = {
    var logger = Logger(label: "telemetry-collector") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .notice
    return logger
  }()
}

/// Tells once where the page is.
struct Ready: Sendable {
  let settings: Settings

  func tell(port: Int) {
    let scheme = settings.server.tls == nil ? "http" : "https"
    FileHandle.standardOutput.write(Data("listening on \(scheme)://\(settings.address(port: port))/\n".utf8))
  }
}

/// The server, as a service that ends with the others.
struct Serving: ServiceLifecycle.Service {
  let server: CollectorServer
  let ready: Ready

  func run() async throws { try await server.run { port in ready.tell(port: port) } }
}

/// Deletes once a day what is older than the policy says.
struct DailyPurge: ServiceLifecycle.Service {
  let store: any Store
  let policy: PurgePolicy
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      // The first some minutes after the start: a collector that is started again and again purges all the same.
      try? await Task.sleep(for: .seconds(600))
      while !Task.isCancelled {
        await once()
        try? await Task.sleep(for: .seconds(86_400))
      }
    }
  }

  private func once() async {
    do throws(StoreFault) {
      let gone = try await store.purge(policy, now: CollectorConfiguration.systemTime())
      logger.notice("purged", metadata: ["records": "\(gone.records)", "reports": "\(gone.reports)"])
    } catch {
      logger.error("purge failed", metadata: ["fault": "\(error)"])
    }
  }
}
