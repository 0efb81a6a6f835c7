import Glibc
import Outbox
import Platform
import Report
import Testing

@testable import Delivery

@Suite struct GateTests {
  let scratch: Scratch
  let outbox: Outbox
  let stage = Stage()

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.outbox()
  }

  @Test func `what is held stays, says why, and reaches nobody`() throws {
    let server = try Server(scratch)
    let records = try (0..<200).map { _ in try sealed(server.url) }
    try outbox.accept(records)
    stage.gate = { _ in .hold("nobody has agreed yet") }
    #expect(try deliverOnce(outbox, stage) == .waiting)
    #expect(try server.requests().isEmpty)
    let waiting = try outbox.waiting(limit: 999)
    #expect(waiting.count == 200)
    #expect(waiting.allSatisfy { $0.lastError == "held: nobody has agreed yet" && $0.tries == 0 && $0.nextTry == nil })
  }

  @Test func `a held record does not stop the one behind it`() throws {
    let server = try Server(scratch)
    let records = try (0..<100).map { _ in try sealed(server.url) }
    let last = records[99].id
    try outbox.accept(records)
    stage.gate = { $0.id == last ? .allow : .hold("no") }
    #expect(try deliverOnce(outbox, stage) == .waiting)
    #expect(try outbox.ledgerEntry(id: last)?.result == .sent)
    #expect(try server.requests().count == 1)
  }

  @Test func `what is withdrawn moves to the ledger and reaches nobody`() throws {
    let server = try Server(scratch)
    let record = try sealed(server.url)
    try outbox.accept([record])
    stage.gate = { _ in .withdraw("the channel basic was switched off") }
    #expect(try deliverOnce(outbox, stage) == .done)
    #expect(try server.requests().isEmpty)
    let entry = try #require(try outbox.ledgerEntry(id: record.id))
    #expect(entry.result == .withdrawn)
    #expect(entry.reason == "the channel basic was switched off")
    #expect(entry.tries == 0)
  }

  @Test func `the gate is asked for every record, and once more right before the socket`() throws {
    let server = try Server(scratch)
    try outbox.accept(try (0..<10).map { _ in try sealed(server.url) })
    // All ten are begun, the first two leave, then consent goes.
    var passes = 0
    stage.gate = { _ in
      passes += 1
      return passes <= 12 ? .allow : .hold("withdrawn a moment ago")
    }
    #expect(try deliverOnce(outbox, stage) == .waiting)
    #expect(try server.requests().count == 2)
    #expect(try outbox.summary().count == 8)
    #expect(try outbox.waiting().allSatisfy { $0.tries == 0 }, "nothing of them left")
  }

  @Test func `bytes that changed on the disk are not sent`() throws {
    let server = try Server(scratch)
    var record = try sealed(server.url)
    record.request.body = Array("something else".utf8)
    try outbox.accept([record])
    #expect(try deliverOnce(outbox, stage) == .waiting)
    #expect(try server.requests().isEmpty)
    #expect(try outbox.waiting(id: record.id)?.lastError.contains("SHA-256") == true)
  }

  @Test func `the program sends nothing without consent, resolves no name, and says what waits`() throws {
    let record = try sealed("http://telemetry.invalid/v1")
    try outbox.accept([record])
    let program = try Child(
      "strace",
      [
        "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg,socket", "-o", scratch.path + "/trace",
        Places.program("telemetry-deliver"), "--state-dir", scratch.path, "--once",
      ], hasInput: false)
    #expect(program.wait() == 75)
    #expect(!(try Files.readText(scratch.path + "/trace")).contains("AF_INET"))
    #expect(try outbox.waiting(id: record.id)?.lastError == "held: nobody has agreed yet")
  }
}
