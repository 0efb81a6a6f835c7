import CollectorTestSupport
import Storage
import Testing
import Words

@Suite struct ListingTests {
  /// 60 records: class and build go round in threes, machines in fives; one is unlike the others.
  private func fill(_ store: any Store) async throws {
    let classes = ["org.clearlinux/hello/world", "org.clearlinux/crash/clr", "com.example/a%b/c"]
    _ = try await store.keep(
      (0..<60).map { number in
        var record = Samples.record(
          classes[number % 3], build: "4100\(number % 3)", machine: "m\(number % 5)", severity: number % 4 + 1,
          external: number % 2 == 0, payload: "line \(number)\nsecond",
          guilty: number == 7 ? Frame(function: "f", module: "m") : nil)
        record.eventID = number == 9 ? "feedfacefeedfacefeedfacefeedface" : "N/A"
        record.created = Int64(number)
        return Samples.arrival(record, number)
      })
  }

  private func numbers(_ page: Page<StoredRecord>) -> [Int64] { page.rows.map(\.record.created) }

  private func all(_ store: any Store, _ set: (inout RecordFilter) -> Void) async throws -> [Int64] {
    var filter = RecordFilter()
    set(&filter)
    var found: [Int64] = []
    var cursor: String?
    repeat {
      let page = try await store.records(filter, page: PageRequest(before: cursor, limit: 7))
      found += numbers(page)
      cursor = page.older
    } while cursor != nil
    return found
  }

  @Test("pages go from the newest to the oldest, and back, without a gap", arguments: StoreKind.present)
  func paging(kind: StoreKind) async throws {
    try await kind.withStore { store in
      try await fill(store)
      let first = try await store.records(RecordFilter(), page: PageRequest(limit: 20))
      #expect(numbers(first) == Array((40..<60).reversed()))
      let second = try await store.records(RecordFilter(), page: PageRequest(before: first.older, limit: 20))
      #expect(numbers(second) == Array((20..<40).reversed()))
      let third = try await store.records(RecordFilter(), page: PageRequest(before: second.older, limit: 20))
      #expect(numbers(third) == Array((0..<20).reversed()))
      #expect(third.older == nil)
      let back = try await store.records(RecordFilter(), page: PageRequest(after: third.newer, limit: 20))
      #expect(numbers(back) == numbers(second))
      let none = try await store.records(RecordFilter(), page: PageRequest(after: first.newer))
      #expect(none.rows.isEmpty && none.newer == first.newer)
      _ = try await store.keep([Samples.arrival(Samples.record(), 100)])
      #expect(try await store.records(RecordFilter(), page: PageRequest(after: first.newer)).rows.count == 1)
    }
  }

  @Test("each filter lets through what it names and nothing else", arguments: StoreKind.present)
  func filters(kind: StoreKind) async throws {
    try await kind.withStore { store in
      try await fill(store)
      func expect(_ which: (Int64) -> Bool, _ set: @escaping (inout RecordFilter) -> Void) async throws {
        #expect(try await all(store, set) == (0..<60).reversed().filter(which))
      }
      try await expect({ $0 % 3 == 1 }) { $0.classification = "org.clearlinux/crash/clr" }
      try await expect({ $0 % 3 != 2 }) { $0.classification = "org.clearlinux/*" }
      try await expect({ $0 % 3 == 2 }) { $0.classification = "*%b/c" }
      try await expect({ _ in false }) { $0.classification = "org.clearlinux/%" }
      try await expect({ _ in false }) { $0.classification = "ORG.clearlinux/*" }
      try await expect({ $0 % 3 == 0 && $0 % 5 == 2 }) {
        $0.build = "41000"
        $0.machineID = "m2"
      }
      try await expect({ $0 % 4 == 3 }) { $0.severity = 4 }
      try await expect({ $0 % 2 == 0 }) { $0.external = true }
      try await expect({ $0 == 9 }) { $0.eventID = "feedfacefeedfacefeedfacefeedface" }
      try await expect({ $0 != 9 }) { $0.eventID = "N/A" }
      try await expect({ $0 == 7 }) { $0.guilty = 1 }
      try await expect({ (10..<20).contains($0) }) {
        $0.createdFrom = 10
        $0.createdTo = 20
      }
      try await expect({ (10..<20).contains($0) }) {
        $0.receivedFrom = Samples.noon + 10 * Samples.second
        $0.receivedTo = Samples.noon + 20 * Samples.second
      }
      try await expect({ [5, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59].contains($0) }) { $0.payload = "^line 5|nothing" }
      try await expect({ $0 < 10 }) { $0.notPayload = "line [1-9][0-9]" }
      try await expect({ _ in true }) {
        $0.systemName = "clear-linux-os"
        $0.hostType = "QEMU|Standard PC|1.0"
        $0.tenant = "6907c830-eed9-4ce9-81ae-76daf8d88f0f"
      }
      try await expect({ _ in false }) { $0.machineID = "m1' OR '1'='1" }
      let ids = try await store.records(RecordFilter(), page: PageRequest(limit: 10)).rows.map(\.id)
      try await expect({ $0 >= 50 }) { $0.idFrom = ids.min() }
    }
  }

  @Test("a search for a rare text stops, and its cursor goes on", arguments: StoreKind.present)
  func each(kind: StoreKind) async throws {
    try await kind.withStore { store in
      try await fill(store)
      var filter = RecordFilter()
      filter.payload = "line 3$|line 3[^0-9]"
      let found = Collected()
      try await store.each(filter) { records in
        await found.add(records.map(\.record.created))
        return true
      }
      #expect(await found.values == [3])
    }
  }

  @Test(
    "a pattern that cannot be read is said to be one",
    arguments: ["(", "[a", "a{300}", "((a{100}){100}){100}", "(a)\\1", "*a{2,1}"])
  func badPatterns(text: String) async throws {
    try await StoreKind.sqlite.withStore { store in
      var filter = RecordFilter()
      filter.payload = text
      _ = await #expect {
        try await store.records(filter, page: PageRequest())
      } throws: { error in
        if case StoreFault.badPattern = error { true } else { false }
      }
    }
  }

  @Test("a cursor that is none is refused", arguments: StoreKind.present)
  func badCursor(kind: StoreKind) async throws {
    try await kind.withStore { store in
      _ = await #expect(throws: StoreFault.badPattern("cursor '1; DROP TABLE': not one of a listing's")) {
        try await store.records(RecordFilter(), page: PageRequest(before: "1; DROP TABLE"))
      }
    }
  }
}

actor Collected {
  var values: [Int64] = []
  func add(_ more: [Int64]) { values += more }
}
