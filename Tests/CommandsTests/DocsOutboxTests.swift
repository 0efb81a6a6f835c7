import Digest
import Outbox
import Platform
import Report
import Testing

@testable import Commands

@Suite(
  "What telemetry-tui-outbox(5) says of the outbox", .enabled(if: DocsShell.has("mandoc") && DocsShell.has("sqlite3")))
struct DocsOutboxTests {
  /// The page's first example, as a reader would copy it, for another outbox.
  private func example(_ database: String) throws -> String {
    let page = DocsShell.run("mandoc -T utf8 \(DocsShell.root)/man/telemetry-tui-outbox.5 | col -b").output
    let begin = try #require(page.firstRange(of: "before=$(")), end = try #require(page.firstRange(of: "before=$is"))
    return "db=\(database)\n" + page[begin.lowerBound..<end.upperBound] + "\ndone\necho checked $rows\n"
  }

  /// Three settled records, with what is awkward in a text.
  static func fill(_ directory: String) throws {
    let outbox = try Outbox(directory: directory, access: .readWrite)
    for (number, reason) in ["", "no\nsuch \"place\", it's gone", "größer: 5:abc,"].enumerated() {
      let body = Array("{\"number\":\(number)}".utf8)
      let record = SealedRecord(
        id: try Randomness.identifier(), source: .info, channels: [.basic, .ident], destination: .home,
        classification: "node/report/full", created: .now(), revision: 1,
        request: SealedRequest(method: "POST", url: "http://127.0.0.1/", headers: [], body: body),
        sha256: Hex.encode(Digest.sha256(body)))
      try outbox.accept([record])
      try outbox.settle([.refused(id: record.id, status: 400 + number, reason: reason)])
    }
  }

  @Test("Its example finds a whole chain whole, and names the row that was changed") func example() throws {
    let directory = try DocsDirectory()
    try Self.fill(directory.path)
    let database = Outbox.path(in: directory.path)
    let script = try directory.write("verify.sh", try example(database))
    #expect(DocsShell.run("sh \(script)").output == "checked 3\n")

    let change = "DROP TRIGGER ledger_never_changes; UPDATE ledger SET status = 200 WHERE seq = 2;"
    #expect(DocsShell.run("sqlite3 \(database) '\(change)'").status == 0)
    #expect(DocsShell.run("sh \(script)").output == "row 2 was changed\nchecked 3\n")
  }

  @Test("It names every table and every column of the ledger") func tables() throws {
    let directory = try DocsDirectory()
    try Self.fill(directory.path)
    let page = try DocsShell.file("man/telemetry-tui-outbox.5")
    let query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    let sql = try directory.write("query.sql", "\(query); SELECT name FROM pragma_table_info('ledger');")
    let names = DocsShell.run("sqlite3 \(Outbox.path(in: directory.path)) <\(sql)").output.split(separator: "\n")
    #expect(names.count > 20)
    for name in names { #expect(page.contains(".It Va \(name)\n") || page.contains(".Va \(name)"), "\(name)") }
  }
}

@Suite("What the hand-written pages name")
struct DocsWordsTests {
  @Test("telemetry-tui-outbox(5) explains every word that a ledger row can end with", arguments: Settlement.allCases)
  func settlements(_ word: Settlement) throws {
    #expect(try DocsShell.file("man/telemetry-tui-outbox.5").contains(".It Ql \(word.rawValue)\n"))
  }

  @Test(
    "telemetry-tui-records(7) names the keys of records",
    arguments: [
      "record_expiry", "spool_process_time", "spool_max_size", "rate_limit_strategy", "record_retention_enabled",
      "record_server_delivery_enabled", "cainfo", "tidheader", "protocol",
    ])
  func keys(_ key: String) throws {
    #expect(try DocsShell.file("man/telemetry-tui-records.7").contains(key))
  }
}
