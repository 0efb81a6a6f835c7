import Digest
import Platform
import Report
import Testing

@testable import Outbox

@Suite struct RejectingTests {
  let scratch: Scratch
  let outbox: Outbox

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.open()
  }

  private func rejection(_ reason: String, result: Settlement = .rejected) throws -> Rejection {
    Rejection(id: try Randomness.identifier(), classification: "a/b/c", bytes: 17, result: result, reason: reason)
  }

  @Test func `what is not taken in has a row of the chain and no body`() throws {
    let bad = try rejection("the headers are not in order")
    let waits = try sealed()
    try outbox.accept([waits])
    #expect(try outbox.reject([bad, rejection("over spool_max_size", result: .dropped)]) == 2)
    let entry = try #require(try outbox.ledgerEntry(id: bad.id))
    #expect(entry.result == .rejected && entry.reason == bad.reason && entry.tries == 0 && entry.status == 0)
    #expect(
      entry.destination == .collector && entry.source == .probe && entry.channels == [.event] && entry.bytes == 17)
    #expect(try outbox.body(id: bad.id) == nil)
    #expect(try outbox.summary().count == 1)
    try outbox.settle([.sent(id: waits.id, status: 200, answer: "")])
    #expect(try outbox.verify().isGood && outbox.verify().entries == 3)
    #expect(try outbox.ledger(LedgerFilter(result: .rejected)).map(\.id) == [bad.id])
  }

  @Test func `rejecting the same again, or what waits, writes nothing`() throws {
    let bad = try rejection("bad")
    let waits = try sealed()
    try outbox.accept([waits])
    #expect(try outbox.reject([bad]) == 1)
    #expect(try outbox.reject([bad, Rejection(waits, result: .dropped, reason: "")]) == 0)
    #expect(try outbox.waiting(id: waits.id) != nil && outbox.reject([]) == 0)
  }

  @Test(arguments: [Settlement.sent, .refused, .withdrawn]) func `what never waited was never sent`(
    result: Settlement
  ) throws {
    let bad = try rejection("", result: result)
    guard case .forbidden? = fault({ () throws(OutboxFault) in try outbox.reject([bad]) }) else {
      Issue.record("\(result) was written")
      return
    }
    #expect(try outbox.ledger().isEmpty)
  }

  @Test func `what is to stay here is in the ledger with its body, once`() throws {
    let record = try sealed("stays", to: .collector)
    #expect(try outbox.keep([record, record], reason: "stays") == 1)
    #expect(try outbox.keep([record], reason: "stays") == 0 && outbox.accept([record]) == 0)
    let entry = try #require(try outbox.ledgerEntry(id: record.id))
    #expect(entry.result == .kept && entry.reason == "stays" && entry.url == record.request.url)
    #expect(try outbox.record(id: record.id) == record)
    #expect(try outbox.summary().count == 0)
    let report = try outbox.verify()
    #expect(report.isGood && report.bodies == 1)
  }

  @Test func `a waiting record may be settled as kept`() throws {
    let record = try sealed()
    try outbox.accept([record])
    try outbox.settle([.kept(id: record.id, reason: "delivery was switched off")])
    #expect(try outbox.ledgerEntry(id: record.id)?.result == .kept)
  }

  @Test func `a limit holds the destination without a failure and without a try`() throws {
    let records = try [sealed(to: .collector), sealed(to: .collector), sealed(to: .home)]
    try outbox.accept(records)
    let now = Timestamp.now()
    try outbox.settle(
      [.limited(id: records[0].id, reason: "over the limit", nextTry: now + 60_000, holdsDestination: true)], now: now)
    let entry = try #require(try outbox.waiting(id: records[0].id))
    #expect(entry.tries == 0 && entry.lastError == "over the limit" && entry.nextTry == now + 60_000)
    #expect(try outbox.destinationState(.collector) == DestinationState(retryAt: now + 60_000))
    #expect(try outbox.due(now: now, limit: 9).map(\.id) == [records[2].id])
    #expect(try outbox.due(now: now + 60_000, limit: 9).count == 3)
    #expect(try outbox.nextDue(after: now) == now + 60_000)
  }

  @Test func `bodies of a destination that keeps none go when their record is settled, however it ends`() throws {
    outbox.discards = [.collector]
    let records = try (0..<5).map { try sealed("\($0)", to: $0 == 4 ? .home : .collector) }
    try outbox.accept(records)
    try outbox.settle([
      .sent(id: records[0].id, status: 201, answer: ""), .refused(id: records[1].id, status: 400, reason: ""),
      .withdrawn(id: records[2].id, reason: ""), .sent(id: records[4].id, status: 200, answer: ""),
    ])
    for record in records[..<3] { #expect(try outbox.record(id: record.id) == nil) }
    #expect(try outbox.record(id: records[3].id) == records[3], "it waits")
    #expect(try outbox.record(id: records[4].id) == records[4])
    #expect(try outbox.prunedBodies() == 3)
    let kept = try sealed("k", to: .collector)
    try outbox.keep([kept], reason: "")
    #expect(try outbox.record(id: kept.id) == nil && outbox.accept([kept]) == 0)
    #expect(try outbox.verify().isGood && outbox.integrityCheck().isEmpty)
  }

  @Test func `who vouches for a server goes with the record`() throws {
    var records = try (0..<3).map { _ in try sealed() }
    records[1].authority = .system
    records[2].authority = .file("/etc/ssl/own.pem")
    try outbox.accept(records)
    for record in records {
      #expect(try outbox.record(id: record.id)?.authority == record.authority)
      #expect(try outbox.waiting(id: record.id)?.authority == record.authority)
    }
  }
}
