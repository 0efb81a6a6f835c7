import CollectorTestSupport
import Foundation
import PostgresStorage
import SQLiteStorage
import Storage
import Testing
import Words

@Suite struct FaultTests {
  @Test("a store of a newer program is refused and says so", arguments: StoreKind.present)
  func newerSchema(kind: StoreKind) async throws {
    let place = try kind.place()
    let store = try await kind.open(place)
    if let store = store as? SQLiteStore {
      _ = try await store.engine.write { session in try session.run("UPDATE schema_version SET version = 9") }
    } else if let store = store as? PostgresStore {
      _ = try await store.engine.write { session in try session.run("UPDATE schema_version SET version = 9") }
    }
    await store.close()
    await #expect(
      throws: StoreFault.broken(
        "the store has schema 9, this program knows up to \(SQLSchema.version): run the newer telemetry-collector")
    ) { try await kind.open(place) }
  }

  @Test("a file that is no database is broken, a place that is not there is unavailable")
  func noDatabase() async throws {
    let path = Scratch.path("text")
    try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: path))
    await #expect {
      try await SQLiteStore.open(path: path)
    } throws: { error in
      if case StoreFault.broken = error { true } else { false }
    }
    await #expect {
      try await SQLiteStore.open(path: "/nonexistent/store.db")
    } throws: { error in
      if case StoreFault.unavailable = error { true } else { false }
    }
    await #expect {
      try await PostgresStore.open(url: "postgresql://user:secret@127.0.0.1:1/none", connections: 2)
    } throws: { error in
      if case StoreFault.unavailable(let text) = error { !text.contains("secret") } else { false }
    }
  }

  @Test("a full disk is said to be one, and what was answered before stays")
  func full() async throws {
    let store = try await SQLiteStore.open(path: Scratch.path("store.db"))
    _ = try await store.keep([Samples.arrival(Samples.record(), 1)])
    // SQLite's own bound on the file stands for the disk's.
    _ = try await store.engine.write { session in try session.rows("PRAGMA max_page_count = 60") }
    await #expect {
      for number in 2..<100 {
        _ = try await store.keep([Samples.arrival(Samples.record(payload: String(repeating: "x", count: 8000)), number)]
        )
      }
    } throws: { error in
      if case StoreFault.full = error { true } else { false }
    }
    _ = try await store.engine.write { session in try session.rows("PRAGMA max_page_count = 100000") }
    let kept = try await store.keep([Samples.arrival(Samples.record(), 1), Samples.arrival(Samples.record(), 500)])
    #expect(kept.map(\.repeated) == [true, false])
    await store.close()
  }

  @Test("a store that is closed is one file, with nothing left in its log")
  func closed() async throws {
    let path = Scratch.path("store.db")
    let store = try await SQLiteStore.open(path: path)
    _ = try await store.keep((0..<50).map { Samples.arrival(Samples.record(), $0) })
    // A reader's connection is open as well then.
    #expect(await store.health().records == 50)
    await store.close()
    let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
    #expect((log ?? 0) == 0)
  }

  @Test("a backup made while records come in opens as a store with what was there")
  func backup() async throws {
    let path = Scratch.path("store.db")
    let copy = Scratch.path("backup.db")
    let store = try await SQLiteStore.open(path: path)
    _ = try await store.keep((0..<50).map { Samples.arrival(Samples.record(), $0) })
    async let more = store.keep((50..<100).map { Samples.arrival(Samples.record(), $0) })
    try await store.backup(to: copy)
    _ = try await more
    await store.close()
    let opened = try await SQLiteStore.open(path: copy)
    #expect(await opened.health().records >= 50)
    await opened.close()
  }

  @Test(
    "collectors that start at once and share a database lose nothing and count together",
    .enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed"))
  func threeCollectors() async throws {
    let url = try StoreKind.postgres.place()
    let stores = try await withThrowingTaskGroup(of: PostgresStore.self) { group in
      for _ in 0..<3 { group.addTask { try await PostgresStore.open(url: url, connections: 4) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    // Every record is given to two collectors, as senders do that did not hear the first's answer.
    let repeats = try await withThrowingTaskGroup(of: Int.self) { group in
      for (number, store) in stores.enumerated() {
        for half in 0..<2 {
          group.addTask {
            var repeated = 0
            for batch in 0..<10 {
              let from = ((number + half) % 3) * 1000 + batch * 50
              let kept = try await store.keep(
                (from..<from + 50).map {
                  Samples.arrival(
                    Samples.record(
                      "org.clearlinux/heartbeat/ping", build: "\($0 % 3)", machine: "m\($0 % 40)",
                      guilty: Frame(function: "f\($0 % 4)", module: "m")), $0)
                })
              repeated += kept.filter(\.repeated).count
            }
            return repeated
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(repeats == 1500)
    #expect(try await stores[0].counts(by: [], CountFilter()).map(\.count) == [1500])
    #expect(await stores[1].health().records == 1500)
    #expect(try await stores[2].population(days: nil, now: Samples.noon).map(\.internal) == [40, 40, 40])
    #expect(try await stores[2].guilties(GuiltyFilter(now: Samples.noon)).map(\.count).reduce(0, +) == 1500)
    for store in stores { await store.close() }
  }

  @Test(
    "a commit waits for the disk, also in a database that is set up not to wait",
    .enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed"))
  func durable() async throws {
    let url = try StoreKind.postgres.place()
    try PostgresCluster.shared.get().execute(
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$",
      in: url)
    let store = try await PostgresStore.open(url: url, connections: 2)
    #expect(try await store.engine.write { try $0.rows("SHOW synchronous_commit") } == [[.text("on")]])
    await store.close()
  }

  @Test(
    "a server that is stopped under load is unavailable, and what was answered is there when it is back",
    .enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed"))
  func restart() async throws {
    let cluster = try PostgresCluster(programs: try #require(PostgresCluster.programs))
    defer { cluster.remove() }
    let store = try await PostgresStore.open(url: try cluster.database(), connections: 4)
    let kept = KeptLog()
    let load = kept.load(store)
    try await kept.wait(for: 50)
    try cluster.stop(mode: "immediate")
    try await kept.waitForFault()
    // What is asked while the server is stopped is answered, and says so.
    #expect(await store.health().trouble != nil)
    try cluster.start()
    let before = await kept.ids.count
    try await kept.wait(for: before + 50)
    load.cancel()
    _ = await load.result
    try await kept.check(store)
    #expect(await kept.otherFaults.isEmpty)
    #expect(await store.health().trouble == nil)
    await store.close()
  }

  @Test(
    "server processes that are stopped keep nobody waiting, and all goes on without them",
    .enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed"), .timeLimit(.minutes(4)))
  func stopped() async throws {
    let cluster = try PostgresCluster(programs: try #require(PostgresCluster.programs))
    defer { cluster.remove() }
    let store = try await PostgresStore.open(url: try cluster.database(), connections: 4)
    let kept = KeptLog()
    _ = try await store.keep([Samples.arrival(Samples.record(), 0)])
    // While nobody asks, so that they hold nothing locked.
    let processes = try cluster.backends()
    #expect(!processes.isEmpty)
    for process in processes { kill(process, SIGSTOP) }
    defer { for process in processes { kill(process, SIGCONT) } }
    // The server itself takes connections all the while.
    try cluster.execute("SELECT 1")
    // What they were asked and never began is asked of others.
    let load = kept.load(store)
    try await kept.wait(for: 50)
    load.cancel()
    _ = await load.result
    #expect(await kept.otherFaults.isEmpty)
    for process in processes { kill(process, SIGCONT) }
    try await kept.check(store)
    #expect(await store.health().trouble == nil)
    await store.close()
  }

  @Test(
    "who waits for what a stopped server process holds locked is told in time, and all goes on when it goes on",
    .enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed"), .timeLimit(.minutes(4)))
  func stoppedAtWork() async throws {
    let cluster = try PostgresCluster(programs: try #require(PostgresCluster.programs))
    defer { cluster.remove() }
    let url = try cluster.database()
    let store = try await PostgresStore.open(url: url, connections: 4)
    let kept = KeptLog()
    let load = kept.load(store)
    try await kept.wait(for: 50)
    // Another collector, stopped while it counts what this one counts.
    let other = try PostgresCluster.Transaction(["SELECT n FROM totals FOR UPDATE"], in: url)
    kill(other.process, SIGSTOP)
    defer { kill(other.process, SIGCONT) }
    try await kept.waitForFault()
    // Reading waits for nobody.
    #expect(await store.health().trouble == nil)
    kill(other.process, SIGCONT)
    other.end()
    let before = await kept.ids.count
    try await kept.wait(for: before + 50)
    load.cancel()
    _ = await load.result
    #expect(await kept.otherFaults.isEmpty)
    try await kept.check(store)
    await store.close()
  }
}

/// A sender, and what it was answered.
actor KeptLog {
  var ids: [Int64: Int] = [:]
  var unavailable = 0
  var otherFaults: [StoreFault] = []

  /// Sends one record after the other until it is cancelled.
  nonisolated func load(_ store: any Store) -> Task<Void, Never> {
    Task {
      var number = 0
      while !Task.isCancelled {
        number += 1
        do throws(StoreFault) {
          let answers = try await store.keep([Samples.arrival(Samples.record(payload: "\(number)"), number)])
          await add(answers[0].id, number)
        } catch {
          await fault(error)
          // The sender waits before it tries again.
          try? await Task.sleep(for: .milliseconds(20))
        }
      }
    }
  }

  private func add(_ id: Int64, _ number: Int) { ids[id] = number }

  private func fault(_ error: StoreFault) {
    if case .unavailable = error { unavailable += 1 } else { otherFaults.append(error) }
  }

  func wait(for count: Int) async throws { try await poll { ids.count >= count } }
  func waitForFault() async throws { try await poll { unavailable > 0 } }

  /// Everything that was answered is there.
  func check(_ store: any Store) async throws {
    for (id, number) in ids {
      #expect(try await store.record(id)?.record.payload == Array("\(number)".utf8))
    }
  }

  private func poll(_ condition: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while !condition() {
      try #require(ContinuousClock.now < end, "\(ids.count) kept, \(unavailable) unavailable, \(otherFaults)")
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
