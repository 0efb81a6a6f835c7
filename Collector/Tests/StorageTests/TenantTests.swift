import CollectorTestSupport
import Storage
import Testing
import Words

@Suite struct TenantTests {
  private func crash(_ tenant: String, _ number: Int) -> Arrival {
    var record = Samples.record(
      "org.clearlinux/crash/clr", build: "4100\(number % 2)", machine: "\(tenant)\(number % 3)", payload: "\(number)",
      guilty: Frame(function: number < 10 ? "shared" : "of_\(tenant)", module: "m"))
    record.tenant = tenant
    return Samples.arrival(record, number)
  }

  @Test("a tenant's view has its records, counts of them, and nothing else", arguments: StoreKind.present)
  func bound(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = try await store.keep((0..<8).map { crash($0 < 6 ? "a" : "b", $0) })
      _ = try await store.keep([crash("b", 12), Samples.report("node", 13), Samples.sample("device", 14)])
      let view = TenantStore(store, tenant: "a")
      let now = Samples.noon + Samples.day
      let rows = try await view.records(RecordFilter(), page: PageRequest(limit: 100)).rows
      #expect(rows.count == 6 && rows.allSatisfy { $0.record.tenant == "a" })
      var other = RecordFilter()
      other.tenant = "b"
      #expect(try await view.records(other, page: PageRequest()).rows.isEmpty)
      let everything = try await store.records(RecordFilter(), page: PageRequest(limit: 100)).rows
      for row in everything { #expect(try await view.record(row.id) == (row.record.tenant == "a" ? row : nil)) }
      #expect(try await view.counts(by: [.tenant], CountFilter()) == [CountRow(values: ["a"], count: 6)])

      let guilties = try await view.guilties(GuiltyFilter(now: now))
      #expect(guilties.map(\.frame.function) == ["shared"] && guilties.first?.count == 6)
      #expect(
        guilties.first?.builds == [CountRow(values: ["41000"], count: 3), CountRow(values: ["41001"], count: 3)])
      #expect(try await view.guilties(GuiltyFilter(now: now, build: "41001")).first?.count == 3)
      #expect(try await view.guilties(GuiltyFilter(days: 1, now: now + 9 * Samples.day)).isEmpty)
      let all = try await store.guilties(GuiltyFilter(now: now))
      #expect(all.map(\.count) == [8, 1])
      for row in all {
        let detail = try await view.guilty(row.id)
        #expect(detail?.row.count == (row.frame.function == "shared" ? 6 : nil))
        #expect(detail?.machines.allSatisfy { $0.values[1].hasPrefix("a") } != false)
      }

      #expect(try await view.reports(.node, subject: nil, page: PageRequest()).rows.isEmpty)
      #expect(try await view.devices(host: nil, page: PageRequest()).rows.isEmpty)
      await #expect(throws: StoreFault.self) { try await view.block(Frame(function: "f", module: "m")) }
      #expect(try await store.blocked().isEmpty)
    }
  }
}
