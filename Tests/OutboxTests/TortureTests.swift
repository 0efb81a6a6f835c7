import CPlatform
import Glibc
import Platform
import Report
import Testing

@testable import Outbox

/// Other processes at the same file: beside each other, and killed.
@Suite struct TortureTests {
  /// Starts `outbox-torture`, which is built beside this test.
  private func start(_ arguments: String...) throws -> pid_t {
    let own = realpath("/proc/self/exe", nil)
    defer { free(own) }
    let program = Files.directory(of: own.map { String(cString: $0) } ?? "") + "/outbox-torture"
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    let pid = cp_spawn(program, &words, -1)
    guard pid > 0 else { throw SystemError("start", program) }
    return pid
  }

  private func end(of pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return cp_exited(status) != 0 ? cp_exit_status(status) : -cp_term_signal(status)
  }

  @Test func `two hundred kills leave every accepted record in exactly one place`() throws {
    let scratch = try Scratch()
    let log = scratch.path + "/log"
    for round in 0..<200 {
      let pid = try start("work", scratch.path, log)
      usleep(UInt32.random(in: 5000..<45_000))
      kill(pid, SIGKILL)
      #expect(end(of: pid) == -SIGKILL)
      if round % 20 == 19 { try check(scratch, log) }
    }
    try check(scratch, log)
    let outbox = try scratch.open()
    #expect(try outbox.integrityCheck().isEmpty)
    #expect(try outbox.ledger(LedgerFilter(limit: 1)).first?.seq ?? 0 > 200, "the children hardly worked")
  }

  private func check(_ scratch: Scratch, _ log: String) throws {
    let outbox = try scratch.open()
    let waiting = Set(try outbox.waiting(limit: 1_000_000).map(\.id))
    let settled = Set(try outbox.ledger(LedgerFilter(limit: 1_000_000)).map(\.id))
    #expect(waiting.isDisjoint(with: settled))
    var missing = 0
    var unsettled = 0
    for line in try Files.readText(log, limit: 64 << 20).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      // A kill may cut the last line off.
      guard words.count == 2, words[1].utf8.count == 32 else { continue }
      if words[0] == "accepted", !waiting.contains(words[1]), !settled.contains(words[1]) { missing += 1 }
      if words[0] == "settled", !settled.contains(words[1]) { unsettled += 1 }
    }
    #expect(missing == 0)
    #expect(unsettled == 0)
    let report = try outbox.verify()
    #expect(report.isGood, "\(String(describing: report.firstBad))")
    #expect(report.entries == settled.count)
    #expect(try outbox.verifyWaiting() == [])
    let totals = try outbox.summary()
    #expect(totals.count == waiting.count)
    #expect(totals.bytes == (try outbox.waiting(limit: 1_000_000).reduce(0) { $0 + $1.bytes }))
  }

  @Test func `two processes that accept and settle do not lose a record, and a reader sees whole states`() throws {
    let scratch = try Scratch()
    let outbox = try scratch.open()
    let writers = try [start("accept", scratch.path, "300"), start("accept", scratch.path, "300")]
    let settler = try start("settle", scratch.path, "600")
    let reader = try scratch.open(.readOnly)
    var before: Int64 = 0
    while kill(settler, 0) == 0, waitpid(settler, nil, WNOHANG) == 0 {
      let report = try reader.verify()
      #expect(report.isGood)
      #expect(report.entries >= before)
      before = report.entries
      usleep(5000)
    }
    #expect(writers.map { end(of: $0) } == [0, 0])
    #expect(try outbox.summary().count == 0)
    #expect(try outbox.verify().entries == 600)
  }

  @Test func `another connection's commit changes the data version, reading does not`() throws {
    let scratch = try Scratch()
    let outbox = try scratch.open()
    let reader = try scratch.open(.readOnly)
    let before = try reader.dataVersion()
    _ = try reader.summary()
    #expect(try reader.dataVersion() == before)
    try outbox.note("node", "connected")
    #expect(try reader.dataVersion() != before)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can become somebody else"))
  func `a stranger gets a clear fault`() throws {
    let scratch = try Scratch()
    var outbox: Outbox? = try scratch.open()
    try outbox?.accept([try sealed()])
    // The file readable, the directory not writable, nobody at work: SQLite may not make its shared memory.
    outbox = nil
    chmod(scratch.path, 0o755)
    chmod(scratch.file, 0o644)
    let alone = end(of: try start("read", scratch.path, "65534"))
    #expect([0, 77].contains(alone))
    // Not even the file.
    chmod(scratch.file, 0o600)
    #expect(end(of: try start("read", scratch.path, "65534")) == 77)
    // The directory closed: for the stranger there is nothing.
    chmod(scratch.path, 0o700)
    #expect(end(of: try start("read", scratch.path, "65534")) == 77)
  }
}
