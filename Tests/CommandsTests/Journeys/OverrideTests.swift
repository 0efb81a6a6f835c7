import Glibc
import Platform
import Report
import Testing

/// What is stronger than consent, and consent that cannot be understood.
@Suite struct OverrideTests {
  @Test func `DO_NOT_TRACK beats consent, and status names it`() throws {
    let machine = try Machine()
    try machine.must("on")
    machine.variables["DO_NOT_TRACK"] = "1"
    for words in [["show"], ["send"]] {
      let refused = try machine.run(words)
      #expect(refused.status == 77)
      #expect(refused.err.contains("DO_NOT_TRACK is set in the environment"))
    }
    #expect(try machine.run("--daemon", "--once").err.contains("DO_NOT_TRACK"))
    #expect(try machine.home().text("state") == "held")
    #expect(try machine.must("status").text.contains("DO_NOT_TRACK is set in the environment"))
    #expect(machine.sink.count == 0)
    machine.variables["DO_NOT_TRACK"] = "0"
    try machine.must("send")
    #expect(machine.sink.count > 0)
  }

  @Test func `disable beats consent, and status names the line`() throws {
    let machine = try Machine()
    try machine.must("on")
    try machine.must("config", "set", "main.disable", "true")
    let refused = try machine.run("send")
    #expect(refused.status == 77)
    #expect(refused.err.contains("disable = true (\(machine.config):"))
    #expect(try machine.must("status").text.contains("disable = true (\(machine.config):"))
    #expect(try machine.run("--daemon", "--once").status == 0)
    #expect(machine.sink.count == 0)
    try machine.must("config", "unset", "main.disable")
    try machine.must("send")
  }

  @Test func `a running daemon obeys disable at once`() throws {
    let machine = try Machine(interval: 1)
    try machine.must("on")
    let daemon = try machine.daemon()
    eventually("reports come") { machine.sentReports().count >= 1 }
    try machine.must("config", "set", "main.disable", "true")
    machine.deliveryIsOverOrIdle()
    let count = machine.sink.count
    usleep(2_500_000)
    #expect(machine.sink.count == count)
    #expect(try machine.home().text("reason").hasPrefix("disable = true"))
    machine.stop(daemon)
  }

  @Test func `what is accepted and then disabled waits, and leaves later`() throws {
    let machine = try Machine(respond: { _ in .json(503, "{}") })
    try machine.must("on")
    #expect(try machine.run("send").status == 75)
    let count = machine.sink.count
    machine.variables["DO_NOT_TRACK"] = "yes"
    #expect(try machine.run("spool", "retry").status == 75)
    #expect(machine.sink.count == count)
    #expect(try machine.spool().first?.text("error") == "held: DO_NOT_TRACK is set in the environment")
  }

  /// What stands in consent.json, and what is said of it.
  static let broken = [
    ("{\"version\":2,\"destinations\":{}}", "the consent file is of version 2, not 1"),
    ("{\"version\":1", "the consent file is damaged"),
    ("", "the consent file is damaged"),
    ("{\"version\":1,\"destinations\":{\"home\":{\"uid\":0}}}", "the consent for `home` is damaged"),
    ("{\"version\":1,\"destinations\":{\"moon\":{}}}", "the consent for `moon` is damaged"),
  ]

  @Test(arguments: broken) func `consent that cannot be understood lets nothing through`(
    text: String, what: String
  )
    throws
  {
    let machine = try Machine(interval: 1)
    try machine.must("on")
    // Something waits already: it stays.
    try machine.must("show")
    try machine.write("state/consent.json", text)
    for words in [["show"], ["send"]] {
      let refused = try machine.run(words)
      #expect(refused.status == 77)
      #expect(refused.err.contains(what), "\(refused.err)")
    }
    #expect(try machine.run("--daemon", "--once").err.contains(what))
    #expect(try machine.must("status").text.contains(what))
    #expect(try machine.home().text("state") == "held")
    #expect(machine.sink.count == 0)
    // Agreeing anew is the way out.
    try machine.must("on")
    try machine.must("send")
    #expect(machine.sentReports().count == 1)
  }

  @Test(.enabled(if: geteuid() == 0 && Programs.has("setpriv"), "needs root and setpriv"))
  func `consent that may not be read lets nothing through`() throws {
    let machine = try Machine()
    try machine.must("on")
    machine.becomeNobody()
    chown(machine.state + "/consent.json", 0, 0)
    chmod(machine.state + "/consent.json", 0o600)
    let refused = try machine.run("send")
    #expect(refused.status == 77)
    #expect(refused.err.contains("consent.json"), "\(refused.err)")
    #expect(machine.sink.count == 0)
  }
}
