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
    let upkeep = UpkeepState()
    let server = CollectorServer(settings.server, store: store, reading: try pages(store, upkeep), logger: Self.logger)
    let manager = ServiceManager()
    if let warning = settings.warning { Self.logger.warning("\(warning)") }
    await sayWhoReads(store)
    let ready = Ready(settings: settings, manager: manager)
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(service: Serving(server: server, ready: ready)),
          .init(service: Reloading(server: server, logger: Self.logger)),
          .init(service: Heartbeat(manager: manager)),
          .init(service: Upkeep(store: store, policy: settings.policy, state: upkeep, logger: Self.logger)),
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

  /// A collector that nobody can read says so; it receives all the same.
  private func sayWhoReads(_ store: any Store) async {
    guard !UserAccess.isLoopback(host: settings.server.host) else { return }
    do throws(StoreFault) {
      let count = try await Accounts(store).all().count
      if count == 0 { Self.logger.warning("nobody may read yet: telemetry-collector user add NAME") }
    } catch {
      Self.logger.warning("who may read cannot be told now: \(error.text)")
    }
  }

  /// Deletes what the policy says, and tells how much. A clock in doubt must be said to be right.
  func purge(clockIsRight: Bool) async throws(ProgramFault) {
    let store = try await open()
    let now = CollectorConfiguration.systemTime()
    let doubt: ClockDoubt?
    do throws(StoreFault) {
      if clockIsRight { try await ClockDoubt.trust(store, now: now) }
      doubt = try await settings.policy.doubt(store, now: now)
      if doubt == nil {
        let gone = try await store.purge(settings.policy, now: now)
        print("deleted \(gone.records) records, \(gone.reports) reports, \(gone.samples) device samples")
      }
    } catch {
      await store.close()
      throw ProgramFault(error, at: settings.placeName)
    }
    await store.close()
    if let doubt {
      throw ProgramFault("nothing is deleted, \(doubt.words)", at: "the clock", remedy: ClockDoubt.remedy, .badData)
    }
  }

  private func pages(_ store: any Store, _ upkeep: UpkeepState) throws(ProgramFault) -> ReadingSide {
    let started = CollectorConfiguration.systemTime() / 1_000_000
    do {
      return try ReadingSide(
        store: store, access: UserAccess(store, listensOn: settings.server.host),
        facts: {
          ServiceFacts(
            started: started, version: TelemetryCollector.version, policy: settings.policy, free: settings.free,
            keepsAll: upkeep.doubt.map { "\($0.words): \(ClockDoubt.remedy)" })
        }, isEncrypted: settings.server.tls != nil, logger: Self.logger)
    } catch {
      throw ProgramFault(
        "the pages cannot be made, \(error)", at: "templates", remedy: "install the program anew", .inputOutput)
    }
  }

  func open() async throws(ProgramFault) -> any Store {
    if case .sqlite(let directory) = settings.place {
      try Self.make(directory)
      try settings.checkFile()
    }
    do throws(StoreFault) {
      switch settings.place {
      case .postgres(let url): return try await PostgresStore.open(url: url)
      case .sqlite(let directory):
        let store = try await SQLiteStore.open(path: directory + "/collector.sqlite")
        Self.hand(directory)
        return store
      }
    } catch {
      throw ProgramFault(error, at: settings.placeName)
    }
  }

  /// The state directory, for nobody else's eyes.
  private static func make(_ directory: String) throws(ProgramFault) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw ProgramFault("cannot be made", at: directory, remedy: "name another with --state-dir", .cannotCreate)
    }
  }

  /// What root makes in another's directory is that other's, or the service could not use it.
  private static func hand(_ directory: String) {
    var owner = stat()
    guard geteuid() == 0, stat(directory, &owner) == 0, owner.st_uid != 0 else { return }
    for suffix in ["", "-wal", "-shm"] {
      chown(directory + "/collector.sqlite" + suffix, owner.st_uid, owner.st_gid)
    }
  }

  /// Each connection takes a descriptor; the soft limit is often 1024.
  private static func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  /// Two arenas for all threads: with one for each, what bursts of bodies left behind stays in every one of them. And some
  /// megabytes are held ready: what each transaction frees would else go back to the system each time, which makes every
  /// processor look its addresses up anew. To set that ends what glibc learns of sizes by itself: bodies of up to a
  /// megabyte, as batches are, are told apart from larger ones, which have pages of their own.
  private static func shareMemory() {
    mallopt(M_ARENA_MAX, 2)
    mallopt(M_TRIM_THRESHOLD, 4 << 20)
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
  }

  static let logger = Logger(label: "telemetry-collector") { _ in ServiceLog() }
}
