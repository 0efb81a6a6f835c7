import Digest
import Platform
import Report
import TestSupport
import Testing

@testable import Outbox

@Suite("What destinations sign") struct ReceiptTests {
  let scratch: Scratch
  let outbox: Outbox
  let key: SigningKey
  private let now = Timestamp(milliseconds: 1_800_000_000_000)

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.open()
    key = try #require(SigningKey(secret: [UInt8](repeating: 7, count: 32)))
  }

  /// Settles one record as sent, with the receipt that `make` gives of its SHA-256.
  @discardableResult
  private func send(_ body: String, _ make: (String) -> String?) throws -> LedgerEntry {
    let record = try sealed(body)
    try outbox.accept([record])
    let receipt = make(record.sha256).flatMap { Receipt($0) }
    try outbox.settle([.sent(id: record.id, status: 200, answer: "", receipt: receipt)], now: now)
    return try #require(try outbox.ledgerEntry(id: record.id))
  }

  private func signed(_ sha256: String, after seconds: Int64 = 0) -> String {
    key.receipt(sha256: sha256, seconds: now.milliseconds / 1000 + seconds)
  }

  @Test("A receipt stands in the row, and in its hash") func inTheChain() throws {
    let row = try send("a") { signed($0) }
    #expect(row.receipt?.text == signed(row.sha256))
    try send("b") { _ in nil }
    #expect(try outbox.verify().isGood)
    #expect(try outbox.verifyReceipts() == report(good: 1, none: 1))
    try outbox.database.execute("DROP TRIGGER ledger_never_changes; UPDATE ledger SET receipt = '' WHERE seq = 1")
    #expect(try outbox.verify().firstBad?.seq == 1)
    try outbox.database.execute("UPDATE ledger SET form = 1 WHERE seq = 1")
    #expect(try outbox.verify().firstBad?.seq == 1)
  }

  private func report(good: Int, none: Int) -> ReceiptReport {
    var report = ReceiptReport()
    (report.good, report.none) = (good, none)
    return report
  }

  @Test("A false signature, other bytes and another time are found, and the chain holds all the same") func falseOnes()
    throws
  {
    let day: Int64 = 86_400
    try send("good") { signed($0, after: day - 1) }
    let rows = [
      try send("forged") { sha256 in
        signed(sha256).replacing("time=\(now.milliseconds / 1000)", with: "time=\(now.milliseconds / 1000 + 1)")
      },
      try send("other") { _ in signed(String(repeating: "0", count: 64)) },
      try send("late") { signed($0, after: day + 1) }, try send("early") { signed($0, after: -day - 1) },
    ]
    let found = try outbox.verifyReceipts()
    #expect(found.good == 1 && found.bad == 4 && found.firstBad?.seq == rows[0].seq)
    #expect(found.firstBad?.why == "the receipt's signature is not of its key")
    #expect(try outbox.verify().isGood)
  }

  @Test("A second key of a server is kept and said once; another server may have its own") func keys() throws {
    let other = try #require(SigningKey(secret: [UInt8](repeating: 8, count: 32)))
    try send("1") { signed($0) }
    for body in ["2", "3"] {
      try send(body) { other.receipt(sha256: $0, seconds: now.milliseconds / 1000) }
    }
    let report = try outbox.verifyReceipts()
    #expect(report.good == 3 && report.otherKey == 2 && report.bad == 0 && report.firstOther?.seq == 2)
    let server = "home http://127.0.0.1:9"
    #expect(try outbox.state("receipt.key \(server)") == Base64URL.encode(key.publicKey))
    #expect(try outbox.state("receipt.other \(server)") == Base64URL.encode(other.publicKey))
    #expect(try outbox.events().filter { $0.text.contains("another key") }.count == 1)
  }

  @Test("Without the library the receipts are counted as not checked, and why") func withoutLibrary() throws {
    try send("a") { signed($0) }
    let report = try outbox.verifyReceipts(library: "libnowhere.so")
    #expect(report.unchecked == 1 && report.good == 0 && report.bad == 0)
    #expect(report.trouble?.exit == .unavailable && report.trouble?.line.contains("libnowhere.so") == true)
  }

  @Test("What is not a receipt to the letter is none") func form() throws {
    let sha256 = String(repeating: "ab", count: 32)
    let good = signed(sha256)
    #expect(Receipt(good)?.text == good)
    let bad = [
      "", "v=1", good + ";", good + "; x=1", " " + good, good.replacing("v=1", with: "v=2"),
      good.replacing("; ", with: ";"), good.replacing("sha256=ab", with: "sha256=AB"),
      good.replacing("time=", with: "time=-"), good.replacing("time=", with: "time=0"),
      good.replacing("time=", with: "time=99999999999"), good.replacing("key=", with: "key=A"), good + "A", good + "\n",
      String(repeating: "v=1; ", count: 1000),
    ]
    for text in bad { #expect(Receipt(text) == nil, "\(text)") }
  }
}
