import Demo
import Glibc
import Outbox
import Platform
import Report
import Synchronization
import Testing

/// What waits, what was refused, and what people do about it.
@Suite struct RecordJourneyTests {
  @Test func `what could not be delivered waits, is shown, and leaves when the destination is well again`() throws {
    let isWell = Flag(false)
    let machine = try Machine(respond: { _ in isWell.value ? .ok : .json(503, "{}") })
    try machine.must("on")
    let send = try machine.run("send")
    #expect(send.status == 75)
    #expect(send.err.contains("it waits in the spool"), "\(send.err)")
    #expect(send.err.contains("503"), "\(send.err)")
    let entry = try #require(try machine.spool().first)
    #expect(entry.text("error").contains("503"))
    #expect(entry.number("tries") == 1)
    #expect(try machine.must("spool", "ls").text.contains(String(entry.text("id").prefix(8))))
    let body = try machine.must("spool", "show", entry.text("id")).out
    #expect(sha256(body) == entry.text("sha256"))
    #expect(try machine.home()["trouble"]?.text("reason").contains("503") == true)
    #expect(try machine.must("status").text.contains("1 record waits for home"))
    #expect(try machine.run("spool", "retry").status == 75)

    isWell.set(true)
    #expect(try machine.run("spool", "retry", String(entry.text("id").prefix(10))).status == 0)
    #expect(machine.sink.requests.last?.body == body)
    #expect(try machine.spool().isEmpty)
    #expect(try machine.reports().last?.number("tries") == 3)
    #expect(try machine.home()["trouble"] == .null)
  }

  @Test func `what a destination refuses is kept as refused and never sent again`() throws {
    let machine = try Machine(respond: { _ in .json(400, "{\"error\":\"no\"}") })
    try machine.must("on")
    let send = try machine.run("send")
    #expect(send.status == 1)
    #expect(send.err.contains("refused"), "\(send.err)")
    #expect(send.err.contains("400"))
    let row = try #require(try machine.reports().last)
    #expect(row.text("result") == "refused")
    #expect(row.number("status") == 400)
    let count = machine.sink.count
    #expect(try machine.run("spool", "retry").status == 0)
    #expect(machine.sink.count == count)
    #expect(try machine.must("status").text.contains("home refused the last record (400)"))
  }

  @Test func `a removed record is gone from the spool and the ledger says who dropped it`() throws {
    let machine = try Machine(respond: { _ in .json(503, "{}") })
    try machine.must("on")
    #expect(try machine.run("send").status == 75)
    let id = try #require(try machine.spool().first).text("id")
    #expect(try machine.must("spool", "rm", id).err.contains("dropped \(id)"))
    #expect(try machine.spool().isEmpty)
    #expect(try machine.reports().last?.text("result") == "dropped")
    #expect(try machine.reports().last?.text("reason") == "removed by hand")
    for words in [["spool", "rm", id], ["spool", "show", id], ["spool", "retry", id], ["journal", "show", "beef"]] {
      let missing = try machine.run(words)
      #expect(missing.status == 66, "\(words): \(missing.err)")
    }
  }

  @Test func `a server's Retry-After is obeyed by the daemon and overruled by hand`() throws {
    let isWell = Flag(false)
    let machine = try Machine(
      interval: 1,
      respond: { _ in
        isWell.value ? .ok : .answer(status: 503, headers: [.init("Retry-After", "3600")], body: [])
      })
    try machine.must("on")
    let daemon = try machine.daemon()
    eventually("the first answer came") { machine.sink.count >= 1 }
    eventually("more was accepted") { (try? machine.spool().count >= 4) ?? false }
    // All that came, came before the answer was known.
    #expect(machine.sink.count <= 2)
    isWell.set(true)
    try machine.must("spool", "retry")
    eventually("the spool is empty") { (try? machine.spool().isEmpty) ?? false }
    machine.stop(daemon)
  }

  @Test func `a damaged outbox is reported, set aside and never deleted, and the program goes on`() throws {
    let machine = try Machine(respond: { _ in .json(503, "{}") })
    try machine.must("on")
    #expect(try machine.run("send").status == 75)
    let path = machine.state + "/outbox.sqlite"
    #expect(try machine.must("spool", "verify").text.hasPrefix("the outbox holds"))
    for part in ["-wal", "-shm"] { unlink(path + part) }
    let rubbish = [UInt8](repeating: 0x5A, count: 20_000)
    try Files.replace(path, with: rubbish)

    let status = try machine.must("status")
    #expect(status.text.contains("the outbox is damaged"), "\(status.text)")
    for words in [["journal"], ["spool", "ls"], ["spool", "verify"]] {
      let damaged = try machine.run(words)
      #expect(damaged.status == 65, "\(words): \(damaged.err)")
      #expect(damaged.err.contains("damaged"))
      #expect(damaged.err.contains(path))
    }
    #expect(try machine.run("send").status == 75)
    let aside = try Files.names(in: machine.state).filter { $0.hasPrefix("outbox.sqlite.corrupt-") }
    #expect(aside.count == 1)
    #expect(try Files.read(machine.state + "/" + (aside.first ?? "")) == rubbish)
    let events = try machine.status()["events"]?.arrayValue ?? []
    #expect(events.contains { $0.text("text").contains("the outbox was damaged") })
  }

  @Test func `repair saves what can be read and keeps the damaged file`() throws {
    let machine = try Machine()
    try machine.must("on")
    for _ in 0..<3 { try machine.must("send") }
    let before = try machine.ledger().map { $0.text("sha256") }
    let path = machine.state + "/outbox.sqlite"
    var bytes = try Files.read(path)
    // A page in the middle.
    let page = bytes.count / 2 / 4096 * 4096
    for index in page..<(page + 2048) { bytes[index] = 0xA5 }
    try Files.replace(path, with: bytes)
    let repair = try machine.run("spool", "repair")
    #expect(repair.status == 0, "\(repair.err)")
    #expect(repair.err.contains("the damaged file is"))
    #expect(try Files.names(in: machine.state).contains { $0.hasPrefix("outbox.sqlite.corrupt-") })
    #expect(try machine.run("spool", "verify").status == 0)
    #expect(Set(try machine.ledger().map { $0.text("sha256") }).isSubset(of: Set(before)))
    try machine.must("send")
  }

  @Test func `an outbox that somebody works with is not repaired under his hands`() throws {
    let machine = try Machine()
    try machine.must("on")
    try machine.must("send")
    for (name, who) in [(ProcessLock.Name.agent, "an agent"), (.deliver, "a deliverer")] {
      let lock = try #require(try ProcessLock.tryAcquire(directory: machine.state, name))
      let refused = try machine.run("spool", "repair")
      #expect(refused.status == 69)
      #expect(refused.err.contains(who), "\(refused.err)")
      withExtendedLifetime(lock) {}
    }
    #expect(try Files.names(in: machine.state).allSatisfy { !$0.contains("corrupt") })
    #expect(try machine.run("spool", "repair").status == 0)
  }

  @Test func `a changed ledger does not verify`() throws {
    let machine = try Machine()
    try machine.must("on")
    try machine.must("send")
    #expect(try machine.run("journal", "verify").status == 0)
    let path = machine.state + "/outbox.sqlite"
    var bytes = try Files.read(path)
    // A digit of the URL's port, wherever a ledger row has it.
    let needle = Array("\(machine.sink.url)/telemetry/v1".utf8)
    var changed = 0
    for index in 0..<(bytes.count - needle.count)
    where bytes[index] == needle[0] && bytes[index..<(index + needle.count)].elementsEqual(needle) {
      bytes[index + needle.count - 1] = UInt8(ascii: "9")
      changed += 1
    }
    #expect(changed > 0)
    for part in ["-wal", "-shm"] { unlink(path + part) }
    try Files.replace(path, with: bytes)
    let verified = try machine.run("journal", "verify")
    #expect(verified.status == 65, "\(verified.text)")
    #expect(verified.err.contains("the ledger was changed"))
  }
}

/// A switch that a sink's thread reads.
final class Flag: Sendable {
  private let state: Mutex<Bool>
  init(_ value: Bool) { state = Mutex(value) }
  var value: Bool { state.withLock { $0 } }
  func set(_ value: Bool) { state.withLock { $0 = value } }
}
