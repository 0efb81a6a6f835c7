import Glibc
import Platform
import Report
import Testing

/// From a fresh machine to reports that leave, and back: what an administrator does, in order.
@Suite struct ConsentJourneyTests {
  @Test func `what is previewed needs no consent, what leaves does`() throws {
    let machine = try Machine()
    let preview = try machine.must("preview")
    let body = try preview.json()
    #expect(body["statistics"]?["uptime"] != nil)
    #expect(body.text("email") == "admin@example.com")
    #expect(!Files.exists(machine.state + "/outbox.sqlite"), "a preview keeps nothing")

    for words in [["show"], ["send"]] {
      let refused = try machine.run(words)
      #expect(refused.status == 77)
      #expect(refused.out.isEmpty)
      #expect(
        refused.err == "telemetry-tui: nothing may leave for home, nobody has agreed yet: home: agree with "
          + "`telemetry-tui on home`, or look first with `telemetry-tui preview`\n")
    }
    let once = try machine.run("--daemon", "--once")
    #expect(once.status == 0)
    #expect(once.err.contains("nobody has agreed yet"))
    let before = try machine.must("status")
    #expect(before.text.hasPrefix("nothing leaves this machine\n"))
    #expect(before.text.contains("telemetry-tui on home"))
    #expect(try machine.home().text("state") == "off")
    #expect(machine.sink.count == 0)

    let on = try machine.must("on")
    #expect(on.text == "home is on: basic, crash, device, event to \(machine.sink.url)/telemetry/v1\n")
    let agreed = try machine.home()
    #expect(agreed.text("state") == "on")
    #expect(agreed["consent"]?.text("by") == "root" || geteuid() != 0)
    #expect(agreed["consent"]?["channels"]?.arrayValue?.count == 4)
    #expect(try machine.must("status").text.hasPrefix("on for home, but no agent is running\n"))
    #expect(machine.sink.count == 0, "agreeing alone sends nothing")
  }

  @Test func `what show prints is what send sends, what the journal shows and what its hash says`() throws {
    let machine = try Machine()
    try machine.must("on")
    let shown = try machine.must("show").out
    let sent = try machine.must("send")
    #expect(machine.sentReports() == [shown])
    #expect(sent.err.contains("sent \(shown.count) bytes to home, status 200, sha256 \(sha256(shown))"))
    #expect(try !JSONReader.parse(shown).contains("email"), "the channel ident is off")

    let row = try #require(try machine.reports().last)
    let names = [
      "id", "seq", "time", "destination", "url", "method", "channel", "classification", "event_id", "bytes", "sha256",
      "result", "status", "tries",
    ]
    #expect(names.allSatisfy { row[$0] != nil }, "\(row)")
    #expect(row.text("destination") == "home")
    #expect(row.text("url") == machine.sink.url + "/telemetry/v1")
    #expect(row.text("method") == "POST")
    #expect(row.text("channel") == "basic")
    #expect(row.text("classification") == "node/report/full")
    #expect(row.number("bytes") == Int64(shown.count))
    #expect(row.text("sha256") == sha256(shown))
    #expect(row.text("result") == "sent")
    #expect(row.number("status") == 200)
    #expect(row.number("tries") == 1)
    #expect(try machine.must("journal", "show", "--body", row.text("id")).out == shown)
    #expect(try machine.must("journal", "show", String(row.text("id").prefix(8))).text.contains(sha256(shown)))
    let verified = try machine.must("journal", "verify", "--json").json()
    #expect(verified["good"] == .bool(true))
    let request = try #require(machine.sink.requests.last)
    #expect(request.path == "/telemetry/v1")
    #expect(request.header("Content-Type") == "application/json")

    let last = try machine.home()["last_result"]
    #expect(last?.text("sha256") == sha256(shown))
    let lines = try machine.must("journal", "export").text.split(separator: "\n")
    #expect(lines.count == (try machine.ledger().count))
  }

  @Test func `what show prints is what one round of the daemon sends`() throws {
    let machine = try Machine()
    try machine.must("on")
    let shown = try machine.must("show").out
    try machine.must("--daemon", "--once")
    #expect(machine.sentReports() == [shown])
    // The next round has nothing that was shown: it is another report.
    try machine.must("--daemon", "--once")
    #expect(machine.sentReports().count == 2)
    #expect(machine.sentReports().last != shown)
  }

  @Test func `what show prints is the running daemon's next report`() throws {
    let machine = try Machine(interval: 2)
    try machine.must("on")
    let shown = try machine.must("show").out
    let daemon = try machine.daemon()
    eventually("the first report came") { machine.sentReports().count >= 1 }
    #expect(machine.sentReports().first == shown)
    // Shown while it runs: what comes next, not what the daemon would have made of a later round.
    let next = try machine.must("show").out
    eventually("the next report came") { machine.sentReports().contains(next) }
    #expect(try machine.status().number("daemon") == Int64(daemon.pid))
    machine.stop(daemon)
    #expect(!Files.exists(machine.state + "/agent.pid"))
    #expect(!Files.exists(machine.state + "/control.sock"))
  }

  @Test func `consent reaches a running daemon at once, and so does its withdrawal`() throws {
    let machine = try Machine(interval: 1)
    let daemon = try machine.daemon()
    #expect(try machine.home().text("reason") == "nobody has agreed yet")
    try machine.must("on")
    eventually("a report came") { machine.sentReports().count >= 2 }
    let off = try machine.must("off")
    #expect(off.text.hasPrefix("off: nothing leaves this machine\n"))
    machine.deliveryIsOverOrIdle()
    let count = machine.sink.count
    // Two more intervals would have brought two more reports.
    usleep(2_500_000)
    #expect(machine.sink.count == count, "opting out is silent")
    #expect(try machine.home().text("state") == "off")
    #expect(try machine.spool().isEmpty)
    machine.stop(daemon)
  }

  @Test func `off withdraws what waits, and the journal says so`() throws {
    let machine = try Machine(respond: { _ in .json(503, "{}") })
    try machine.must("on")
    #expect(try machine.run("send").status == 75)
    #expect(try machine.spool().count == 1)
    #expect(try machine.must("off").text.contains("1 waiting record was withdrawn"))
    #expect(try machine.spool().isEmpty)
    let count = machine.sink.count
    let row = try #require(try machine.reports().last)
    #expect(row.text("result") == "withdrawn")
    #expect(row.text("reason") == "consent was withdrawn")
    #expect(try machine.run("show").status == 77)
    #expect(try machine.run("spool", "retry").status == 0)
    #expect(machine.sink.count == count)
    #expect(try machine.must("off").text.hasPrefix("off already"))
  }

  @Test func `switching a channel off withdraws the records that hold its fields`() throws {
    let machine = try Machine(respond: { _ in .json(503, "{}") })
    try machine.must("on", "--channels", "basic,ident")
    #expect(try machine.run("send").status == 75)
    let waiting = try #require(try machine.spool().first)
    #expect(try machine.must("spool", "show", waiting.text("id")).json().text("email") == "admin@example.com")
    let off = try machine.must("channel", "off", "ident")
    #expect(off.text.contains("channel ident is off"))
    #expect(off.text.contains("1 waiting record was withdrawn"))
    #expect(try machine.reports().last?.text("reason") == "the channel ident was switched off")
    #expect(try machine.must("show").json()["email"] == nil)
    #expect(try machine.must("channel", "--json").text.contains("\"ident\""))
    try machine.must("channel", "off", "basic")
    #expect(try machine.run("show").status == 77)
    #expect(try machine.run("send").status == 77)
    #expect(try machine.home().text("state") == "held")
  }

  @Test func `the e-mail address leaves with the channel ident alone`() throws {
    let machine = try Machine()
    try machine.must("on")
    try machine.must("send")
    #expect(try JSONReader.parse(try #require(machine.sentReports().last))["email"] == nil)
    #expect(try machine.must("channel", "on", "ident").text.contains("home gets it from now on"))
    try machine.must("send")
    #expect(try JSONReader.parse(try #require(machine.sentReports().last)).text("email") == "admin@example.com")
  }
}

extension JSON {
  /// Whether an object has this member.
  func contains(_ key: String) -> Bool { self[key] != nil }
}
