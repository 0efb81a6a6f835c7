import Demo
import Glibc
import Outbox
import Platform
import Report
import Testing

/// A server that answers the records of programs with every status there is.
@Suite(.serialized) struct StatusJourneyTests {
  private static let statuses = 200...599
  /// Of the statuses 4xx, those that may be others tomorrow.
  private static let temporary: Set<Int> = [407, 408, 425, 429]

  private enum Fate { case sent, refused, waits }

  private static func fate(_ status: Int) -> Fate {
    switch status {
    case 200..<300: .sent
    case 400..<500 where !temporary.contains(status): .refused
    default: .waits
    }
  }

  /// The load generator counts its records in the last eight digits of their event ids.
  private static func status(of eventID: String) -> Int {
    statuses.lowerBound + (Int(eventID.suffix(8), radix: 16) ?? 0)
  }

  private static func eventID(_ request: SinkRequest) -> String {
    request.headers.first { $0.name == "event_id" }?.value ?? ""
  }

  /// A machine whose daemon takes records of programs for the sink, and the records that come by `probe-load`.
  private static func machine(_ respond: @Sendable @escaping (SinkRequest) -> SinkResponse) throws -> Machine {
    let machine = try Machine(home: nil, keep: 16_384, respond: respond)
    try machine.configure(
      """
      [settings]
      server = \(machine.sink.url)/v2/collector
      socket_path = \(machine.path)/probe.sock
      spool_dir = \(machine.path)/spool
      rate_limit_enabled = false

      """)
    try machine.must("on", "collector")
    return machine
  }

  private static func send(_ records: Int, to machine: Machine) throws {
    // The socket may be made a moment after the daemon answers.
    let load = try machine.start(
      [machine.path + "/probe.sock", "1", String(records), "--until-taken"], program: "probe-load")
    #expect(load.wait(within: 60) == 0, "\(load.err) \(String(decoding: load.out, as: UTF8.self))")
  }

  @Test func `whatever a server answers, a record is sent, refused or waits, and the outbox says by what`() throws {
    let isWell = Flag(false)
    let machine = try Self.machine { request in
      isWell.value
        ? .json(201, "{}") : .answer(status: Self.status(of: Self.eventID(request)), headers: [], body: [])
    }
    let daemon = try machine.daemon()
    try Self.send(Self.statuses.count, to: machine)
    let outbox = try Outbox(directory: machine.state, access: .readOnly)
    let everything = LedgerFilter(limit: 10 * Self.statuses.count)

    // After a failure the destination pauses: somebody asks for those that were not tried yet.
    try eventually("every record was answered", within: 240) {
      guard let untried = try outbox.waiting(limit: 1000).first(where: { $0.lastStatus == 0 }) else { return true }
      _ = try machine.run("spool", "retry", untried.id)
      return false
    }
    var seen: [Int: Fate] = [:]
    for row in try outbox.ledger(everything) {
      let status = Self.status(of: row.eventID)
      seen[status] = row.result == .sent ? .sent : .refused
      #expect(row.status == status && row.tries == 1, "\(row)")
      #expect(row.result == .sent || row.result == .refused && row.reason.contains(String(status)), "\(row)")
    }
    for entry in try outbox.waiting(limit: 1000) {
      let status = Self.status(of: entry.eventID)
      #expect(seen[status] == nil, "\(status) is in the spool and the ledger")
      seen[status] = .waits
      #expect(entry.lastStatus == status && entry.lastError.contains(String(status)), "\(entry)")
    }
    for status in Self.statuses { #expect(seen[status] == Self.fate(status), "\(status)") }

    isWell.set(true)
    try eventually("nothing waits any more", within: 120) {
      _ = try machine.run("spool", "retry")
      return try outbox.summary().count == 0
    }
    machine.stop(daemon)
    machine.deliveryIsOver()
    let rows = try outbox.ledger(everything)
    #expect(Set(rows.map { Self.status(of: $0.eventID) }) == Set(Self.statuses) && rows.count == Self.statuses.count)
    for row in rows where Self.fate(Self.status(of: row.eventID)) == .waits {
      #expect(row.result == .sent && row.status == 201 && row.tries >= 2, "\(row)")
    }
    var arrivals: [Int: Int] = [:]
    for request in machine.sink.requests { arrivals[Self.status(of: Self.eventID(request)), default: 0] += 1 }
    for status in Self.statuses {
      let count = arrivals[status] ?? 0
      #expect(Self.fate(status) == .waits ? count >= 2 : count == 1, "\(status) arrived \(count) times")
    }
    #expect(try outbox.verify().isGood)
  }

  @Test(arguments: [429, 503])
  func `a collector's Retry-After holds all records back until somebody asks for them`(status: Int) throws {
    let isWell = Flag(false)
    let machine = try Self.machine { _ in
      isWell.value
        ? .json(201, "{}") : .answer(status: status, headers: [.init("Retry-After", "3600")], body: [])
    }
    let daemon = try machine.daemon()
    let outbox = try Outbox(directory: machine.state, access: .readOnly)
    let before = Timestamp.now()
    try Self.send(1, to: machine)
    try eventually("the first answer is known") { try outbox.destinationState(.collector).retryAt != nil }
    let until = try #require(try outbox.destinationState(.collector).retryAt)
    // Up to a tenth more than was asked for, so that not all machines come back at once.
    #expect((3_600_000...3_970_000).contains(until - before), "\(until - before)")
    isWell.set(true)
    try Self.send(20, to: machine)
    // A run of the deliverer that was due by now would have sent some.
    try machine.must("status")
    #expect(machine.sink.count == 1)
    #expect(try outbox.waiting(limit: 1000).count == 21)
    try machine.must("spool", "retry")
    try eventually("nothing waits any more", within: 60) { try outbox.summary().count == 0 }
    machine.stop(daemon)
    machine.deliveryIsOver()
    #expect(try outbox.ledger(LedgerFilter(limit: 100)).allSatisfy { $0.result == .sent && $0.status == 201 })
  }
}
