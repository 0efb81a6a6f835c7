import Outbox
import Platform
import Report
import Settings
import Testing

@testable import Delivery

@Suite struct RateLimitTests {
  private static let minute: Int64 = 60_000
  private let now = Timestamp(seconds: 1_800_000_000)

  private func limits(_ text: String) -> RateLimits { RateLimits(Configuration.parse("[settings]\n" + text)) }

  /// Rows so many minutes old, with so many bytes.
  private func sent(_ rows: (Int64, Int)...) -> [RateLimits.Sent] {
    rows.map { (time: now + -$0.0 * Self.minute, bytes: $0.1) }
  }

  private func verdict(
    _ limits: RateLimits, _ size: Int = 10, _ sent: [RateLimits.Sent] = [], count: Int = 0, bytes: Int = 0
  ) -> RateLimits.Verdict {
    limits.verdict(bytes: size, sent: sent, underWay: (count, bytes), now: now)
  }

  @Test func `the settings are read as they are documented`() {
    #expect(limits("").records == .init(most: 1000, window: 15 * Self.minute) && limits("").bytes == nil)
    #expect(!limits("").drops && limits("rate_limit_strategy = drop\n").drops)
    #expect(limits("rate_limit_enabled = false\nbyte_burst_limit = 5\n").isOff)
    #expect(limits("record_burst_limit = -1\n").isOff)
    #expect(limits("record_window_length = 0\n").isOff, "a window of no length never fills")
    #expect(limits("byte_burst_limit = 0\n").bytes == .init(most: 0, window: 20 * Self.minute))
  }

  @Test func `a record passes until the window is full, and at the moment at which its oldest row leaves it`() {
    let three = limits("record_burst_limit = 3\nrecord_window_length = 15\n")
    #expect(verdict(three) == .pass)
    #expect(verdict(three, 10, sent((14, 1), (2, 1))) == .pass)
    #expect(verdict(three, 10, sent((15, 1), (14, 1), (2, 1))) == .pass, "the first has left")
    guard case .over(let reason, let until) = verdict(three, 10, sent((14, 1), (5, 1), (2, 1))) else {
      Issue.record("a full window lets it through")
      return
    }
    #expect(until == now + Self.minute)
    #expect(reason == "over record_burst_limit: 3 records went within 15 min, 3 may")
    // A limit that was lowered: more than one has to leave.
    #expect(
      verdict(limits("record_burst_limit = 1\n"), 10, sent((14, 1), (5, 1), (2, 1))).until == now + 13 * Self.minute)
  }

  @Test func `what is under way counts, and only its end tells`() {
    let three = limits("record_burst_limit = 3\nbyte_burst_limit = 100\n")
    #expect(verdict(three, 10, sent((2, 1)), count: 1, bytes: 10) == .pass)
    #expect(verdict(three, 10, sent((2, 1)), count: 2, bytes: 20) == .unsure)
    #expect(verdict(three, 10, sent((2, 85)), count: 1, bytes: 10) == .unsure)
  }

  @Test func `bytes are those of the bodies`() {
    let hundred = limits("record_burst_limit = -1\nbyte_burst_limit = 100\nbyte_window_length = 20\n")
    #expect(verdict(hundred, 100) == .pass)
    #expect(verdict(hundred, 40, sent((19, 30), (2, 30))) == .pass)
    #expect(verdict(hundred, 41, sent((19, 30), (2, 30))).until == now + Self.minute)
    #expect(verdict(hundred, 80, sent((19, 30), (2, 30))).until == now + 18 * Self.minute)
    guard case .tooLarge(let reason, _) = verdict(hundred, 101) else {
      Issue.record("it is larger than the whole limit")
      return
    }
    #expect(reason.contains("byte_burst_limit") && reason.contains("101"))
  }

  @Test func `of two limits the one that lets it through later counts`() {
    let both = limits(
      "record_burst_limit = 1\nrecord_window_length = 15\nbyte_burst_limit = 10\nbyte_window_length = 20\n")
    let found = verdict(both, 10, sent((2, 5)))
    #expect(found.until == now + 18 * Self.minute)
    guard case .over(let reason, _) = found else { return }
    #expect(reason.contains("byte_burst_limit"))
  }

  @Test func `a limit of 0 lets nothing through`() {
    #expect(verdict(limits("record_burst_limit = 0\n")).until == now + 15 * Self.minute)
    guard case .tooLarge = verdict(limits("record_burst_limit = -1\nbyte_burst_limit = 0\n"), 1) else {
      Issue.record("a byte went through")
      return
    }
  }

  // MARK: - Through the whole delivery

  private struct Scene {
    let scratch: Scratch
    let outbox: Outbox
    let server: Server
    let stage = Stage()

    init() throws {
      scratch = try Scratch()
      outbox = try scratch.outbox()
      server = try Server(scratch)
    }

    /// Accepts so many records and gives their ids.
    @discardableResult
    func accept(_ count: Int, _ path: String = "/ok", bytes: Int = 10) throws -> [String] {
      let records = try (0..<count).map { _ in
        try sealed(server.url + path, String(repeating: "x", count: bytes), to: .collector)
      }
      try outbox.accept(records)
      return records.map(\.id)
    }

    func arrived() throws -> Int { try server.requests().count }
  }

  @Test func `over the limit the rest waits until the window lets it through, and a restart changes nothing`() throws {
    let scene = try Scene()
    scene.stage.policy.limits = limits("record_burst_limit = 12\nrecord_window_length = 15\n")
    let ids = try scene.accept(30)
    let before = Timestamp.now()
    #expect(try deliverOnce(scene.outbox, scene.stage) == .waiting)
    for _ in 0..<2 { #expect(try deliverOnce(scene.outbox, scene.stage) == .done, "nothing is due") }
    #expect(try scene.arrived() == 12)
    let first = try #require(try scene.outbox.waiting(id: ids[12]))
    #expect(first.tries == 0 && first.lastError == "over record_burst_limit: 12 records went within 15 min, 12 may")
    let next = try #require(first.nextTry)
    let oldest = try #require(try scene.outbox.ledger(order: .oldestFirst).first?.time)
    #expect(next == oldest + 15 * Self.minute && oldest >= before)
    let state = try scene.outbox.destinationState(.collector)
    #expect(state.failures == 0 && state.retryAt == next)
    #expect(try scene.outbox.nextDue(after: .now()) == next)
    #expect(try Set(scene.outbox.ledger().map(\.id)) == Set(ids[..<12]), "oldest first")
    // The limit goes: everything does.
    scene.stage.policy.limits = RateLimits()
    try scene.outbox.retryNow()
    #expect(try deliverOnce(scene.outbox, scene.stage) == .done)
    #expect(try scene.arrived() == 30)
  }

  @Test func `the strategy drop drops what is over, with the reason`() throws {
    let scene = try Scene()
    scene.stage.policy.limits = limits("record_burst_limit = 5\nrate_limit_strategy = drop\n")
    let ids = try scene.accept(20)
    #expect(try deliverOnce(scene.outbox, scene.stage) == .done)
    #expect(try scene.arrived() == 5)
    #expect(try scene.outbox.ledger(LedgerFilter(result: .dropped)).count == 15)
    #expect(try scene.outbox.ledgerEntry(id: ids[19])?.reason.hasPrefix("over record_burst_limit: 5") == true)
    #expect(try scene.outbox.summary().count == 0)
  }

  @Test(arguments: ["drop", "spool"]) func `a server that is down drops nothing`(strategy: String) throws {
    let scene = try Scene()
    scene.stage.policy.limits = limits("record_burst_limit = 2\nrate_limit_strategy = \(strategy)\n")
    try scene.accept(20, "/status/503")
    for _ in 0..<3 {
      #expect(try deliverOnce(scene.outbox, scene.stage) == .waiting)
      try scene.outbox.retryNow()
    }
    #expect(try scene.outbox.summary().count == 20)
    #expect(try scene.outbox.ledger().isEmpty)
  }

  @Test func `bytes fill a window, and one record that is too large for it does not hold the others`() throws {
    let scene = try Scene()
    scene.stage.policy.limits = limits("record_burst_limit = -1\nbyte_burst_limit = 100\n")
    let large = try scene.accept(1, bytes: 101)[0]
    let small = try scene.accept(3, bytes: 40)
    #expect(try deliverOnce(scene.outbox, scene.stage) == .waiting)
    #expect(try scene.arrived() == 2)
    #expect(try scene.outbox.waiting(id: large)?.lastError.contains("it has 101 bytes") == true)
    #expect(try scene.outbox.waiting(id: small[2])?.lastError.contains("80 bytes went") == true)
  }

  @Test func `what was sent before the window began does not count, nor what a wrong clock wrote`() throws {
    let scene = try Scene()
    scene.stage.policy.limits = limits("record_burst_limit = 2\nrecord_window_length = 1\n")
    let old = try scene.accept(4)
    let now = Timestamp.now()
    try scene.outbox.settle(
      [.sent(id: old[0], status: 200, answer: ""), .sent(id: old[1], status: 200, answer: "")], now: now + -61_000)
    try scene.outbox.settle([.sent(id: old[2], status: 200, answer: "")], now: now + 86_400_000)
    try scene.outbox.settle([.sent(id: old[3], status: 200, answer: "")], now: now + -1000)
    try scene.accept(5)
    _ = try deliverOnce(scene.outbox, scene.stage)
    #expect(try scene.arrived() == 1)
  }
}

extension RateLimits.Verdict {
  fileprivate var until: Timestamp? { if case .over(_, let until) = self { until } else { nil } }
}
