import Platform
import Report
import Testing

@testable import Outbox

@Suite struct RecordIDsTests {
  @Test func `ids are what a record id is, none comes twice, and those of a batch are neighbours`() throws {
    var prefixes: Set<String> = []
    var all: Set<String> = []
    for _ in 0..<20 {
      var ids = try RecordIDs(500)
      var batch: [String] = []
      while let id = ids.next() { batch.append(id) }
      #expect(batch.count == 500)
      #expect(batch.allSatisfy { $0.utf8.count == 32 && $0.utf8.allSatisfy(Hex.isLowerCaseDigit) })
      #expect(Set(batch.map { $0.prefix(4) }).count == 1 && Set(batch.map { $0.prefix(8) }).count > 490)
      prefixes.insert(String(batch[0].prefix(4)))
      all.formUnion(batch)
    }
    #expect(all.count == 20 * 500 && prefixes.count > 15)
  }

  @Test func `of a batch only what is new waits: not a repeat, not what is settled, and a draft is promoted`() throws {
    let scratch = try Scratch()
    let outbox = try scratch.open()
    let old = try (0..<4).map { try sealed("\($0)") }
    try outbox.accept(Array(old[0..<3]))
    try outbox.settle([.sent(id: old[0].id, status: 200, answer: "")])
    let pruned = try scratch.open(keptBodies: 0)
    try pruned.settle([.sent(id: old[1].id, status: 200, answer: "")])
    try outbox.saveDraft(old[3])
    let new = try (0..<3).map { try sealed("new \($0)", to: .collector) }
    let batch = [new[0], old[0], old[1], new[1], old[2], new[1], old[3], new[2]]
    #expect(try outbox.accept(batch) == 4)
    #expect(try Set(outbox.waiting().map(\.id)) == Set([old[2], old[3], new[0], new[1], new[2]].map(\.id)))
    #expect(try outbox.waiting(destination: .collector).map(\.id) == new.map(\.id), "in the order of the batch")
    for record in new { #expect(try outbox.record(id: record.id) == record) }
    #expect(try outbox.summary().count == 5 && outbox.draft(for: .home) == nil)
    #expect(try outbox.integrityCheck().isEmpty && outbox.verify().isGood)
  }
}
