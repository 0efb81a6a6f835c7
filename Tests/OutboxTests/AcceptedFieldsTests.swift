import Platform
import Report
import Testing

@testable import Outbox

/// Records with fields that nobody had agreed to, under a setting that lets them through.
@Suite struct AcceptedFieldsTests {
  let scratch: Scratch
  let outbox: Outbox
  private let fields = ["collections_available.*", "heap_stats.*"]

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.open()
  }

  private func accepted() throws -> SealedRecord {
    var record = try sealed("{\"new\":1}", to: .report)
    record.newFields = fields
    return record
  }

  @Test func `their names go with the record into the spool and the ledger, and no other has them`() throws {
    let record = try accepted(), plain = try sealed(to: .report)
    try outbox.accept([plain, record, try sealed(to: .report)])
    #expect(try outbox.record(id: record.id) == record)
    #expect(try outbox.waiting().map(\.newFields) == [[], fields, []])
    try outbox.settle([.sent(id: record.id, status: 200, answer: ""), .sent(id: plain.id, status: 200, answer: "")])
    #expect(try outbox.ledgerEntry(id: record.id)?.newFields == fields)
    #expect(try outbox.ledgerEntry(id: plain.id)?.newFields == [])
    let stays = try accepted()
    try outbox.keep([stays], reason: "stays")
    #expect(try outbox.ledgerEntry(id: stays.id)?.newFields == fields)
  }

  @Test func `they are part of the chain`() throws {
    let record = try accepted()
    try outbox.accept([record])
    try outbox.settle([.sent(id: record.id, status: 200, answer: "")])
    #expect(try outbox.verify().isGood)
    try outbox.database.execute("DROP TRIGGER ledger_never_changes; UPDATE ledger SET new_fields = ''")
    #expect(try outbox.verify().firstBad?.seq == 1)
  }

  @Test func `a draft and a repair keep them`() throws {
    let record = try accepted()
    try outbox.saveDraft(record)
    try outbox.promoteDraft(id: record.id)
    #expect(try outbox.waiting(id: record.id)?.newFields == fields)
    _ = try Outbox.repair(directory: scratch.path)
    #expect(try scratch.open().waiting(id: record.id)?.newFields == fields)
  }

  @Test func `no pattern has a comma, which stands between them`() {
    for entry in FieldRegistry.entries { #expect(!entry.pattern.contains(","), "\(entry.pattern)") }
  }
}
