import Glibc
import Platform
import Report
import Testing

@testable import Outbox

@Suite struct RepairTests {
  /// An outbox of 40 waiting and 20 settled records with bodies of a page each, closed.
  private func filled(_ scratch: Scratch) throws -> [SealedRecord] {
    let outbox = try scratch.open()
    let records = try (0..<60).map { try sealed(String(repeating: "x\($0)", count: 2000)) }
    try outbox.accept(records)
    try outbox.settle(records[..<20].map { .sent(id: $0.id, status: 200, answer: "ok") })
    try outbox.setState("agent.next", "17")
    return records
  }

  private func overwrite(_ path: String, at offset: Int, count: Int) throws {
    var bytes = try Files.read(path)
    for index in offset..<min(bytes.count, offset + count) { bytes[index] = 0xA5 }
    try Files.replace(path, with: bytes)
  }

  @Test func `a whole file has no findings, and its repair loses nothing`() throws {
    let scratch = try Scratch()
    let records = try filled(scratch)
    #expect(try scratch.open(.readOnly).integrityCheck().isEmpty)
    let report = try Outbox.repair(directory: scratch.path)
    #expect(report.waiting == 40)
    #expect(report.ledger == 20)
    #expect(report.bodies == 20)
    #expect(report.lost == 0)
    #expect(report.damage.isEmpty)
    #expect(Files.exists(report.setAside))
    let outbox = try scratch.open()
    #expect(try outbox.verify().isGood)
    #expect(try outbox.summary().count == 40)
    #expect(try outbox.waiting(limit: 99).map(\.id) == records[20...].map(\.id))
    #expect(try outbox.record(id: records[59].id) == records[59])
    #expect(try outbox.state("agent.next") == "17")
    try outbox.settle([.sent(id: records[30].id, status: 200, answer: "")])
    #expect(try outbox.verify().entries == 21)
    #expect(throws: OutboxFault.self) { try outbox.database.run("DELETE FROM ledger") }
  }

  @Test func `damaged pages cost the rows on them and no others`() throws {
    let scratch = try Scratch()
    let records = try filled(scratch)
    let size = try Files.read(scratch.file).count
    // Somewhere in the middle of the bodies.
    try overwrite(scratch.file, at: size / 2 / 4096 * 4096, count: 3 * 4096)
    #expect(try !scratch.open(.readOnly).integrityCheck().isEmpty)
    let report = try Outbox.repair(directory: scratch.path)
    #expect(report.waiting + report.ledger >= 50)
    let outbox = try scratch.open()
    #expect(try outbox.integrityCheck().isEmpty)
    for entry in try outbox.waiting(limit: 99) {
      let whole = try #require(try outbox.record(id: entry.id))
      // What was saved from a half-readable body must not be sent as if it were whole.
      #expect(records.contains(whole), "\(entry.id)")
    }
  }

  @Test func `a file that is no database any more is named so and can be set aside`() throws {
    let scratch = try Scratch()
    _ = try filled(scratch)
    try overwrite(scratch.file, at: 0, count: 4096)
    let found = fault { () throws(OutboxFault) in try Outbox(directory: scratch.path, access: .readWrite) }
    guard case .corrupt(scratch.file, _)? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    let before = try Files.read(scratch.file)
    let aside = try Outbox.setAside(directory: scratch.path, now: Timestamp(seconds: 0))
    #expect(aside == scratch.file + ".corrupt-19700101T000000Z")
    #expect(try Files.read(aside) == before)
    #expect(try scratch.open().summary().count == 0)
    #expect(try Outbox.setAside(directory: scratch.path, now: Timestamp(seconds: 0)) == aside + "-2")
  }

  @Test func `a repair of a file without a readable page starts anew and keeps the old one`() throws {
    let scratch = try Scratch()
    try Files.create(scratch.file, with: Array("this is not a database, it is a shopping list".utf8), mode: 0o600)
    let report = try Outbox.repair(directory: scratch.path)
    #expect(report.waiting == 0)
    #expect(!report.damage.isEmpty)
    #expect(try Files.readText(report.setAside).hasPrefix("this is not"))
    #expect(try scratch.open().events().map(\.kind) == ["repair"])
  }
}
