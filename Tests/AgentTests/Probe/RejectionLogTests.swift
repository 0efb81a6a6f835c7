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
