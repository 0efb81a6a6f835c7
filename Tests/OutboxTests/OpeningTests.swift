import Glibc
import Platform
import Report
import Testing

@testable import Outbox

@Suite struct OpeningTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func mode(_ path: String) -> mode_t {
    var info = stat()
    return stat(path, &info) == 0 ? info.st_mode & 0o777 : 0
  }

  @Test func `the directory and the files are for their owner only`() throws {
    let directory = scratch.path + "/state"
    var outbox: Outbox? = try Outbox(directory: directory, access: .readWrite)
    try outbox?.note("node", "up")
    #expect(mode(directory) == 0o700)
    for name in try Files.names(in: directory) { #expect(mode(directory + "/" + name) == 0o600, "\(name)") }
    outbox = nil
    Scratch.remove(directory)
  }

  @Test func `a reader makes nothing`() throws {
    let found = fault { () throws(OutboxFault) in try Outbox(directory: scratch.path, access: .readOnly) }
    #expect(found == .missing(scratch.file))
    #expect(try Files.names(in: scratch.path).isEmpty)
  }

  @Test func `a reader cannot write`() throws {
    _ = try scratch.open()
    let reader = try scratch.open(.readOnly)
    let record = try sealed()
    #expect(fault { () throws(OutboxFault) in try reader.accept([record]) } == .readOnly(scratch.file))
  }

  @Test(arguments: [Outbox.Access.readOnly, .readWrite])
  func `a file of a newer version is left as it is`(access: Outbox.Access) throws {
    var outbox: Outbox? = try scratch.open()
    try outbox?.database.execute("PRAGMA user_version = 99")
    try outbox?.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    outbox = nil
    let before = try Files.read(scratch.file)
    let found = fault { () throws(OutboxFault) in try Outbox(directory: scratch.path, access: access) }
    #expect(found == .newer(scratch.file, version: 99, known: Schema.version))
    #expect(try Files.read(scratch.file) == before)
  }

  @Test func `another program's database is not taken over`() throws {
    try Files.create(scratch.file, with: [], mode: 0o600)
    var database: Database? = try Database(path: scratch.file, writable: true)
    try database?.execute("CREATE TABLE theirs (x)")
    database = nil
    let found = fault { () throws(OutboxFault) in try Outbox(directory: scratch.path, access: .readWrite) }
    guard case .corrupt? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test func `steps are taken from where the file stands, all or none`() throws {
    try Files.create(scratch.file, with: [], mode: 0o600)
    let database = try Database(path: scratch.file, writable: true)
    let steps = ["CREATE TABLE a (x); INSERT INTO a VALUES (1);", "ALTER TABLE a ADD COLUMN y", "CREATE TABLE b (z)"]
    try Schema.migrate(database, steps: Array(steps[..<1]))
    try Schema.migrate(database, steps: steps)
    try Schema.migrate(database, steps: steps)
    #expect(try database.number("SELECT count(*) FROM a") == 1)
    #expect(try database.number("PRAGMA user_version") == 3)
    _ = fault { () throws(OutboxFault) in
      try Schema.migrate(database, steps: steps + ["CREATE TABLE c (q)", "CREATE TABLE a (again)"])
    }
    #expect(try database.number("PRAGMA user_version") == 3)
    #expect(try database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'c'") == 0)
  }

  @Test func `a full disk undoes the batch and nothing else`() throws {
    let outbox = try scratch.open()
    let first = try sealed(String(repeating: "a", count: 5000))
    try outbox.accept([first])
    let pages = try outbox.database.number("PRAGMA page_count")
    try outbox.database.execute("PRAGMA max_page_count = \(pages + 8)")
    let batch = try (0..<50).map { try sealed(String(repeating: "b", count: 4000) + "\($0)") }
    #expect(fault { () throws(OutboxFault) in try outbox.accept(batch) } == .full(scratch.file))
    #expect(try outbox.summary().count == 1)
    #expect(try outbox.record(id: first.id) == first)
    try outbox.settle([.sent(id: first.id, status: 200, answer: "")])
    try outbox.database.execute("PRAGMA max_page_count = 1000000")
    #expect(try outbox.accept(batch) == 50)
    #expect(try outbox.verify().isGood)
  }

  @Test func `a writer that finds another one for too long says so`() throws {
    let (one, other) = (try scratch.open(), try scratch.open())
    let record = try sealed()
    try other.database.execute("PRAGMA busy_timeout = 20")
    try one.database.transaction { () throws(OutboxFault) in
      #expect(fault { () throws(OutboxFault) in try other.accept([record]) } == .busy(scratch.file))
      // A reader is not kept waiting.
      #expect(try other.summary().count == 0)
    }
    #expect(try other.accept([record]) == 1)
  }

  @Test func `every fault is one line with a place`() {
    for fault in [
      OutboxFault.missing("/p"), .newer("/p", version: 2, known: 1), .corrupt("/p", detail: "d"), .busy("/p"),
      .full("/p"),
      .readOnly("/p"), .unreadable("/p", detail: "d"), .forbidden("/p", rule: "r"), .failed("/p", detail: "d"),
    ] {
      #expect(fault.explanation.line.contains("/p"))
      #expect(!fault.explanation.line.contains("\n"))
      #expect(fault.explanation.exit != .done)
    }
  }

  @Test func `a lock is held by one and goes with it`() throws {
    var lock = try ProcessLock.tryAcquire(directory: scratch.path, .agent)
    #expect(lock != nil)
    #expect(try ProcessLock.tryAcquire(directory: scratch.path, .agent) == nil)
    #expect(ProcessLock.holder(directory: scratch.path, .agent) == getpid())
    #expect(try ProcessLock.tryAcquire(directory: scratch.path, .deliver) != nil)
    lock = nil
    #expect(ProcessLock.holder(directory: scratch.path, .agent) == nil)
    #expect(try ProcessLock.tryAcquire(directory: scratch.path, .agent) != nil)
    #expect(throws: SystemError.self) { try ProcessLock.tryAcquire(directory: scratch.path + "/no", .agent) }
  }
}
