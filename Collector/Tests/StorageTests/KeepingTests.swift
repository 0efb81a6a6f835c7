import CollectorTestSupport
import Storage
import Testing
import Words

@Suite struct KeepingTests {
  @Test("what was kept comes back as it was, byte for byte", arguments: StoreKind.present)
  func roundTrip(kind: StoreKind) async throws {
    try await kind.withStore { store in
      var record = Samples.record(
        "org.clearlinux/crash/clr", external: true, guilty: Frame(function: "main()", module: "/usr/bin/x"),
        marks: [Mark(.update, "41000 41010"), Mark(.machineCheck, "STATUS 1 MCGSTATUS 2")])
      record.payload = Array(0...255) + [0, 0xff, 0xc3]
      record.machineID = "50%_*'\"\\;--[é"
      let kept = try await store.keep([Samples.arrival(record, 1)])
      #expect(kept.map(\.repeated) == [false])
      let stored = try #require(try await store.record(kept[0].id))
      #expect(stored.record == record)
      #expect(stored.received == Samples.noon + Samples.second)
      #expect(try await store.record(kept[0].id + 1000) == nil)
      let listed = try await store.records(RecordFilter(), page: PageRequest())
      #expect(listed.rows == [stored])
    }
  }

  @Test("a repeat is recognised, in the same batch and later, and is not counted", arguments: StoreKind.present)
  func repeats(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let one = Samples.arrival(Samples.record(), 1)
      let first = try await store.keep([one, one, Samples.arrival(Samples.record(), 2)])
      #expect(first.map(\.repeated) == [false, true, false])
      #expect(first[0].id == first[1].id)
      var later = one
      later.received += Samples.day
      let again = try await store.keep([later, Samples.arrival(Samples.record(), 3)])
      #expect(again.map(\.repeated) == [true, false])
      #expect(again[0].id == first[0].id)
      #expect(again[0].received == one.received)
      #expect(try await store.counts(by: [], CountFilter()) == [CountRow(values: [], count: 3)])
      #expect(await store.health().records == 3)
    }
  }

  @Test("records, reports and samples go in together and are numbered each by itself", arguments: StoreKind.present)
  func mixed(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let kept = try await store.keep([
        Samples.arrival(Samples.record(), 1), Samples.report("BB9", 1), Samples.sample("disk", 1),
        Samples.arrival(Samples.record(), 2),
      ])
      #expect(kept.map(\.id) == [1, 1, 1, 2])
      let health = await store.health()
      #expect([health.records, health.reports, health.samples] == [2, 1, 1])
      #expect(health.trouble == nil)
    }
  }

  @Test("many callers at once each get their own answers", arguments: StoreKind.present)
  func concurrently(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let ids = try await withThrowingTaskGroup(of: [Int64].self) { group in
        for task in 0..<16 {
          group.addTask {
            var ids: [Int64] = []
            for number in 0..<20 {
              let record = Samples.record(machine: "m\(task)", payload: "\(task) \(number)")
              let kept = try await store.keep([Samples.arrival(record, task * 1000 + number)])
              let stored = try await store.record(kept[0].id)
              #expect(stored?.record.payload == record.payload)
              ids.append(kept[0].id)
            }
            return ids
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(Set(ids).count == 320)
      #expect(try await store.counts(by: [], CountFilter()).map(\.count) == [320])
    }
  }

  @Test("a zero character in a text becomes U+FFFD", arguments: StoreKind.present)
  func zeroCharacter(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let kept = try await store.keep([
        Samples.arrival(Samples.record("org.clearlinux/heartbeat/ping", machine: "a\0b"), 1),
        Samples.report("n\0de", 1, summary: ["ver\0sion": "1\0"]),
      ])
      #expect(try await store.record(kept[0].id)?.record.machineID == "a\u{FFFD}b")
      #expect(try await store.report(kept[1].id)?.report.subject == "n\u{FFFD}de")
      #expect(try await store.population(days: nil, now: Samples.noon).map(\.internal) == [1])
    }
  }

  @Test("a store that was closed and opened again has everything", arguments: StoreKind.present)
  func reopened(kind: StoreKind) async throws {
    let place = try kind.place()
    let store = try await kind.open(place)
    let kept = try await store.keep([Samples.arrival(Samples.record(), 1)])
    await store.close()
    let again = try await kind.open(place)
    #expect(try await again.record(kept[0].id) != nil)
    #expect(try await again.keep([Samples.arrival(Samples.record(), 1)]).map(\.repeated) == [true])
    await again.close()
  }
}
