import CollectorTestSupport
import Storage
import Testing
import Words

@Suite struct ReportingTests {
  @Test("a subject shows its latest report, and its reports can be gone through", arguments: StoreKind.present)
  func subjects(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = try await store.keep([
        Samples.report("BB9", 1), Samples.report("AA1", 2), Samples.report("BB9", 3, summary: ["version": "5.0"]),
        Samples.report("c", 4, kind: .cluster),
      ])
      _ = try await store.keep([Samples.report("BB9", 5, at: Samples.noon, summary: ["version": "late"])])
      let page = try await store.subjects(.node, page: PageRequest(limit: 1))
      #expect(page.rows.map(\.subject) == ["BB9"])
      #expect(page.rows[0].reports == 3)
      #expect(page.rows[0].summary == ["version": "5.0"])
      #expect(page.rows[0].firstReceived == Samples.noon)
      let next = try await store.subjects(.node, page: PageRequest(before: page.older, limit: 1))
      #expect(next.rows.map(\.subject) == ["AA1"] && next.older == nil)
      let latest = try await store.report(page.rows[0].lastReport)
      #expect(latest?.report.body == Array("{\"n\":3}".utf8))
      #expect(try await store.reports(.node, subject: "BB9", page: PageRequest()).rows.count == 3)
      #expect(try await store.reports(.node, subject: nil, page: PageRequest()).rows.count == 4)
      #expect(try await store.reports(.cluster, subject: "BB9", page: PageRequest()).rows.isEmpty)
    }
  }

  @Test("a day counts each subject once, with what it said last", arguments: StoreKind.present)
  func series(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = try await store.keep([
        Samples.report("a", 1, summary: ["version": "4"]), Samples.report("b", 2, summary: ["version": "4"]),
      ])
      _ = try await store.keep([
        Samples.report("a", 3, summary: ["version": "5"]), Samples.report("a", 4, summary: ["version": "6"]),
        Samples.report("a", 5, at: Samples.noon + Samples.day, summary: ["version": "6"]),
      ])
      let today = Int(Samples.noon / Samples.day)
      #expect(
        try await store.series(.node, figure: "version", days: 7, now: Samples.noon + Samples.day)
          == [
            SeriesRow(day: today, value: "4", subjects: 1), SeriesRow(day: today, value: "6", subjects: 1),
            SeriesRow(day: today + 1, value: "6", subjects: 1),
          ])
    }
  }

  @Test("samples of devices are listed, all or a host's", arguments: StoreKind.present)
  func devices(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = try await store.keep([
        Samples.sample("A_1", 1), Samples.sample("B_2", 2, host: "h2"), Samples.sample("C_3", 3, host: ""),
      ])
      #expect(
        try await store.devices(host: nil, page: PageRequest()).rows.map(\.sample.device) == ["C_3", "B_2", "A_1"])
      #expect(try await store.devices(host: "h2", page: PageRequest()).rows.map(\.sample.device) == ["B_2"])
    }
  }

  @Test("settings are set, replaced, removed, and found by how they begin", arguments: StoreKind.present)
  func settings(kind: StoreKind) async throws {
    try await kind.withStore { store in
      try await store.set("user/a", to: [1])
      try await store.set("user/a", to: [2])
      try await store.set("user%b", to: [3])
      #expect(try await store.values("user/") == ["user/a": [2]])
      #expect(try await store.values("user").count == 2)
      try await store.set("user/a", to: nil)
      #expect(try await store.values("user/").isEmpty)
      let won = try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for number in 0..<8 { group.addTask { try await store.setOnce("key", to: [UInt8(number)]) } }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(won.count == 1)
    }
  }
}
