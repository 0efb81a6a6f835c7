import Digest
import Outbox
import Platform
import Report
import TestSupport
import Testing

/// What an administrator sees of what destinations signed.
@Suite("Receipts, from outside") struct ReceiptJourneyTests {
  private let machine: Machine

  init() throws { machine = try Machine(home: nil) }

  /// Settles a record as sent, with a receipt for the body `signed`.
  private func send(_ body: String, signed: String) throws -> String {
    let key = try #require(SigningKey(secret: [UInt8](repeating: 3, count: 32)))
    let outbox = try Outbox(directory: machine.state, access: .readWrite)
    let id = try Randomness.identifier()
    func hash(_ text: String) -> String { Hex.encode(Digest.sha256(Array(text.utf8))) }
    try outbox.accept([
      SealedRecord(
        id: id, source: .info, channels: [.basic], destination: .home, classification: "node/report/full",
        created: .now(), revision: 1,
        request: SealedRequest(method: "POST", url: "http://127.0.0.1:9/", headers: [], body: Array(body.utf8)),
        sha256: hash(body))
    ])
    let receipt = Receipt(key.receipt(sha256: hash(signed), seconds: Timestamp.now().milliseconds / 1000))
    try outbox.settle([.sent(id: id, status: 200, answer: "", receipt: receipt)])
    return id
  }

  @Test("A true receipt is shown and counted; a false one is named and ends journal verify with 65")
  func verify() throws {
    let id = try send("a", signed: "a")
    let good = try machine.run("journal", "verify", "--json")
    #expect(good.status == 0)
    #expect(try good.json()["receipts"]?["good"]?.intValue == 1)
    #expect(try machine.run("journal", "verify").text.contains("1 receipt holds"))
    #expect(try machine.run("journal", "show", id).text.contains("\nreceipt      taken "))
    let row = try machine.run("journal", "show", id, "--json").json()
    #expect(row["receipt"]?["sha256"] == row["sha256"] && row["receipt"]?["key"]?.stringValue?.isEmpty == false)

    _ = try send("b", signed: "c")
    let bad = try machine.run("journal", "verify")
    #expect(bad.status == 65 && bad.err.hasPrefix("telemetry-tui: a receipt does not hold, "), "\(bad.err)")
    #expect(bad.err.contains("row 2"))
    #expect(try machine.run("journal", "verify", "--json").json()["receipts"]?["bad"]?.intValue == 1)
  }
}
