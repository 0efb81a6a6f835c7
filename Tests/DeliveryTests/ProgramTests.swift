import Glibc
import Outbox
import Platform
import Report
import Testing

@testable import Delivery

@Suite struct ProgramTests {
  let scratch: Scratch
  let outbox: Outbox

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.outbox()
    try scratch.consent()
  }

  private func program(_ arguments: [String] = [], hasInput: Bool = true, isQuiet: Bool = false) throws -> Child {
    try Child(
      Places.program("telemetry-deliver"), ["--state-dir", scratch.path] + arguments, hasInput: hasInput,
      isQuiet: isQuiet)
  }

  @Test func `once sends what is due and tells what waits by its exit status`() throws {
    let server = try Server(scratch)
    try outbox.accept([try sealed(server.url), try sealed(server.url)])
    #expect(try program(["--once"]).wait() == 0)
    #expect(try server.requests().count == 2)
    #expect(try program(["--once"]).wait() == 0)
    try outbox.accept([try sealed(server.url + "/status/500")])
    #expect(try program(["--once"]).wait() == 75)
  }

  @Test func `a byte on its input makes it look, the end makes it leave`() throws {
    let server = try Server(scratch)
    let child = try program()
    try outbox.accept([try sealed(server.url)])
    try child.write("!")
    try eventually("the record is sent") { try outbox.summary().count == 0 }
    try outbox.accept([try sealed(server.url)])
    // Nobody pokes: it sees by itself that the outbox changed.
    try eventually("the second record is sent") { try outbox.summary().count == 0 }
    try outbox.accept([try sealed(server.url + "/flaky/1")])
    try child.write("!!")
    try eventually("the record is sent after its pause") { try outbox.summary().count == 0 }
    child.closeInput()
    #expect(child.wait() == 0)
    #expect(try outbox.ledger().map(\.result) == [.sent, .sent, .sent])
    #expect(try outbox.ledger().first?.tries == 2)
  }

  @Test func `it works with dev null as its input`() throws {
    let server = try Server(scratch)
    let child = try program(hasInput: false)
    try outbox.accept([try sealed(server.url)])
    try eventually("the record is sent") { try outbox.summary().count == 0 }
    child.send(SIGTERM)
    #expect(child.wait() == 0)
  }

  @Test func `a second one leaves at once`() throws {
    let first = try program()
    eventually("the first holds the lock") { ProcessLock.holder(directory: scratch.path, .deliver) == first.pid }
    #expect(try program(["--once"], isQuiet: true).wait() == 0)
    first.closeInput()
    #expect(first.wait() == 0)
    #expect(ProcessLock.holder(directory: scratch.path, .deliver) == nil)
  }

  @Test func `SIGTERM abandons what hangs, which stays as it was`() throws {
    let server = try Server(scratch)
    let record = try sealed(server.url + "/hang")
    try outbox.accept([record])
    let child = try program()
    try eventually("the server has it") { try server.requests().count == 1 }
    child.send(SIGTERM)
    #expect(child.wait() == 0)
    let entry = try #require(try outbox.waiting(id: record.id))
    #expect(entry.tries == 1)
    #expect(try outbox.record(id: record.id) == record)
  }

  /// Arguments and the exit status they end with.
  static let commandLines: [([String], Int32)] = [
    (["--what"], 64), ([], 64), (["--state-dir"], 64), (["--once=1", "--state-dir", "/"], 64), (["--version"], 0),
    (["--state-dir", "/nowhere/at/all"], 66),
  ]

  @Test(arguments: commandLines) func `its command line is checked`(arguments: [String], status: Int32) throws {
    let child = try Child(Places.program("telemetry-deliver"), arguments, hasInput: false, isQuiet: true)
    #expect(child.wait() == status)
  }

  @Test func `a thousand records are sent in little memory`() throws {
    let server = try Server(scratch)
    let body = String(repeating: "0123456789abcdef", count: 1500)
    try outbox.accept(try (0..<1000).map { try sealed(server.url, body + String($0)) })
    let child = try program()
    try eventually("all are sent", within: 60) { try outbox.summary().count == 0 }
    let status = try Files.readText("/proc/\(child.pid)/status")
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
    let kilobytes = try #require(Int(peak.filter { $0.isNumber }))
    // A debug build with its shared Swift libraries; the release is far below.
    #expect(kilobytes < 40_000, "\(peak)")
    #expect(Set(try server.requests().map(\.sha256)).count == 1000)
  }

  @Test func `killed at any moment it loses nothing and changes nothing`() throws {
    let server = try Server(scratch)
    var bodies: Set<String> = []
    var kills = 0
    while kills < 100 {
      let batch = try (0..<12).map { try sealed(server.url + "/ok", "{\"batch\":\(kills),\"n\":\($0)}") }
      bodies.formUnion(batch.map(\.sha256))
      try outbox.accept(batch)
      let child = try program(isQuiet: true)
      usleep(UInt32.random(in: 0..<40_000))
      child.send(SIGKILL)
      #expect(child.wait() == -SIGKILL)
      kills += 1
    }
    #expect(try program(["--once"]).wait() == 0)
    let settled = try outbox.ledger(LedgerFilter(limit: 10_000))
    #expect(settled.count == 1200)
    #expect(settled.allSatisfy { $0.result == .sent })
    #expect(Set(settled.map(\.sha256)) == bodies)
    let arrived = try server.requests()
    #expect(Set(arrived.map(\.sha256)) == bodies)
    // Some arrived twice, each time as counted: never more often than it was tried.
    let times = Dictionary(grouping: arrived, by: \.sha256).mapValues(\.count)
    #expect(settled.allSatisfy { times[$0.sha256, default: 0] <= $0.tries })
    #expect(try outbox.verify().isGood)
    #expect(try outbox.integrityCheck().isEmpty)
  }
}
