import Glibc
import Platform
import Testing

@Suite("reload") struct ReloadTests {
  @Test("settings with a fault leave the old ones in force; log, status and the manager say so, with file and line")
  func wrong() throws {
    let machine = try Machine(settings: "report-format = current")
    let manager = try ManagerSocket(machine.path + "/notify")
    machine.variables["NOTIFY_SOCKET"] = manager.name
    let daemon = try machine.daemon()
    eventually("it serves") { !manager.all("READY=1").isEmpty }
    let good = try Files.readText(machine.config)
    let line = good.split(separator: "\n", omittingEmptySubsequences: false).count
    try machine.configure(good + "[logging]\nloglevel = loud\n")
    daemon.send(SIGHUP)
    let place = "\(machine.config):\(line + 1)"
    eventually("the manager is told") {
      manager.all("STATUS=").contains { $0.contains("the old settings stay in force: ") && $0.contains(place) }
    }
    #expect(manager.all("READY=1").count == 2, "it serves on")
    let status = try machine.run("status")
    #expect(status.text.contains("! the old settings stay in force: ") && status.text.contains(place))
    #expect(String(decoding: daemon.out, as: UTF8.self).contains(" ERROR: (error) the old settings stay: "))

    let told = manager.all("STATUS=").count
    try machine.configure(good)
    try machine.must("service", "reload")
    eventually("all is well again") { manager.all("STATUS=").count > told }
    #expect(
      try manager.all("STATUS=").last?.contains("old settings") == false
        && !machine.run("status").text.contains("old settings"))
    machine.stop(daemon)
  }

  @Test("reload ends as the daemon's own settings say, not those that are named to it") func otherFile() throws {
    let machine = try Machine()
    let daemon = try machine.daemon()
    let other = try machine.write("other.conf", "")
    let words = ["--config", other, "--state-dir", machine.state, "service", "reload"]
    let fine = try machine.bare(words)
    #expect(fine.status == 0 && fine.text == "telemetry-tui read its settings again, process \(daemon.pid)\n")
    try machine.configure("[main]\ninterval = often\n")
    let refused = try machine.bare(words)
    #expect(refused.status == 78 && refused.err.contains("\(machine.config):2"), "\(refused.err)")
    #expect(daemon.poll() == nil)
    machine.stop(daemon)
  }

  @Test("the level of the log changes while it runs, by config set and by reload") func level() throws {
    let machine = try Machine()
    let log = machine.path + "/agent.log"
    try machine.configure(try Files.readText(machine.config) + "\n[logging]\nlogfile = \(log)\nloglevel = info\n")
    let daemon = try machine.daemon()
    func text() -> String { (try? Files.readText(log)) ?? "" }
    try machine.must("status")
    #expect(!text().contains("DEBUG"))
    try machine.must("config", "set", "logging.loglevel", "debug")
    try machine.must("status")
    eventually("each step is logged") { text().contains(" DEBUG: (debug) ") && text().contains("asks: status") }

    try machine.configure(try Files.readText(machine.config).replacing("loglevel = debug", with: "loglevel = error"))
    #expect(rename(log, log + ".1") == 0)
    try machine.must("service", "reload")
    try machine.must("status")
    try machine.must("on", "home")
    eventually("it works on") { !machine.sink.requests.isEmpty }
    machine.stop(daemon)
    #expect(text().isEmpty && Files.exists(log), "opened anew, and nothing is so urgent")
  }

  @Test("what ends the daemon is the last line of its log file") func end() throws {
    let machine = try Machine()
    let log = machine.path + "/agent.log"
    try machine.configure(try Files.readText(machine.config) + "\n[logging]\nlogfile = \(log)\nloglevel = critical\n")
    try Files.makeDirectory(machine.state + "/agent.pid/x", mode: 0o700)
    let outcome = try machine.run("--daemon")
    #expect(outcome.status != 0)
    let last = try #require(try Files.readText(log).split(separator: "\n").last)
    #expect(last.contains(" CRITICAL: (critical) ") && last.contains("/agent.pid"), "\(last)")
  }
}
