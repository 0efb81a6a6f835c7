import Glibc
import Platform
import Report
import Testing

/// The console beside a daemon and alone.
@Suite struct ConsoleDoorTests {
  @Test func `beside a daemon it attaches, sends through it, and leaves it running`() throws {
    let machine = try Machine()
    try machine.must("on")
    let daemon = try machine.daemon()
    eventually("the first report came") { machine.sentReports().count == 1 }
    let script = try machine.write(
      "attached.script",
      """
      wait-idle
      expect daemon \(daemon.pid)
      key 3
      wait sha256
      wait-idle
      key s
      wait-idle
      key Enter
      wait accepted
      quit
      """)
    let outcome = try machine.run("--script", script)
    #expect(outcome.status == 0, "\(outcome.err)")
    eventually("what was shown arrived") { machine.sentReports().count == 2 }
    #expect(daemon.poll() == nil)
    machine.stop(daemon)
  }

  @Test func `alone it is the agent itself, and commands of others reach it`() throws {
    let machine = try Machine()
    try machine.must("on")
    let script = try machine.write(
      "alone.script",
      """
      wait-idle
      expect this process
      wait node report (full) to home
      wait home held
      quit
      """)
    let console = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--script", script])
    eventually("its first report came") { machine.sentReports().count == 1 }
    #expect(try machine.run("--daemon").status == 73, "the state directory has its agent")
    try machine.must("channel", "off", "basic")
    #expect(console.wait() == 0, "\(console.err)")
    #expect(!Files.exists(machine.state + "/control.sock"))
    try machine.must("channel", "on", "basic")
    try machine.must("send")
  }

  @Test func `agreeing in the console is consent, written down with the person`() throws {
    let machine = try Machine()
    let script = try machine.write(
      "agree.script",
      """
      wait-idle
      expect Nothing leaves this machine
      key a
      wait-idle
      expect Agree to send to home
      type yes
      key Enter
      wait home on
      quit
      """)
    let outcome = try machine.run("--script", script)
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try machine.home()["consent"]?.text("by").isEmpty == false)
  }

  @Test func `when the daemon dies under it, it says so`() throws {
    let machine = try Machine()
    try machine.must("on")
    let daemon = try machine.daemon()
    eventually("the first report came") { machine.sentReports().count == 1 }
    let script = try machine.write(
      "death.script", "wait-idle\nsave-screen \(machine.path)/attached\nwait the agent has gone\nquit\n")
    let console = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--script", script])
    eventually("the console is attached") { Files.exists(machine.path + "/attached") }
    daemon.send(SIGKILL)
    daemon.wait()
    #expect(console.wait() == 0, "\(console.err)")
    // What was accepted is still there for the next.
    try machine.must("send")
  }

  @Test func `a stale socket and pid file of a killed daemon stop nobody`() throws {
    let machine = try Machine()
    try machine.must("on")
    let first = try machine.daemon()
    first.send(SIGKILL)
    first.wait()
    #expect(Files.exists(machine.state + "/control.sock"))
    #expect(try machine.status()["daemon"] == .null)
    let second = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--daemon"])
    eventually("the second serves") { (try? machine.status().number("daemon")) == Int64(second.pid) }
    machine.stop(second)
  }

  @Test func `read-only offers nothing that changes anything`() throws {
    let machine = try Machine()
    let script = try machine.write(
      "look.script", "wait-idle\nkey a\nwait-idle\nkey 4\nwait-idle\nkey Space\nwait-idle\nquit\n")
    let before = try Files.readText(machine.config)
    let outcome = try machine.run("--script", script, "--read-only")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try Files.readText(machine.config) == before)
    #expect(try machine.home().text("state") == "off")
  }
}
