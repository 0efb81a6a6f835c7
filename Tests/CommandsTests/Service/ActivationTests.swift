import CPlatform
import Glibc
import Outbox
import Platform
import Testing

/// Sockets that a real activator made.
@Suite(
  "socket activation",
  .enabled(if: Programs.has("systemd-socket-activate"), "systemd is missing: run `make setup-test`"))
struct ActivationTests {
  /// The activator passes on the variables that it is told to, and no others.
  private func activator(_ machine: Machine, _ words: [String], _ program: [String]) throws -> Child {
    var all = ["PATH": machine.searchPath, "HOME": machine.path, "TELEMETRICS_ETC": machine.path + "/telemetrics"]
    all.merge(machine.variables) { $1 }
    let passing = all.keys.sorted().flatMap { ["-E", $0] }
    return try Child("systemd-socket-activate", words + passing + program, environment: all, directory: machine.path)
  }

  @Test("both sockets are taken over by name, and stay for the next daemon") func byName() throws {
    let machine = try Machine()
    try Files.makeDirectory(machine.state, mode: 0o700)
    let probe = machine.path + "/programs", control = machine.state + "/control.sock"
    #expect(try machine.run("telemctl", "opt-in").status == 0)
    let daemon = try activator(
      machine, ["-l", probe, "-l", control, "--fdname=probe:control"],
      [Programs.path("telemetry-tui"), "--config", machine.config, "--state-dir", machine.state, "--daemon"])
    eventually("the activator listens") { Files.exists(control) && Files.exists(probe) }
    #expect(!Files.exists(machine.state + "/agent.pid"), "nobody asked for it yet")
    let visitor = cp_unix_connect(control)
    #expect(visitor >= 0)
    close(visitor)
    eventually("the daemon serves") { Files.exists(machine.state + "/agent.pid") }
    #expect(try machine.status().number("daemon") == Int64(daemon.pid))
    #expect(try machine.status()["programs"]?["socket"]?.stringValue == probe)

    try machine.configure(try Files.readText(machine.config) + "\n[settings]\nsocket_path = \(probe)\n")
    let sent = try machine.bare(["telem-record-gen", "-c", "a/b/c", "-p", "text", "--config", machine.config])
    #expect(sent.status == 0, "\(sent.err)")
    eventually("the record is there") {
      (try? machine.ledger() + machine.spool())?.contains { $0.text("classification") == "a/b/c" } ?? false
    }
    machine.stop(daemon)
    #expect(Files.exists(control) && Files.exists(probe), "they are the manager's")
    #expect(!Files.exists(machine.state + "/agent.pid"))
  }

  @Test("a deliverer behind a manager's socket carries what the agent, which starts none, makes") func deliverer()
    throws
  {
    let machine = try Machine(interval: 1)
    try machine.must("off")
    let socket = machine.path + "/deliver.sock"
    let manager = try activator(
      machine, ["-l", socket, "--accept", "--inetd"],
      [Programs.path("telemetry-deliver"), "--config", machine.config, "--state-dir", machine.state])
    eventually("the activator listens") { Files.exists(socket) }
    machine.variables["TELEMETRY_TUI_DELIVER"] = socket
    let daemon = try machine.daemon()
    try machine.must("on", "home")
    eventually("reports arrive") { machine.sentReports().count >= 2 }
    let children = try Files.readText("/proc/\(daemon.pid)/task/\(daemon.pid)/children", limit: 4096)
    #expect(children.isEmpty, "the agent has children: \(children)")
    let holder = try #require(ProcessLock.holder(directory: machine.state, .deliver))
    machine.stop(daemon)
    machine.deliveryIsOver()
    eventually("the deliverer left with the agent") { kill(holder, 0) != 0 || isZombie(holder) }
    #expect(try machine.run("spool", "verify").status == 0)
    manager.send(SIGTERM)
    manager.wait()
  }

  @Test("a manager whose deliverer dies at once is asked again, ever less often, and nothing is lost")
  func brokenDeliverer() throws {
    let machine = try Machine()
    let socket = machine.path + "/deliver.sock"
    let manager = try activator(machine, ["-l", socket, "--accept", "--inetd"], ["/bin/false"])
    eventually("the activator listens") { Files.exists(socket) }
    machine.variables["TELEMETRY_TUI_DELIVER"] = socket
    let daemon = try machine.daemon()
    try machine.must("on", "home")
    eventually("something waits") { (try? machine.spool().isEmpty) == false }
    eventually("it is said") {
      String(decoding: daemon.out, as: UTF8.self).contains(
        "ERROR: (error) telemetry-deliver ended badly 3 times in a row: \(socket): see `journalctl")
    }
    // Half a second, one, two, four: had it no patience there would be thousands by then.
    usleep(3_000_000)
    let starts = manager.err.split(separator: "\n").count { $0.contains("/bin/false") || $0.contains("Spawned") }
    #expect(starts < 12, "\(starts) starts")
    machine.stop(daemon)
    #expect(try !machine.spool().isEmpty && machine.run("spool", "verify").status == 0)
    manager.send(SIGTERM)
    manager.wait()
  }

  private func isZombie(_ pid: Int32) -> Bool {
    (try? Files.readText("/proc/\(pid)/stat"))?.contains(") Z ") ?? true
  }
}
