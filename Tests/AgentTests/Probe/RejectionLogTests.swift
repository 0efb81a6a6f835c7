import Outbox
import Platform
import ProbeSocket
import Synchronization
import Testing

@testable import Agent

@Suite("What is not taken in") struct RejectionLogTests {
  @Test("the first of a kind have rows of their own, the others one row that counts them")
  func flood() {
    let log = RejectionLog {}
    for number in 0..<1000 { log.add(ProbeFault.lengthWord(UInt32(number)), from: "uid 7") }
    log.add(ProbeFault.severity("99"), from: "uid 7")
    let rows = log.take()
    #expect(rows.count == RejectionLog.most + 1)
    #expect(rows.first?.reason == "uid 7: length word 0 is not 5 to 13500")
    #expect(log.take().isEmpty)
    #expect(log.take(atOnce: true).map(\.reason) == ["990 more messages of one minute: length"])
    #expect(log.periodEnd == nil)
  }

  @Test("what could not be written comes again, in its order, and what is beyond the room for it is counted")
  func putBack() throws {
    let log = RejectionLog {}
    for number in 0..<4 { log.add(ProbeFault.lengthWord(UInt32(number)), from: "uid 7") }
    let rows = log.take()
    log.add(ProbeFault.severity("9"), from: "uid 7")
    log.putBack(rows)
    let again = log.take()
    #expect(again.count == 5 && Array(again.prefix(4)) == rows)
    let many = (0..<RejectionLog.mostWaiting + 7).map { number in
      Rejection(id: String(repeating: "0", count: 32), bytes: number, reason: "")
    }
    log.putBack(many)
    log.add(ProbeFault.eventID("x"), from: "uid 7")
    let bounded = log.take()
    #expect(bounded.count == RejectionLog.mostWaiting + 1)
    #expect(bounded.first?.reason == "8 more messages while the journal could not be written")
    #expect(log.take().isEmpty)
  }

  @Test("who waits is woken once, not for each")
  func wakes() {
    let wakes = Mutex(0)
    let log = RejectionLog { wakes.withLock { $0 += 1 } }
    for _ in 0..<5 { log.add(ProbeFault.severity("x"), from: "uid 7") }
    #expect(wakes.withLock { $0 } == 1)
    #expect(log.take().count == 5)
    log.add(ProbeFault.severity("x"), from: "uid 7")
    #expect(wakes.withLock { $0 } == 2)
  }

  @Test("reasons that the sender makes up do not make rows without end")
  func manyReasons() throws {
    let log = RejectionLog {}
    let record = try ProbeSamples.record()
    for number in 0..<5000 { log.add(record, reason: "reason \(number)") }
    #expect(log.take(atOnce: true).count <= 100 + 2 * RejectionLog.most)
  }
}
