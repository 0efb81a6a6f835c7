import CollectorTestSupport
import Storage
import Testing
import Words

@Suite struct ClockDoubtTests {
  private func kept(_ store: any Store, days: some Sequence<Int64>) async throws {
    for day in days {
      let time = Samples.noon + day * Samples.day
      _ = try await store.keep([Samples.arrival(Samples.record(payload: "\(day)"), Int(day) + 10_000, at: time)])
    }
  }

  private func doubt(_ store: any Store, day: Int64) async throws -> ClockDoubt? {
    try await ClockDoubt.find(in: store, now: Samples.noon + day * Samples.day, made: Samples.noon - 400 * Samples.day)
  }

  @Test("a clock is believed while things come, and while nothing has come yet", arguments: StoreKind.present)
  func believed(kind: StoreKind) async throws {
    try await kind.withStore { store in
      #expect(try await doubt(store, day: 0) == nil)
      try await kept(store, days: stride(from: -90, through: 0, by: 15))
      #expect(try await doubt(store, day: 20) == nil)
    }
  }

  @Test(
    "a clock that jumped years ahead is not believed, also when things come at its time", arguments: StoreKind.present)
  func jumped(kind: StoreKind) async throws {
    try await kind.withStore { store in
      try await kept(store, days: -40...0)
      #expect(try await doubt(store, day: 3650) == .gap(from: Samples.noon, to: Samples.noon + 3650 * Samples.day))
      try await kept(store, days: 3650...3653)
      guard case .gap(Samples.noon, _)? = try await doubt(store, day: 3653) else {
        Issue.record("the clock is believed")
        return
      }
      // Set right again, what came in between is still to come.
      #expect(try await doubt(store, day: 1) == nil)
      try await ClockDoubt.trust(store, now: Samples.noon + 3653 * Samples.day)
      #expect(try await doubt(store, day: 3654) == nil)
      #expect(try await doubt(store, day: 3753) != nil)
    }
  }

  @Test(
    "a day before the program was made is not believed, and reports are things that come", arguments: StoreKind.present)
  func others(kind: StoreKind) async throws {
    try await kind.withStore { store in
      guard case .early? = try await doubt(store, day: -401) else {
        Issue.record("the clock is believed")
        return
      }
      _ = try await store.keep([
        Samples.report("BB9", 1, at: Samples.noon - 50 * Samples.day),
        Samples.report("c", 2, at: Samples.noon - 25 * Samples.day, kind: .cluster), Samples.sample("d", 3),
      ])
      #expect(try await doubt(store, day: 0) == nil)
      #expect(try await store.last(before: Samples.noon) == Samples.noon - 25 * Samples.day)
      #expect(try await doubt(store, day: 31) != nil)
    }
  }
}
