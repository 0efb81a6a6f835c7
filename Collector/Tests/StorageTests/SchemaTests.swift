import CollectorTestSupport
import PostgresStorage
import SQLiteStorage
import Storage
import Testing
import Words

@Suite struct SchemaTests {
  @Test(
    "a store of version 1 is brought forward, and counts the hardware of what it holds", arguments: StoreKind.present)
  func second(kind: StoreKind) async throws {
    let place = try kind.place()
    let now = Samples.noon + Samples.day
    func event(_ number: Int, _ name: String, _ machine: String, at time: Int64 = Samples.noon) -> Arrival {
      Samples.arrival(Samples.record(HardwareEvent.family + name, machine: machine), number, at: time)
    }
    let store = try await kind.open(place)
    _ = try await store.keep([
      event(1, "corrected", "a"), event(2, "corrected", "a"), event(3, "fatal", "b"), event(4, "thermal", "c"),
      event(5, "corrected", "old", at: Samples.noon - 9 * Samples.day),
      Samples.arrival(Samples.record("org.clearlinux/hello/world", machine: "d"), 6),
    ])
    await store.close()
    // As the first version left it.
    try await change(kind, place, ["DROP TABLE hardware_daily", "UPDATE schema_version SET version = 1"])

    let checks = MachineRanking(
      total: 3, machines: [MachineCount(machineID: "a", count: 2), MachineCount(machineID: "b", count: 1)])
    for _ in 0..<2 {
      let store = try await kind.open(place)
      #expect(try await store.machines(.machineCheck, days: 7, now: now, limit: 9) == checks)
      #expect(
        try await store.machines(.thermal, days: 7, now: now, limit: 9)
          == MachineRanking(total: 1, machines: [MachineCount(machineID: "c", count: 1)]))
      #expect(try await store.machines(.machineCheck, days: 30, now: now, limit: 9).total == 4)
      await store.close()
    }
  }

  private func change(_ kind: StoreKind, _ place: String, _ statements: [String]) async throws {
    @Sendable func run(_ session: any SQLSession) throws { for text in statements { try session.run(text) } }
    switch kind {
    case .sqlite:
      let store = try await SQLiteStore.open(path: place)
      try await store.engine.write(run)
      await store.close()
    case .postgres:
      let store = try await PostgresStore.open(url: place, connections: 2)
      try await store.engine.write(run)
      await store.close()
    }
  }
}
