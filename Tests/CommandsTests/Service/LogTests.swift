import Glibc
import Platform
import Testing

@testable import Commands

@Suite("log") struct LogTests {
  @Test("an entry of the journal has its priority, its kind and its text") func native() throws {
    let scratch = "/tmp/journal-\(getpid())-\(Hex.encode(try Randomness.bytes(6)))"
    defer { unlink(scratch) }
    let socket = try ManagerSocket(scratch)
    var info = stat()
    try #require(fstat(STDERR_FILENO, &info) == 0)
    let here = Environment(variables: ["JOURNAL_STREAM": "\(info.st_dev):\(info.st_ino)"])
    let journal = try #require(Journal(here, address: scratch))
    for level in LogLevel.allCases { journal.write(level, kind: "node", "connected to 127.0.0.1:3000") }
    let priorities = socket.read().compactMap { $0.split(separator: "\n").first }
    #expect(priorities == ["PRIORITY=7", "PRIORITY=6", "PRIORITY=4", "PRIORITY=3", "PRIORITY=2"])
    let lines = try #require(socket.messages.first).split(separator: "\n")
    #expect(lines.contains("SYSLOG_IDENTIFIER=telemetry-tui") && lines.contains("TELEMETRY_KIND=node"))
    #expect(lines.last == "MESSAGE=(node) connected to 127.0.0.1:3000")
  }

  @Test("a stream that was sent elsewhere is no journal", arguments: ["", "1:2", "garbage", "8:1:2"])
  func notTheJournal(_ named: String) {
    #expect(Journal(Environment(variables: ["JOURNAL_STREAM": named])) == nil)
  }

  @Test("where the journal takes no entries the lines begin with their priority") func prefixed() throws {
    let machine = try Machine(home: nil)
    // Standard error is what JOURNAL_STREAM tells of, as under systemd.
    machine.wrapper = [
      "sh", "-c", "JOURNAL_STREAM=$(stat -Lc %d:%i /proc/self/fd/2) exec \"$@\"", "sh",
    ]
    let daemon = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--daemon"])
    machine.wrapper = []
    eventually("it listens") { Files.exists(machine.state + "/control.sock") }
    eventually("it logs") { daemon.err.contains("<6>(off) no reports to home: ") }
    try machine.must("status")
    try machine.configure("[main]\ninterval = often\n")
    daemon.send(SIGHUP)
    eventually("an error is one") { daemon.err.contains("<3>(error) the old settings stay: ") }
    machine.stop(daemon)
    #expect(daemon.out.isEmpty)
  }

  @Test("no password and no token reaches log, outbox or error, however much is logged") func secrets() throws {
    let machine = try Machine(home: nil)
    let log = machine.path + "/agent.log"
    try machine.configure(
      """
      [asd]
      host = 127.0.0.1
      port = \(machine.node.port)
      [main]
      home-url = http://admin:hunter22@127.0.0.1:1/in?token=t0ken77&x=1
      proxy = http://someone:pr0xyw0rd@127.0.0.1:1
      [logging]
      logfile = \(log)
      loglevel = debug

      """)
    let daemon = try machine.daemon()
    try machine.must("on", "home")
    eventually("a delivery failed") { (try? machine.run("status").text.contains("failing")) ?? false }
    try machine.must("config", "set", "main.proxy", "http://other:n3wsecret@127.0.0.1:1")
    let refused = try machine.run("config", "set", "main.proxy", "http://other:n3wsecret@")
    try Files.replace(
      machine.config,
      with: Array(try Files.readText(machine.config).replacing("127.0.0.1:1\n", with: "127.0.0.1:no\n").utf8))
    let reload = try machine.run("service", "reload")
    daemon.send(SIGHUP)
    #expect(refused.status == 64 || refused.status == 78 || refused.status == 65)
    #expect(reload.status == 78, "\(reload.err)")
    eventually("it was logged") { (try? Files.readText(log))?.contains("the old settings stay") ?? false }
    machine.stop(daemon)
    let text = try Files.readText(log) + daemon.err + refused.err + reload.err
    let events = try Files.read(machine.state + "/outbox.sqlite", limit: 64 << 20)
    #expect(text.contains("DEBUG"))
    for secret in ["pr0xyw0rd", "n3wsecret", "hunter22", "t0ken77"] {
      #expect(!text.contains(secret), "\(secret) is in the log")
    }
    for secret in ["pr0xyw0rd", "n3wsecret"] {
      #expect(!String(decoding: events, as: UTF8.self).contains(secret), "\(secret) is in the outbox")
    }
  }
}
