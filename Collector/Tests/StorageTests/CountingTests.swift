import CollectorTestSupport
import Storage
import Testing
import Words

@Suite struct CountingTests {
  private let crash = "org.clearlinux/crash/clr"
  private let heartbeat = "org.clearlinux/heartbeat/ping"

  @Test("counts add up by any dimensions", arguments: StoreKind.present)
  func counts(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = try await store.keep(
        (0..<30).map {
          Samples.arrival(
            Samples.record(build: $0 < 20 ? "1" : "2", severity: $0 % 2 + 1), $0,
            at: Samples.noon + Int64($0 % 3) * Samples.day)
        })
      #expect(
        try await store.counts(by: [.build], CountFilter())
          == [CountRow(values: ["1"], count: 20), CountRow(values: ["2"], count: 10)])
      let today = Int(Samples.noon / Samples.day)
      #expect(
        try await store.counts(by: [.day], CountFilter()).map(\.values).sorted { $0[0] < $1[0] }
          == [["\(today)"], ["\(today + 1)"], ["\(today + 2)"]])
      var filter = CountFilter()
      filter.fromDay = today + 1
      filter.toDay = today + 1
      filter.classification = "org.*/world"
      #expect(try await store.counts(by: [], filter).map(\.count) == [10])
      filter.limit = 1
      filter.build = "1"
      #expect(try await store.counts(by: [.severity, .external], filter).map(\.values) == [["2", "false"]])
    }
  }

  @Test("a machine is counted once per build, by when it was last there", arguments: StoreKind.present)
  func population(kind: StoreKind) async throws {
    try await kind.withStore { store in
      func beat(_ machine: String, _ build: String, day: Int64, _ number: Int, external: Bool = false) -> Arrival {
        Samples.arrival(
          Samples.record(heartbeat, build: build, machine: machine, external: external), number,
          at: Samples.noon + day * Samples.day)
      }
      _ = try await store.keep([
        beat("a", "1", day: 0, 1), beat("a", "1", day: 0, 2), beat("b", "1", day: 0, 3, external: true),
      ])
      _ = try await store.keep([beat("a", "1", day: 5, 4), beat("a", "2", day: 6, 5), beat("c", "1", day: 1, 6)])
      _ = try await store.keep([beat("a", "1", day: 2, 7)])
      let now = Samples.noon + 6 * Samples.day
      #expect(
        try await store.population(days: nil, now: now)
          == [PopulationRow(build: "1", internal: 2, external: 1), PopulationRow(build: "2", internal: 1, external: 0)])
      #expect(
        try await store.population(days: 3, now: now)
          == [PopulationRow(build: "1", internal: 1, external: 0), PopulationRow(build: "2", internal: 1, external: 0)])
    }
  }

  @Test("of an epidemic the newest whole days are counted, and since when is told", arguments: StoreKind.present)
  func epidemic(kind: StoreKind) async throws {
    try await kind.withStore { store in
      for day in 0..<3 {
        for first in stride(from: 0, to: 8000, by: 500) {
          _ = try await store.keep(
            (first..<first + 500).map { number in
              Samples.arrival(
                Samples.record("org.clearlinux/mce/thermal", machine: "m\(number)"), day * 8000 + number,
                at: Samples.noon + Int64(day) * Samples.day)
            })
        }
      }
      _ = try await store.keep([
        Samples.arrival(
          Samples.record("org.clearlinux/mce/thermal", machine: "m7"), 90_000, at: Samples.noon + Samples.day)
      ])
      let now = Samples.noon + 2 * Samples.day
      let today = Int(now / Samples.day)
      let top = MachineCount(machineID: "m7", count: 3)
      #expect(
        try await store.machines(.thermal, days: 2, now: now, limit: 1)
          == MachineRanking(total: 16_001, machines: [top]))
      #expect(
        try await store.machines(.thermal, days: 9, now: now, limit: 1)
          == MachineRanking(since: today - 2, total: 24_001, machines: [MachineCount(machineID: "m7", count: 4)]))
    }
  }

  @Test("machines and marks are counted, most first", arguments: StoreKind.present)
  func tops(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = try await store.keep(
        (0..<12).map {
          Samples.arrival(
            Samples.record(
              $0 < 10 ? "org.clearlinux/mce/corrected" : "org.clearlinux/hello/world", machine: $0 < 4 ? "a" : "b",
              marks: [Mark(.machineCheck, $0 < 3 ? "x" : "y"), Mark(.update, "1 2")]), $0)
        })
      let now = Samples.noon + Samples.day
      #expect(
        try await store.machines(.machineCheck, days: 7, now: now, limit: 1)
          == MachineRanking(total: 10, machines: [MachineCount(machineID: "b", count: 6)]))
      #expect(try await store.machines(.thermal, days: 7, now: now, limit: 5) == MachineRanking())
      #expect(try await store.machines(.machineCheck, days: 1, now: now, limit: 5) == MachineRanking())
      #expect(try await store.machines(.machineCheck, days: 2, now: now, limit: 5).total == 10)
      #expect(
        try await store.marks(.machineCheck, days: 7, now: now, limit: 5)
          == [MarkCount(value: "y", count: 9), MarkCount(value: "x", count: 3)])
      #expect(try await store.marks(.update, days: 7, now: now + 30 * Samples.day, limit: 5).isEmpty)
    }
  }

  @Test("guilties are counted by build, edited, hidden, and found again by their records", arguments: StoreKind.present)
  func guilties(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let frames = [Frame(function: "f()", module: "m"), Frame(function: "g()", module: "m")]
      _ = try await store.keep(
        (0..<9).map {
          Samples.arrival(
            Samples.record(crash, build: "\($0 % 2)", machine: "m\($0 % 2)", guilty: frames[$0 < 6 ? 0 : 1]), $0)
        })
      let now = Samples.noon + Samples.day
      let rows = try await store.guilties(GuiltyFilter(now: now))
      #expect(rows.map(\.frame) == frames)
      #expect(rows.map(\.count) == [6, 3])
      #expect(rows[1].builds == [CountRow(values: ["0"], count: 2), CountRow(values: ["1"], count: 1)])
      #expect(try await store.guilties(GuiltyFilter(now: now, build: "1")).map(\.count) == [3, 1])
      try await store.edit(guilty: rows[0].id, comment: "see 'bug' 5", hidden: true)
      #expect(try await store.guilties(GuiltyFilter(now: now)).map(\.frame) == [frames[1]])
      let hidden = try await store.guilties(GuiltyFilter(now: now, includeHidden: true, limit: 1))
      #expect(hidden.first?.comment == "see 'bug' 5" && hidden.first?.hidden == true)
      let detail = try #require(try await store.guilty(rows[0].id))
      #expect(detail.machines == [CountRow(values: ["0", "m0"], count: 3), CountRow(values: ["1", "m1"], count: 3)])
      #expect(try await store.guilty(99) == nil)
    }
  }

  @Test("a new analysis moves records and counts to another guilty", arguments: StoreKind.present)
  func reanalysis(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let old = Frame(function: "memcpy", module: "libc")
      let new = Frame(function: "main", module: "prog")
      _ = try await store.keep((0..<7).map { Samples.arrival(Samples.record(crash, guilty: old), $0) })
      try await store.block(old)
      try await store.block(old)
      #expect(try await store.blocked() == [old])
      let changed = try await store.reanalyse { stored, blocked in
        Findings(guilty: blocked.contains(old) && stored.record.payload.first != 0 ? new : old)
      }
      #expect(changed == 7)
      let rows = try await store.guilties(GuiltyFilter(now: Samples.noon))
      #expect(rows.map(\.frame) == [new])
      #expect(rows.map(\.count) == [7])
      try await store.unblock(old)
      #expect(try await store.blocked().isEmpty)
    }
  }
}
