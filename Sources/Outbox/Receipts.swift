import Digest
import Platform
import Report

/// What a check of the receipts found.
public struct ReceiptReport: Sendable, Equatable {
  /// Sent records with a receipt that holds.
  public var good = 0
  public var bad = 0
  /// Sent records for which the destination signed nothing.
  public var none = 0
  /// Of the good ones, those signed with another key than the destination's first.
  public var otherKey = 0
  /// Receipts that were not checked, because of `trouble`.
  public var unchecked = 0
  /// The first that does not hold, and why.
  public var firstBad: LedgerReport.Fault?
  /// The row of the first that another key signed, and whose.
  public var firstOther: LedgerReport.Fault?
  /// Why signatures cannot be checked here.
  public var trouble: Explanation?

  public init() {}
}

/// The keys that destinations sign receipts with. The first one seen of a server is remembered in the state
/// `receipt.key DESTINATION SERVER`, the latest other one in `receipt.other DESTINATION SERVER`.
extension Outbox {
  /// Milliseconds that a receipt's time may lie apart from when the answer came: clocks of two machines are compared.
  public static let receiptSlack: Int64 = 24 * 3600 * 1000

  private static func place(_ destination: Destination, _ url: String) -> String {
    let slashes = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    return "\(destination.rawValue) \(url[..<slashes])\(url[slashes...].prefix { $0 != "/" && $0 != "?" })"
  }

  /// Remembers the key of a server the first time, and says it when a later one is another.
  func noteKey(_ receipt: Receipt, of entry: SpoolEntry, _ now: Timestamp) throws(OutboxFault) {
    let place = Self.place(entry.destination, entry.url)
    guard let first = try state("receipt.key \(place)") else {
      return try keep(receipt.key, as: "receipt.key \(place)")
    }
    guard first != receipt.key, try state("receipt.other \(place)") != receipt.key else { return }
    try keep(receipt.key, as: "receipt.other \(place)")
    try insertEvent(
      "error", "\(place) signs its receipts with another key than before, \(receipt.key): ask who runs it", now)
  }

  private func keep(_ value: String, as key: String) throws(OutboxFault) {
    try database.run(
      "INSERT INTO state (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
      [.text(key), .text(value)])
  }

  /// Checks the receipt of every sent record: that its signature is true, that it is of the record's body, and that its
  /// time lies near the answer's. Reads one row at a time and sees one state of the file. `progress` is called every
  /// thousand rows with the seq reached; when it returns false the check ends there.
  public func verifyReceipts(
    library: String = Ed25519.library, progress: (Int64) -> Bool = { _ in true }
  ) throws(OutboxFault) -> ReceiptReport {
    try database.snapshot { () throws(OutboxFault) in
      var report = ReceiptReport()
      var verifier: Ed25519?
      var keys: [String: String] = [:]
      try database.each(
        "SELECT seq, time, destination, url, sha256, receipt FROM ledger WHERE result = 'sent' ORDER BY seq"
      ) { row throws(OutboxFault) in
        let seq = row.number(0), text = row.text(5)
        guard !text.isEmpty else {
          report.none += 1
          return seq % 1000 != 0 || progress(seq)
        }
        if verifier == nil, report.trouble == nil {
          do throws(Ed25519.Missing) { verifier = try Ed25519(library: library) } catch {
            report.trouble = Explanation(
              "signatures of receipts cannot be checked", at: error.detail, remedy: "install libhogweed6",
              exit: .unavailable)
          }
        }
        guard let verifier else {
          report.unchecked += 1
          return true
        }
        let time = Timestamp(milliseconds: row.number(1))
        if let why = Self.fault(text, time, sha256: row.text(4), verifier) {
          report.bad += 1
          report.firstBad = report.firstBad ?? .init(seq: seq, why: why)
        } else if let receipt = Receipt(text) {
          report.good += 1
          let place = Self.place(RecordRow.destination(row.text(2)), row.text(3))
          if keys[place] == nil { keys[place] = try state("receipt.key \(place)") }
          let first = keys[place] ?? receipt.key
          keys[place] = first
          if first != receipt.key {
            report.otherKey += 1
            report.firstOther = report.firstOther ?? .init(seq: seq, why: "\(place) signed with the key \(receipt.key)")
          }
        }
        return seq % 1000 != 0 || progress(seq)
      }
      return report
    }
  }

  private static func fault(_ text: String, _ time: Timestamp, sha256: String, _ verifier: Ed25519) -> String? {
    guard let receipt = Receipt(text) else { return "the receipt is none" }
    guard receipt.sha256 == sha256 else { return "the receipt is for other bytes, \(receipt.sha256)" }
    // A row that was tampered with may say any time.
    let (apart, isFar) = receipt.moment.milliseconds.subtractingReportingOverflow(time.milliseconds)
    guard !isFar, apart.magnitude <= receiptSlack.magnitude else {
      return "the receipt is from another time, \(receipt.moment.iso8601())"
    }
    guard verifier.isGood(receipt.signatureBytes, of: receipt.signed, by: receipt.publicKey) else {
      return "the receipt's signature is not of its key"
    }
    return nil
  }
}
