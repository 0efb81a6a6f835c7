import Digest
import Platform
import Report
import Testing

@testable import Outbox

@Suite struct LedgerTests {
  let scratch: Scratch
  let outbox: Outbox

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.open()
  }

  /// Settles one record for each letter of the script: s sent, r refused, w withdrawn, d dropped, e expired.
  @discardableResult
  private func settle(_ script: String, to destination: Destination = .home, at: Int64 = 1) throws -> [SealedRecord] {
    try script.enumerated().map { index, letter in
      let record = try sealed("body \(index)", to: destination, classification: "node/\(letter)/x")
      try outbox.accept([record])
      let outcome: Outcome =
        switch letter {
        case "s": .sent(id: record.id, status: 200, answer: "ok")
        case "r": .refused(id: record.id, status: 400, reason: "no")
        case "w": .withdrawn(id: record.id, reason: "off")
        case "d": .dropped(id: record.id, reason: "spool full")
        default: .expired(id: record.id, reason: "too old")
        }
      try outbox.settle([outcome], now: Timestamp(milliseconds: at + Int64(index)))
      return record
    }
  }

  @Test func `every ending has its word, its reason and the record's facts`() throws {
    let records = try settle("srwde")
    let rows = try outbox.ledger(order: .oldestFirst)
    #expect(rows.map(\.result) == [.sent, .refused, .withdrawn, .dropped, .expired])
    #expect(rows.map(\.reason) == ["ok", "no", "off", "spool full", "too old"])
    #expect(rows.map(\.status) == [200, 400, 0, 0, 0])
    #expect(rows.map(\.seq) == [1, 2, 3, 4, 5])
    #expect(rows.map(\.id) == records.map(\.id))
    let row = try #require(try outbox.ledgerEntry(seq: 1))
    #expect(row.sha256 == records[0].sha256)
    #expect(row.bytes == 6)
    #expect(row.channels == [.event, .crash])
    #expect(row.url == records[0].request.url)
    #expect(row.time == Timestamp(milliseconds: 1))
    #expect(try outbox.body(id: records[4].id) == records[4].request)
  }

  @Test func `filters narrow, and pages go both ways`() throws {
    let home = try settle("sssr", to: .home)
    try settle("ss", to: .report, at: 100)
    func seqs(_ filter: LedgerFilter, _ order: LedgerOrder = .newestFirst) throws -> [Int64] {
      try outbox.ledger(filter, order: order).map(\.seq)
    }
    #expect(try seqs(LedgerFilter()) == [6, 5, 4, 3, 2, 1])
    #expect(try seqs(LedgerFilter(limit: 2)) == [6, 5])
    #expect(try seqs(LedgerFilter(beyond: 5, limit: 2)) == [4, 3])
    #expect(try seqs(LedgerFilter(beyond: 2, limit: 2), .oldestFirst) == [3, 4])
    #expect(try seqs(LedgerFilter(destination: .report)) == [6, 5])
    #expect(try seqs(LedgerFilter(classification: "node/r/*")) == [4])
    #expect(try seqs(LedgerFilter(result: .refused)) == [4])
    #expect(try seqs(LedgerFilter(since: Timestamp(milliseconds: 100))) == [6, 5])
    #expect(try seqs(LedgerFilter(idPrefix: String(home[2].id.prefix(12)))) == [3])
    #expect(try seqs(LedgerFilter(eventID: "")) == [])
    #expect(try outbox.findSettled(prefix: home[1].id).map(\.seq) == [2])
    #expect(try outbox.lastSent(.home)?.seq == 3)
    #expect(try outbox.lastSent(.home, classificationPrefix: "node/r") == nil)
    #expect(try outbox.lastSettled(.home)?.seq == 4)
    #expect(try outbox.lastSent(.collector) == nil)
  }

  @Test func `settling twice changes nothing, and a withdrawal that lost the race is noted`() throws {
    let record = try sealed()
    try outbox.accept([record])
    #expect(try outbox.settle([.withdrawn(id: record.id, reason: "off")]) == [record.id])
    #expect(try outbox.settle([.sent(id: record.id, status: 200, answer: "")]) == [])
    #expect(try outbox.ledger().map(\.result) == [.withdrawn])
    #expect(try outbox.events().last?.text.contains(record.id) == true)
  }

  @Test func `a long reason is cut at a character`() throws {
    let record = try sealed()
    try outbox.accept([record])
    try outbox.settle([.refused(id: record.id, status: 400, reason: String(repeating: "\u{20AC}", count: 400))])
    #expect(try outbox.ledger().first?.reason == String(repeating: "\u{20AC}", count: 170))
  }

  @Test func `old bodies go, the newest stays, the rows stay and verify`() throws {
    let small = try scratch.open(keptBodies: 20)
    let records = try (0..<5).map { try sealed("123456789\($0)") }
    try small.accept(records)
    for record in records { try small.settle([.sent(id: record.id, status: 200, answer: "")]) }
    #expect(try records.map { try small.body(id: $0.id) != nil } == [false, false, false, true, true])
    #expect(try small.prunedBodies() == 3)
    let report = try small.verify()
    #expect(report.isGood)
    #expect(report.entries == 5)
    #expect(report.bodies == 2)
    let huge = try sealed(String(repeating: "x", count: 500))
    try small.accept([huge])
    try small.settle([.sent(id: huge.id, status: 200, answer: "")])
    #expect(try small.body(id: huge.id) == huge.request)
    #expect(try small.verify().bodies == 1)
    #expect(try small.accept(records) == 0)
  }

  @Test func `the chain can be checked without this program`() throws {
    try settle("sr")
    let rows = try outbox.database.rows("SELECT \(LedgerEntry.columns), hash FROM ledger ORDER BY seq") { row in
      ((0..<22).map { row.text($0) }, row.bytes(22))
    }
    var hash = [UInt8](repeating: 0, count: 32)
    for (columns, wanted) in rows {
      hash = Digest.sha256(hash + columns.flatMap { Array("\($0.utf8.count):\($0),".utf8) })
      #expect(hash == wanted)
    }
    #expect(try outbox.verify().head == Hex.encode(hash))
  }

  @Test func `rows cannot be changed through SQL, nor sealed records`() throws {
    let record = try #require(try settle("s").first)
    let waiting = try sealed()
    try outbox.accept([waiting])
    for statement in [
      "UPDATE ledger SET result = 'dropped'", "DELETE FROM ledger", "UPDATE record SET body = x'00'",
      "DELETE FROM record WHERE id = '\(waiting.id)'", "UPDATE record SET url = '' WHERE id = '\(record.id)'",
      "INSERT INTO spool (number, destination, bytes, accepted) VALUES (99, 'home', 1, 1)",
    ] {
      guard case .forbidden? = fault({ () throws(OutboxFault) in try outbox.database.run(statement) }) else {
        Issue.record("\(statement)")
        return
      }
    }
    #expect(try outbox.verify().isGood)
  }

  // MARK: - Tampering

  /// Changes the file as somebody with SQLite's shell would who drops the triggers first.
  private func tamper(_ statement: String) throws {
    try outbox.database.execute("DROP TRIGGER ledger_never_changes; DROP TRIGGER ledger_never_shrinks;")
    try outbox.database.execute("DROP TRIGGER ledger_has_no_gaps; DROP TRIGGER record_never_changes;")
    try outbox.database.execute(statement)
  }

  static let columns = LedgerEntry.columns.split(separator: ",").map { $0.filter { $0 != " " } } + ["hash"]

  @Test(arguments: columns.dropFirst()) func `a changed column names its row`(column: String) throws {
    try settle("srwsd")
    for seq: Int64 in [1, 3, 5] {
      let copy = try Scratch()
      try outbox.database.execute("VACUUM INTO '\(copy.file)'")
      let other = try copy.open()
      try other.database.execute("DROP TRIGGER ledger_never_changes")
      #expect(try other.verify().isGood)
      let kind = try other.database.first("SELECT typeof(\(column)) FROM ledger") { $0.text(0) }
      let value = kind == "integer" ? "\(column) + 1" : kind == "blob" ? "zeroblob(32)" : "\(column) || 'x'"
      try other.database.run("UPDATE ledger SET \(column) = \(value) WHERE seq = \(seq)")
      #expect(try other.verify().firstBad?.seq == seq, "\(column) of \(seq)")
    }
  }

  @Test func `a missing row in the middle, at the start and at the end is found`() throws {
    for seq: Int64 in [1, 2, 4] {
      let copy = try Scratch()
      try settle("s")
      while try outbox.ledger().count < 4 { try settle("s") }
      try outbox.database.execute("VACUUM INTO '\(copy.file)'")
      let other = try copy.open()
      try other.database.execute("DROP TRIGGER ledger_never_shrinks")
      let last = try other.ledger().first?.seq ?? 0
      let gone = seq == 4 ? last : seq
      try other.database.run("DELETE FROM ledger WHERE seq = \(gone)")
      #expect(try other.verify().firstBad?.seq == gone)
      // Going on does not heal it.
      let record = try sealed()
      try other.accept([record])
      try other.settle([.sent(id: record.id, status: 200, answer: "")])
      #expect(try other.verify().firstBad?.seq == gone)
    }
  }

  @Test func `rows that change places are found`() throws {
    try settle("ss")
    try tamper("UPDATE ledger SET seq = 9 WHERE seq = 1; UPDATE ledger SET seq = 1 WHERE seq = 2;")
    try outbox.database.run("UPDATE ledger SET seq = 2 WHERE seq = 9")
    #expect(try outbox.verify().firstBad?.seq == 1)
  }

  @Test func `a changed body names the row it was sent with`() throws {
    let records = try settle("sss")
    try tamper("UPDATE record SET body = 'other' WHERE id = '\(records[1].id)'")
    #expect(try outbox.verify().firstBad == .init(seq: 2, why: "the kept body does not match its SHA-256"))
  }

  @Test func `a check can be stopped`() throws {
    let records = try (0..<1500).map { try sealed("\($0)") }
    try outbox.accept(records)
    try outbox.settle(records.map { .sent(id: $0.id, status: 200, answer: "") })
    var reached: [Int64] = []
    let report = try outbox.verify {
      reached.append($0)
      return false
    }
    #expect(reached == [1000])
    #expect(report.entries == 1000)
    #expect(report.isGood)
  }
}
