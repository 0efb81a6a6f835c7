import Outbox
import Platform
import Report
import TestSupport
import Testing

@testable import Delivery

@Suite("Receipts on their way in") struct ReceiptTests {
  let scratch: Scratch
  let outbox: Outbox
  let stage = Stage()

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.outbox()
  }

  /// What the ledger keeps of a record whose answer has this header, percent-encoded.
  private func send(_ header: String, _ server: Server, status: Int = 200) throws -> LedgerEntry? {
    let encoded = header.utf8.map { "%" + Hex.encode([$0]) }.joined()
    let record = try sealed(server.url + "/status/\(status)?receipt=\(encoded)")
    try outbox.accept([record])
    _ = try deliverOnce(outbox, stage)
    return try outbox.ledgerEntry(id: record.id)
  }

  @Test("A receipt is kept with the record; what is none is not, and the record is sent all the same")
  func kept() throws {
    let server = try Server(scratch)
    let key = try #require(SigningKey(secret: [UInt8](repeating: 9, count: 32)))
    let good = key.receipt(sha256: try sealed("").sha256, seconds: Timestamp.now().milliseconds / 1000)
    #expect(try send(good, server)?.receipt?.text == good)
    #expect(try send("  \(good) ", server)?.receipt?.text == good)
    for bad in ["nonsense", "v=1", good + "x", String(repeating: "v=1; ", count: 4000), "\u{1B}[31m"] {
      let row = try send(bad, server)
      #expect(row?.result == .sent && row?.receipt == nil)
    }
    #expect(try send(good, server, status: 400)?.receipt == nil)
    let report = try outbox.verifyReceipts()
    #expect(report.good == 2 && report.none == 5 && report.bad == 0)
    #expect(try outbox.verify().isGood)
  }
}
