import Demo
import Glibc
import Outbox
import Platform
import Report
import Testing

/// Disks that are full, directories that may not be written, files that are damaged under a daemon.
@Suite struct BadDiskTests {
  @Test(.enabled(if: SmallDisk.isPossible, "needs root and mount"))
  func `a full disk is said, and what was accepted before arrives later`() throws {
    let isWell = Flag(false)
    let machine = try Machine(respond: { _ in isWell.value ? .ok : .json(503, "{}") })
    let disk = try SmallDisk(machine.state, kilobytes: 900)
    try machine.must("on")
    var accepted: Set<String> = []
    var said = ""
    for _ in 0..<60 {
      let send = try machine.run("send", "--json")
      if send.status == 75 {
        accepted.insert(try send.json().text("id"))
      } else {
        #expect(send.status == 74, "\(send.status): \(send.err)")
        said = send.err
        break
      }
    }
    #expect(!accepted.isEmpty)
    #expect(said.contains("no space left"), "\(said)")
    #expect(said.contains("what was accepted is still there"), "\(said)")
    #expect(said.contains(machine.state))
    // Looking still works, and the daemon lives.
    #expect(try machine.run("status").status == 0)
    #expect(try machine.run("spool", "ls").status == 0)
    let daemon = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--daemon"])
    usleep(1_500_000)
    if let status = daemon.poll() { #expect(status == 74, "\(daemon.err)") }
    daemon.send(SIGTERM)
    daemon.wait()

    try disk.remount(kilobytes: 16_000)
    machine.deliveryIsOver()
    isWell.set(true)
    #expect(try machine.run("spool", "retry").status == 0)
    let sent = try machine.ledger().filter { $0.text("result") == "sent" }.map { $0.text("id") }
    #expect(accepted.isSubset(of: Set(sent)))
    #expect(try machine.run("spool", "verify").status == 0)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "needs root and mount"))
  func `a state directory that may not be written is named, and nothing leaves unrecorded`() throws {
    let machine = try Machine()
    let disk = try SmallDisk(machine.state, kilobytes: 16_000)
    try machine.must("on")
    try machine.must("send")
    let count = machine.sink.count
    try disk.remount(kilobytes: 16_000, readOnly: true)
    #expect(try machine.run("status").status == 0)
    #expect(try machine.run("preview").status == 0)
    let shown = try machine.run("show")
    #expect(shown.status == 0, "\(shown.err)")
    #expect(shown.err.contains("it could not be kept, so the next report will differ"), "\(shown.err)")
    for words in [["send"], ["--daemon", "--once"], ["--daemon"], ["off"], ["machine-id", "rotate"]] {
      let refused = try machine.run(words)
      #expect([73, 74, 77].contains(refused.status), "\(words): \(refused.status) \(refused.err)")
      #expect(refused.err.contains(machine.state), "\(words): \(refused.err)")
      #expect(refused.err.lowercased().contains("read-only"), "\(words): \(refused.err)")
    }
    #expect(machine.sink.count == count)
    try disk.remount(kilobytes: 16_000)
    try machine.must("send")
    #expect(machine.sentReports().count == 2)
  }

  @Test(.enabled(if: geteuid() == 0 && Programs.has("setpriv"), "needs root and setpriv"))
  func `somebody else's state directory lets nothing through and says so`() throws {
    let machine = try Machine()
    try machine.must("on")
    try machine.must("send")
    machine.becomeNobody()
    chown(machine.state, 0, 0)
    for name in try Files.names(in: machine.state) { chown("\(machine.state)/\(name)", 0, 0) }
    let status = try machine.run("status")
    #expect(status.status == 0, "\(status.err)")
    #expect(status.text.contains("nothing leaves") || status.text.contains("cannot"), "\(status.text)")
    for words in [["show"], ["send"], ["on"], ["--daemon", "--once"], ["journal"]] {
      let refused = try machine.run(words)
      if words == ["--daemon", "--once"], refused.status == 0 { continue }
      #expect(refused.status != 0, "\(words)")
      #expect(refused.err.contains(machine.state), "\(words): \(refused.err)")
    }
    #expect(machine.sentReports().count == 1)
  }

  @Test func `a daemon begins anew beside a damaged outbox, and goes on`() throws {
    let machine = try Machine(interval: 1)
    try machine.must("on")
    try machine.must("send")
    let path = machine.state + "/outbox.sqlite"
    for part in ["-wal", "-shm"] { unlink(path + part) }
    let rubbish = Array("this is no database\n".utf8) + [UInt8](repeating: 0, count: 9000)
    try Files.replace(path, with: rubbish)
    let count = machine.sentReports().count
    let daemon = try machine.daemon()
    eventually("reports come again") { machine.sentReports().count > count }
    machine.stop(daemon)
    let aside = try Files.names(in: machine.state).first { $0.hasPrefix("outbox.sqlite.corrupt-") }
    #expect(try Files.read(machine.state + "/" + (try #require(aside))) == rubbish)
    let events = try machine.status()["events"]?.arrayValue ?? []
    #expect(events.contains { $0.text("text").contains("the outbox was damaged") } || events.count == 10)
  }

  @Test func `an outbox of a newer version is left as it is`() throws {
    let machine = try Machine()
    try machine.must("on")
    try machine.must("send")
    let sqlite = try Child(
      "python3",
      [
        "-c", "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('PRAGMA user_version=99'); c.commit()",
        machine.state + "/outbox.sqlite",
      ], environment: ["PATH": machine.searchPath], directory: machine.path)
    try #require(sqlite.wait() == 0)
    for words in [["send"], ["--daemon", "--once"], ["journal"], ["spool", "ls"]] {
      let refused = try machine.run(words)
      #expect(refused.status == 65, "\(words): \(refused.status)")
      #expect(refused.err.contains("a newer version of the program wrote it"), "\(words): \(refused.err)")
    }
    #expect(try Files.names(in: machine.state).allSatisfy { !$0.contains("corrupt") })
    #expect(machine.sentReports().count == 1)
  }

  @Test func `a hash key cut short by a crash is named`() throws {
    let machine = try Machine()
    try machine.write("key", "short")
    try machine.must("config", "set", "privacy.key-file", machine.path + "/key")
    let refused = try machine.run("preview")
    #expect(refused.status == 65)
    #expect(refused.err.contains("the hash key is too short, 5 bytes: \(machine.path)/key"), "\(refused.err)")
  }
}
