import Digest
import Glibc
import Platform
import Report
import TestSupport
import Testing

@testable import Outbox

/// A file that version 1 of the format wrote: records `000...` to `222...` settled, `333...` and `444...` waiting,
/// `555...` a draft.
@Suite struct OlderVersionTests {
  let scratch: Scratch
  private let ids = (0..<6).map { String(repeating: "\($0)", count: 32) }

  init() throws {
    scratch = try Scratch()
    let old = try Files.read(InfoCaptures.packageRoot + "/Tests/Fixtures/outbox/outbox-v1.sqlite")
    try Files.create(scratch.file, with: old, mode: 0o600)
  }

  private func check(_ outbox: Outbox) throws {
    #expect(try outbox.database.number("PRAGMA user_version") == Int64(Schema.version))
    #expect(try outbox.waiting().map(\.id) == [ids[3], ids[4]])
    #expect(try outbox.waiting(id: ids[3])?.lastError == "h answered 503")
    #expect(try outbox.draft(for: .home)?.id == ids[5])
    #expect(try outbox.ledger(order: .oldestFirst).map(\.result) == [.sent, .sent, .withdrawn])
    #expect(try outbox.destinationState(.home).failures == 1 && outbox.state("agent.next") == "17")
    for id in ids {
      let record = try #require(try outbox.record(id: id))
      #expect(record.authority == .configured && record.isIntact)
    }
    let report = try outbox.verify()
    #expect(report.isGood && report.entries == 3 && report.bodies == 3)
    #expect(try outbox.integrityCheck().isEmpty)
  }

  @Test func `a file of version 1 is brought to this one and loses nothing`() throws {
    let outbox = try scratch.open()
    try check(outbox)
    var record = try sealed(to: .collector)
    record.authority = .file("/etc/own.pem")
    try outbox.accept([record])
    try outbox.settle([.sent(id: ids[3], status: 200, answer: "")])
    #expect(try outbox.record(id: record.id) == record)
    #expect(try outbox.verify().isGood && outbox.verify().entries == 4)
    #expect(try outbox.database.rows("SELECT form FROM ledger ORDER BY seq") { $0.int(0) } == [1, 1, 1, 3])
  }

  @Test func `a row of version 3 holds, and cannot pass for one of another form`() throws {
    let outbox = try scratch.open()
    let rows = try outbox.ledger(order: .oldestFirst)
    let before = try #require(try outbox.database.first("SELECT hash FROM ledger WHERE seq = 3") { $0.bytes(0) })
    let row = LedgerEntry(
      seq: 4, time: rows[2].time, entry: try #require(try outbox.waiting(id: ids[3])), result: .dropped, status: 503,
      reason: "by hand")
    // As version 3 wrote it: without the fields that were accepted, its form last.
    let texts = row.values.dropLast(2).map { value in
      switch value {
      case .number(let number): String(number)
      case .text(let text): text
      case .bytes: ""
      }
    }
    let form = (texts + ["2"]).map { "\($0.utf8.count):\($0)," }.joined()
    let hash = Digest.sha256(before + Array(form.utf8))
    let marks = String(repeating: "?, ", count: row.values.count) + "?"
    try outbox.database.run(
      "INSERT INTO ledger (\(LedgerEntry.columns), hash) VALUES (\(marks))",
      row.values.dropLast() + [.number(2), .bytes(hash)])
    try outbox.database.run(
      "UPDATE state SET value = ? WHERE key = 'ledger.head'", [.text("4 \(Hex.encode(hash))")])
    #expect(try outbox.verify().isGood && outbox.verify().entries == 4)
    try outbox.settle([.sent(id: ids[4], status: 200, answer: "")])
    #expect(try outbox.verify().isGood && outbox.verify().entries == 5)
    for form in [1, 3] {
      try outbox.database.execute("DROP TRIGGER IF EXISTS ledger_never_changes")
      try outbox.database.run("UPDATE ledger SET form = ? WHERE seq = 4", [.number(form)])
      #expect(try outbox.verify().firstBad?.seq == 4)
    }
  }

  @Test func `whoever only reads can read it too`() throws { try check(try scratch.open(.readOnly)) }

  @Test func `a repair of it gives a file of this version`() throws {
    let report = try Outbox.repair(directory: scratch.path)
    #expect(report.waiting == 2 && report.ledger == 3 && report.bodies == 3 && report.lost == 0 && report.damage == [])
    try check(try scratch.open())
  }
}

extension SealedRecord {
  fileprivate var isIntact: Bool { Hex.encode(Digest.sha256(request.body)) == sha256 }
}
