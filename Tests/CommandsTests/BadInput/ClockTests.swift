import Glibc
import Outbox
import Platform
import Report
import Testing

/// A clock that was years ahead and has been set right: times in the state lie in the future.
@Suite struct ClockTests {
  private let years: Int64 = 5 * 365 * 86400 * 1000

  @Test func `reports go on, and the first is a full one`() throws {
    let machine = try Machine(interval: 1)
    try machine.must("on")
    try machine.must("send")
    try machine.must("show")
    let future = Timestamp.now() + years
    for key in ["report.full_at", "report.next_at"] { try machine.remember(key, future) }
    let daemon = try machine.daemon()
    eventually("reports come") { machine.sentReports().count >= 3 }
    machine.stop(daemon)
    try machine.remember("report.full_at", future)
    try machine.must("send")
    #expect(try machine.reports().last?.text("classification") == "node/report/full")
    let next = try machine.home().text("next_report")
    #expect(next == "" || (Timestamp(iso8601: next) ?? future) < future)
  }

  @Test func `what waits for a moment years ahead leaves now`() throws {
    let isWell = Flag(false)
    let machine = try Machine(respond: { _ in isWell.value ? .ok : .json(503, "{}") })
    try machine.must("on")
    #expect(try machine.run("send").status == 75)
    isWell.set(true)
    for door in [["--daemon", "--once"], ["--daemon"]] {
      if try machine.spool().isEmpty {
        isWell.set(false)
        #expect(try machine.run("send").status == 75)
        isWell.set(true)
      }
      let id = try #require(try machine.spool().first).text("id")
      let future = Timestamp.now() + years
      try Outbox(directory: machine.state, access: .readWrite).settle([
        .retry(id: id, status: 503, reason: "answered 503", nextTry: future, destinationRetryAt: future)
      ])
      let child = try machine.start(["--config", machine.config, "--state-dir", machine.state] + door)
      eventually("it left by \(door)") { (try? machine.spool().isEmpty) ?? false }
      child.send(SIGTERM)
      child.wait()
      #expect(try machine.ledger().contains { $0.text("id") == id && $0.text("result") == "sent" })
    }
  }

  @Test func `a draft from the future is not the next report`() throws {
    let machine = try Machine()
    try machine.must("on")
    let shown = try machine.must("show").out
    let outbox = try Outbox(directory: machine.state, access: .readWrite)
    let text = try #require(try outbox.state("draft.home"))
    var draft = try #require(try JSONReader.parse(text).objectValue)
    draft["made"] = .int((Timestamp.now() + years).milliseconds)
    try outbox.setState("draft.home", JSONWriter.text(.object(draft)))
    try machine.must("send")
    #expect(machine.sentReports().count == 1)
    #expect(machine.sentReports().first != shown)
  }
}
