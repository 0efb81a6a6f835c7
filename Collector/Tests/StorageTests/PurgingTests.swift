import CollectorTestSupport
import Storage
import Testing
import Words

@Suite struct PurgingTests {
  private func left(_ store: any Store) async throws -> [Int64] {
    try await store.records(RecordFilter(), page: PageRequest(limit: 1000)).rows.map(\.record.created).sorted()
  }

  private func aged(_ number: Int, days: Int64, _ record: Record = Samples.record()) -> Arrival {
    var record = record
    record.created = Int64(number)
    return Samples.arrival(record, number, at: Samples.noon - days * Samples.day)
  }

  @Test("the first rule that matches decides, and 0 keeps for ever", arguments: StoreKind.present)
  func rules(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = try await store.keep([
        aged(1, days: 2, Samples.record("org.clearlinux/hello/world")),
        aged(2, days: 100, Samples.record("org.clearlinux/crash/clr")),
        aged(3, days: 36, Samples.record("com.example/x/y")),
        aged(4, days: 34, Samples.record("com.example/x/y")),
        aged(5, days: 36, Samples.record("com.example/x/y", machine: "keep_me")),
        aged(6, days: 36, Samples.record("com.example/x/y", machine: "keepXme")),
        aged(7, days: 8, Samples.record("com.example/x/y", severity: 4)),
        aged(8, days: 8, Samples.record("com.example/x/y", machine: "keep_me", severity: 4)),
        Samples.report("BB9", 1, at: Samples.noon - 36 * Samples.day), Samples.report("AA1", 2),
      ])
      let policy = PurgePolicy(
        days: 35,
        rules: [
          .init(field: .classification, value: "org.clearlinux/hello/world", days: 1),
          .init(field: .classification, value: "org.*/crash/*", days: 0),
          .init(field: .machineID, value: "keep_*", days: 90), .init(field: .severity, value: "4", days: 7),
        ])
      let result = try await store.purge(policy, now: Samples.noon)
      #expect(result == PurgeResult(records: 4, reports: 1, samples: 0))
      #expect(try await left(store) == [2, 4, 5, 8])
      #expect(await store.health().records == 4)
      #expect(try await store.subjects(.node, page: PageRequest()).rows.map(\.subject) == ["AA1"])
      // What was deleted is not known any more, and counts are of what came in.
      #expect(try await store.keep([aged(3, days: 0)]).map(\.repeated) == [false])
      #expect(try await store.counts(by: [], CountFilter()).map(\.count) == [9])
    }
  }

  @Test("months that are too old for every rule go whole", arguments: StoreKind.present)
  func months(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = try await store.keep((0..<50).map { aged($0, days: 200 + Int64($0) * 3) } + [aged(100, days: 1)])
      #expect(try await store.purge(PurgePolicy(days: 35), now: Samples.noon).records == 50)
      #expect(try await left(store) == [100])
      #expect(await store.health().records == 1)
      let again = try await store.keep([aged(3, days: 209), aged(100, days: 1)])
      #expect(again.map(\.repeated) == [false, true])
      #expect(try await store.purge(PurgePolicy(days: 0), now: Samples.noon).records == 0)
    }
  }

  @Test("a machine that was not heard of leaves the population and the ill", arguments: StoreKind.present)
  func population(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = try await store.keep([
        aged(1, days: 40, Samples.record("org.clearlinux/heartbeat/ping", machine: "old")),
        aged(2, days: 1, Samples.record("org.clearlinux/heartbeat/ping", machine: "new")),
        aged(3, days: 40, Samples.record("org.clearlinux/mce/fatal", machine: "old")),
        aged(4, days: 1, Samples.record("org.clearlinux/mce/fatal", machine: "new")),
      ])
      _ = try await store.purge(PurgePolicy(days: 35), now: Samples.noon)
      #expect(
        try await store.machines(.machineCheck, days: 90, now: Samples.noon, limit: 9).machines.map(\.machineID) == [
          "new"
        ])
      #expect(try await store.population(days: nil, now: Samples.noon).map(\.internal) == [1])
    }
  }
}
