import Glibc
import Outbox
import Platform
import ProbeSocket
import Report
import Testing

@testable import Agent

@Suite("Files of the old spool") struct SpoolImportTests {
  private func stage() throws -> Stage {
    let stage = try Stage("[settings]\nserver = http://127.0.0.1:9/v2/collector\nspool_max_size = -1\n")
    _ = try ConsentActions(try stage.settings()).agree([.collector], now: Timestamp(seconds: 1))
    // The file decides since when there is consent.
    let longAgo = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
    utimensat(AT_FDCWD, (stage.environment["TELEMETRICS_ETC"] ?? "") + "/opt-in", longAgo, 0)
    return stage
  }

  private func put(_ stage: Stage, _ name: String, _ bytes: [UInt8], at moment: Int = time(nil) - 3600) throws {
    let path = stage.scratch.path + "/spool/" + name
    try Files.makeDirectory(stage.scratch.path + "/spool")
    try Files.replace(path, with: bytes)
    let then = timespec(tv_sec: moment, tv_nsec: 0)
    utimensat(AT_FDCWD, path, [then, then], 0)
  }

  @Test("records are taken over, oldest first and as old as their files; what is none is set aside and named")
  func taken() throws {
    let stage = try stage()
    try put(stage, "second", ProbeSamples.bytes(created: 100, payload: "two"), at: time(nil) - 600)
    try put(stage, "first", ProbeSamples.bytes(created: 100, payload: "one"), at: time(nil) - 7200)
    try put(stage, "poison", Array("garbage".utf8))
    let result = try OldSpool(try stage.settings()).take(stage.scratch.path + "/spool", settle: true)
    #expect(result.taken == 2 && result.faults.isEmpty)
    #expect(result.setAside.count == 1 && result.setAside[0].contains("/spool/rejected/poison: "))
    #expect(try Files.names(in: stage.scratch.path + "/spool") == ["rejected"])
    let outbox = try stage.outbox()
    let waiting = try outbox.waiting()
    let bodies = try waiting.map { String(decoding: try outbox.record(id: $0.id)?.request.body ?? [], as: UTF8.self) }
    #expect(bodies == ["one", "two"])
    #expect((7100...7300).contains((Timestamp.now() - waiting[0].accepted) / 1000))
    let rows = try outbox.ledger(LedgerFilter(limit: 10))
    #expect(rows.map(\.result) == [.rejected])
    #expect(rows[0].reason.contains("poison"))
  }

  @Test("a file that cannot be removed is not taken twice")
  func again() throws {
    let stage = try stage()
    let moment = time(nil) - 3000
    for _ in 0..<2 {
      try put(stage, "one", ProbeSamples.bytes(created: 100), at: moment)
      #expect(try OldSpool(try stage.settings()).take(stage.scratch.path + "/spool", settle: true).taken == 1)
    }
    #expect(try stage.outbox().summary().count == 1)
  }

  @Test("a file that is still being written waits, unless somebody says it is whole")
  func settles() throws {
    let stage = try stage()
    try put(stage, "fresh", ProbeSamples.bytes(), at: time(nil))
    let spool = OldSpool(try stage.settings())
    #expect(try spool.take(stage.scratch.path + "/spool", settle: true).taken == 0)
    #expect(try spool.take(stage.scratch.path + "/spool", settle: false).taken == 1)
  }

  @Test("without consent the directory is left as it is")
  func noConsent() throws {
    let stage = try Stage("[settings]\nserver = http://127.0.0.1:9/v2/collector\n")
    try put(stage, "one", ProbeSamples.bytes())
    #expect(throws: Explanation.self) {
      try OldSpool(try stage.settings()).take(stage.scratch.path + "/spool", settle: false)
    }
    #expect(try Files.names(in: stage.scratch.path + "/spool") == ["one"])
  }
}
