import Platform
import Report
import Testing

@testable import Outbox

@Suite("What piled up during an outage") struct PacingTests {
  let scratch: Scratch
  let outbox: Outbox
  private let start = Timestamp(milliseconds: 1_800_000_000_000)
  private static let hour: Int64 = 3_600_000
  private static let minute: Int64 = 60_000

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.open()
    outbox.draw = { 0.5 }
  }

  /// Lets `count` records wait for a destination that fails now and answers one of them after `outage`.
  /// - Returns: those that wait on, and when it answered.
  private func outage(
    of outage: Int64, _ destination: Destination = .home, count: Int = 7, from: Timestamp? = nil
  ) throws -> (waiting: [String], back: Timestamp) {
    let from = from ?? start
    let records = try (0..<count).map { try sealed("\($0)", to: destination) }
    try outbox.accept(records, now: from)
    try fail(records[0].id, at: from)
    let back = from + outage
    try outbox.settle([.sent(id: records[0].id, status: 200, answer: "")], now: back)
    return (records.dropFirst().map(\.id), back)
  }

  private func fail(_ id: String, at: Timestamp) throws {
    try outbox.settle(
      [.retry(id: id, status: 503, reason: "503", nextTry: at + 1000, destinationRetryAt: at + 1000)], now: at)
  }

  private func waits(_ ids: [String], from: Timestamp) throws -> [Int64] {
    try ids.map { try outbox.waiting(id: $0)?.nextTry.map { $0 - from } ?? 0 }
  }

  @Test("After an hour it leaves one by one within three hours, the oldest first, and what is new at once")
  func spread() throws {
    let (ids, back) = try outage(of: Self.hour)
    let share = Self.hour * 3 / 6
    #expect(try waits(ids, from: back) == (0..<6).map { Pacing.lull + share * Int64($0) + share / 2 })
    let new = try sealed("new")
    try outbox.accept([new], now: back)
    #expect(try outbox.due(now: back + 1, limit: 9).map(\.id) == [new.id])
    let paced = try #require(try outbox.paced(.home, now: back + 1))
    #expect(paced.outage == Self.hour && paced.next == back + (Pacing.lull + share / 2))
    #expect(try outbox.waiting(id: ids[0])?.lastError == "paced after an outage of 1 h 0 m")
    #expect(try outbox.paced(.home, now: back + 4 * Self.hour) == nil)
    #expect(try outbox.nextDue(after: back + Self.minute) == paced.next)
  }

  @Test("Nothing is held after ten minutes, nor what goes to the collector", arguments: [Destination.home, .collector])
  func notHeld(_ destination: Destination) throws {
    let (ids, back) = try outage(of: destination == .home ? 10 * Self.minute : 9 * Self.hour, destination)
    #expect(try waits(ids, from: back) == Array(repeating: 0, count: 6))
    #expect(try outbox.paced(destination, now: back) == nil)
  }

  @Test("A second outage does not shorten what was left of the first") func again() throws {
    let (_, back) = try outage(of: 10 * Self.hour)
    let until = try #require(try outbox.paced(.home, now: back)?.until)
    let second = try outage(of: 20 * Self.minute, count: 2, from: back + Self.hour)
    let rest = try #require(try outbox.paced(.home, now: second.back))
    #expect(rest.outage == 20 * Self.minute && rest.until >= until)
  }

  @Test("What somebody asks for is not held, while it is paced and while the destination is away") func asked() throws {
    let (ids, back) = try outage(of: Self.hour)
    #expect(try outbox.retryNow(id: ids[3]) == 1)
    #expect(try outbox.due(now: back, limit: 9).map(\.id) == [ids[3]])
    #expect(try outbox.retryNow() == 5)
    #expect(try outbox.paced(.home, now: back) == nil)
    let later = back + Self.hour
    try fail(ids[0], at: later)
    try outbox.retryNow()
    try outbox.settle([.sent(id: ids[0], status: 200, answer: "")], now: later + Self.hour)
    #expect(try waits(Array(ids.dropFirst()), from: later) == Array(repeating: 0, count: 5))
    // It was asked for once; the next outage is another.
    try fail(ids[1], at: later + 2 * Self.hour)
    try outbox.settle([.sent(id: ids[1], status: 200, answer: "")], now: later + 3 * Self.hour)
    #expect(try outbox.paced(.home, now: later + 3 * Self.hour) != nil)
  }

  @Test("The moments of a machine are its own, each within its share, and nothing waits for more than a week")
  func moments() {
    for count in [0, 1, 2, 1000] {
      let waits = Pacing.waits(count, span: 1_000_000) { Double.random(in: 0..<1) }
      #expect(waits.count == count && waits == waits.sorted())
      for (index, wait) in waits.enumerated() {
        let share = 1_000_000 / Double(count)
        #expect(
          Double(wait - Pacing.lull) >= share * Double(index) - 1
            && Double(wait - Pacing.lull) <= share * Double(index + 1))
      }
    }
    #expect(Pacing.span(outage: 600_000) == nil)
    #expect(Pacing.span(outage: 600_001) == 1_800_003)
    #expect(Pacing.span(outage: .max, rest: .max) == Pacing.longestSpan)
  }
}
