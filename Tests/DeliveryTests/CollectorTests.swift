import Glibc
import Outbox
import Platform
import Report
import Settings
import Testing

@testable import Delivery

/// The rules of the collector's records that are no limits: how long they wait, and for what.
@Suite struct CollectorTests {
  let scratch: Scratch
  let outbox: Outbox
  let stage = Stage()

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.outbox()
    stage.policy = .collector(Configuration.parse("[settings]\nrecord_burst_limit = -1\n"))
  }

  private func accept(_ count: Int, _ url: String, at: Timestamp = .now()) throws -> [String] {
    let records = try (0..<count).map { _ in try sealed(url, to: .collector) }
    try outbox.accept(records, now: at)
    return records.map(\.id)
  }

  @Test func `the settings are read as they are documented`() {
    let plain = DeliveryPolicy.collector(Configuration.parse(""))
    #expect(plain.longestPause == 120_000 && plain.expiry == 72_000_000)
    let other = DeliveryPolicy.collector(
      Configuration.parse("[settings]\nspool_process_time = 300\nrecord_expiry = 1\n"))
    #expect(other.longestPause == 300_000 && other.expiry == 60_000)
  }

  @Test func `after failures the next try comes sooner or later, but within spool_process_time`() throws {
    let server = try Server(scratch)
    let ids = try accept(5, server.url + "/status/500")
    for failures in 1...10 {
      let before = Timestamp.now()
      #expect(try deliverOnce(outbox, stage) == .waiting)
      let state = try outbox.destinationState(.collector)
      let pause = (state.retryAt ?? before) - before
      #expect((Backoff.least - 50...Backoff.least + 130_000).contains(pause), "\(pause)")
      #expect(state.failures == failures)
      for id in ids {
        if let next = try outbox.waiting(id: id)?.nextTry { #expect(next - before <= 130_000) }
      }
      try outbox.retryNow()
    }
  }

  @Test(arguments: [(7200, Int64(7_200_000)), (5, 5000)])
  func `what the server asks for by Retry-After is obeyed`(_ seconds: Int, _ wanted: Int64) throws {
    let server = try Server(scratch)
    _ = try accept(1, server.url + "/status/503?retry_after=\(seconds)")
    let before = Timestamp.now()
    #expect(try deliverOnce(outbox, stage) == .waiting)
    let until = try #require(try outbox.destinationState(.collector).retryAt)
    let spread = Backoff.spread(wanted, draw: 0.5)
    #expect((spread...(spread + 10_000)).contains(until - before))
  }

  @Test func `runs follow each other while the server accepts, whatever stands in between`() throws {
    let server = try Server(scratch)
    let good = try accept(30, server.url + "/ok")
    let bad = try accept(30, server.url + "/status/400")
    let last = try accept(30, server.url + "/ok")
    stage.gate = { good[..<15].contains($0.id) ? .hold("no") : .allow }
    #expect(try deliverOnce(outbox, stage) == .waiting)
    #expect(try outbox.waiting(limit: 99).map(\.id) == Array(good[..<15]))
    #expect(try outbox.ledger(LedgerFilter(result: .refused, limit: 99)).count == bad.count)
    #expect(try outbox.ledger(LedgerFilter(result: .sent, limit: 99)).count == 15 + last.count)
    #expect(try outbox.verify().isGood)
  }

  @Test func `a server that fails is asked by one run of ten at most`() throws {
    let server = try Server(scratch)
    _ = try accept(100, server.url + "/status/500")
    #expect(try deliverOnce(outbox, stage) == .waiting)
    #expect(try (1...10).contains(server.requests().count))
  }

  @Test func `a record that never left because another failed first has no try counted`() throws {
    let server = try Server(scratch)
    let ids = try accept(100, server.url + "/status/500")
    #expect(try deliverOnce(outbox, stage) == .waiting)
    let tries = try outbox.waiting(limit: 200).map(\.tries)
    let asked = try server.requests().count
    #expect(tries.count == ids.count && tries.reduce(0, +) == asked)
    #expect(tries.allSatisfy { $0 <= 1 })
  }

  @Test func `a record that waited too long has expired, and nothing reaches the network`() throws {
    stage.policy.expiry = 60_000
    let server = try Server(scratch)
    let now = Timestamp.now()
    let old = try accept(3, server.url, at: now + -61_000)
    let young = try accept(2, server.url, at: now + -20_000)
    #expect(try deliverOnce(outbox, stage) == .done)
    for id in old {
      let entry = try outbox.ledgerEntry(id: id)
      #expect(entry?.result == .expired && entry?.tries == 0 && entry?.reason.contains("1 min") == true)
    }
    #expect(try young.allSatisfy { try outbox.ledgerEntry(id: $0)?.result == .sent })
    #expect(try server.requests().count == 2)
  }

  @Test func `a clock that jumps ahead expires nothing: the ages begin anew`() throws {
    let day: Int64 = 86_400_000
    let start = Timestamp(seconds: 1_800_000_000)
    func ages(_ wall: Int64, _ boot: Int64, _ id: String = "one") throws -> Timestamp {
      try SpoolClock.agesFrom(outbox, wall: start + wall, boot: boot, bootID: id)
    }
    #expect(try ages(0, 1000) == Timestamp(milliseconds: 0))
    #expect(try ages(day, 1000 + day) == Timestamp(milliseconds: 0), "time that went by")
    #expect(try ages(day + 59_000, 1000 + day) == Timestamp(milliseconds: 0), "a correction")
    #expect(try ages(9 * day, 1000 + day + 500) == start + 9 * day, "a jump")
    #expect(try ages(9 * day + 1000, 1000 + day + 1500) == start + 9 * day)
    #expect(try ages(10 * day, 5, "two") == start + 9 * day, "another boot may have been away for long")
    #expect(try ages(8 * day, 1005, "two") == start + 8 * day, "a jump back")
  }

  @Test func `what waits survives a jump and expires when it has waited again`() throws {
    let server = try Server(scratch)
    stage.policy.expiry = 60_000
    let now = Timestamp.now()
    // Accepted long ago by the wall clock, which was ahead by an hour a moment ago by the clock of the boot.
    let ids = try accept(1, server.url + "/ok", at: now + -3_600_000)
    try outbox.setState(
      SpoolClock.key, "\((now + -3_600_000).milliseconds) \(BootClock.now() - 1000) \(BootClock.bootID()) 0")
    #expect(try deliverOnce(outbox, stage) == .done)
    #expect(try outbox.ledgerEntry(id: ids[0])?.result == .sent)
  }

  @Test func `a record that is to stay here is settled so, without a try`() throws {
    let server = try Server(scratch)
    let id = try accept(1, server.url)[0]
    stage.gate = { _ in .keep("it stays") }
    #expect(try deliverOnce(outbox, stage) == .done)
    #expect(try outbox.ledgerEntry(id: id)?.result == .kept && outbox.ledgerEntry(id: id)?.tries == 0)
    #expect(try server.requests().isEmpty)
  }

  @Test func `bodies that are not to be kept go with the answer`() throws {
    let server = try Server(scratch)
    stage.discards = [.collector]
    let id = try accept(1, server.url)[0]
    let other = try sealed(server.url)
    try outbox.accept([other])
    #expect(try deliverOnce(outbox, stage) == .done)
    #expect(try outbox.record(id: id) == nil && outbox.record(id: other.id) == other)
    #expect(try outbox.ledgerEntry(id: id)?.result == .sent && outbox.verify().isGood)
  }

  /// What the collector's documents say of each status, and the rest of HTTP.
  @Test(arguments: 200...599) func `every status has a judgement`(status: Int) {
    let judgement = Judgement.of(.collector, status: status, contentType: "application/json", body: [], host: "h")
    let wanted: Settlement? =
      switch status {
      case 200..<300: .sent
      case 407, 408, 425, 429: nil
      case 400..<500: .refused
      default: nil
      }
    switch judgement {
    case .sent: #expect(wanted == .sent)
    case .refused(let reason): #expect(wanted == .refused && reason.contains("\(status)"))
    case .retry(let reason): #expect(wanted == nil && reason.contains("\(status)"))
    }
    let page = Judgement.of(.collector, status: status, contentType: "text/html", body: [], host: "h")
    #expect(page != .sent, "the old backend's page server answers any path")
  }
}
