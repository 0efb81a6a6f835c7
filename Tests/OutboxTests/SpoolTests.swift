import Platform
import Report
import Testing

@testable import Outbox

@Suite struct SpoolTests {
  let scratch: Scratch
  let outbox: Outbox

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.open()
  }

  private let t0 = Timestamp(milliseconds: 1_800_000_000_000)

  @Test func `an accepted record comes back byte for byte after reopening`() throws {
    let record = try sealed("{\"a\":\"\u{e9}\\u0000\"}", event: "0123456789abcdef0123456789abcdef")
    #expect(try outbox.accept([record], now: t0) == 1)
    let again = try scratch.open(.readOnly)
    #expect(try again.record(id: record.id) == record)
    let entry = try #require(try again.waiting(id: record.id))
    #expect(entry.headers == record.request.headers)
    #expect(entry.channels == [.event, .crash])
    #expect(entry.accepted == t0)
    #expect(entry.nextTry == nil)
    #expect(entry.tries == 0)
  }

  @Test func `accepting a record twice, or after it was settled, changes nothing`() throws {
    let record = try sealed()
    #expect(try outbox.accept([record, record]) == 1)
    #expect(try outbox.accept([record]) == 0)
    #expect(try outbox.summary().count == 1)
    try outbox.settle([.sent(id: record.id, status: 200, answer: "")])
    #expect(try outbox.accept([record]) == 0)
    #expect(try outbox.summary() == SpoolTotals(count: 0, bytes: 0, oldest: nil))
  }

  @Test func `the summary counts by destination and knows the oldest`() throws {
    try outbox.accept([try sealed("12345", to: .home), try sealed("123", to: .collector)], now: t0)
    try outbox.accept([try sealed("1", to: .home)], now: t0 + 5)
    #expect(try outbox.summary() == SpoolTotals(count: 3, bytes: 9, oldest: t0))
    let parts = try outbox.summaryByDestination()
    #expect(
      parts == [
        .home: SpoolTotals(count: 2, bytes: 6, oldest: t0), .collector: SpoolTotals(count: 1, bytes: 3, oldest: t0),
      ])
  }

  @Test func `pages and prefixes find what waits`() throws {
    let records = try (0..<5).map { try sealed(id: "\($0)" + String(repeating: "a", count: 31)) }
    try outbox.accept(records)
    let first = try outbox.waiting(limit: 2)
    let rest = try outbox.waiting(limit: 10, after: try #require(first.last).number)
    #expect((first + rest).map(\.id) == records.map(\.id))
    #expect(try outbox.findWaiting(prefix: "3a").map(\.id) == [records[3].id])
    #expect(try outbox.findWaiting(prefix: "").count == 5)
    #expect(try outbox.findWaiting(prefix: "%").isEmpty)
  }

  @Test func `due obeys the record's moment and the destination's`() throws {
    let records = try [Destination.home, .home, .collector].map { try sealed(to: $0) }
    try outbox.accept(records, now: t0)
    #expect(try outbox.due(now: t0, limit: 9).map(\.id) == records.map(\.id))
    #expect(try outbox.nextDue(after: t0) == nil)
    try outbox.settle(
      [.retry(id: records[0].id, status: 500, reason: "busy", nextTry: t0 + 100, destinationRetryAt: nil)], now: t0)
    #expect(try outbox.due(now: t0, limit: 9).map(\.id) == [records[1].id, records[2].id])
    #expect(try outbox.nextDue(after: t0) == t0 + 100)
    try outbox.settle(
      [.retry(id: records[1].id, status: 503, reason: "busy", nextTry: t0 + 50, destinationRetryAt: t0 + 300)], now: t0)
    #expect(try outbox.due(now: t0 + 200, limit: 9).map(\.id) == [records[2].id])
    #expect(try outbox.nextDue(after: t0) == t0 + 300)
    #expect(try outbox.due(now: t0 + 300, limit: 9).count == 3)
    #expect(try outbox.due(now: t0 + 300, limit: 1).map(\.id) == [records[0].id])
    #expect(try outbox.destinationState(.home).failures == 1)
    #expect(try outbox.retryNow() == 2)
    #expect(try outbox.due(now: t0, limit: 9).count == 3)
  }

  @Test func `a try is counted when it begins, and only for what waits`() throws {
    let record = try sealed()
    try outbox.accept([record])
    #expect(try outbox.begin([record.id, String(repeating: "0", count: 32)]) == [record.id])
    #expect(try outbox.waiting(id: record.id)?.tries == 1)
    try outbox.settle([.withdrawn(id: record.id, reason: "off")])
    #expect(try outbox.begin([record.id]) == [])
    #expect(try outbox.ledgerEntry(id: record.id)?.tries == 1)
  }

  @Test func `a hold leaves the record due and says why`() throws {
    let record = try sealed()
    try outbox.accept([record])
    try outbox.settle([.held(id: record.id, reason: "held: nobody agreed yet")])
    let entry = try #require(try outbox.due(now: .now(), limit: 1).first)
    #expect(entry.lastError == "held: nobody agreed yet")
    #expect(entry.tries == 0)
  }

  @Test(arguments: ["", "xyz", "ABCDEF0123456789ABCDEF0123456789", "0123"])
  func `an id that is none is refused`(id: String) throws {
    let record = try sealed(id: id)
    guard case .forbidden? = fault({ () throws(OutboxFault) in try outbox.accept([record]) }) else {
      Issue.record("accepted \(id)")
      return
    }
    #expect(try outbox.summary().count == 0)
  }

  @Test func `a header that would smuggle another one is refused with the whole batch`() throws {
    var bad = try sealed()
    bad.request.headers.append(.init("X", "a\r\nY: b"))
    let batch = [try sealed(), bad]
    _ = fault { () throws(OutboxFault) in try outbox.accept(batch) }
    #expect(try outbox.summary().count == 0)
  }

  @Test(arguments: [Outbox.moments, Outbox.totals, Outbox.dueOfDestination])
  func `what a million waiting records are asked goes through an index`(query: String) throws {
    let plan = try outbox.database.rows("EXPLAIN QUERY PLAN \(query)") { $0.text(3) }
    #expect(
      plan.allSatisfy { !$0.hasPrefix("SCAN s") && !$0.hasPrefix("SCAN r") && !$0.contains("TEMP B-TREE") }, "\(plan)")
    #expect(plan.contains { $0.hasPrefix("SEARCH s USING") }, "\(plan)")
  }
}
