import Digest
import Platform

/// What a check of the ledger found.
public struct LedgerReport: Sendable, Equatable {
  /// Rows that were read.
  public var entries: Int64
  /// The first row that is not as it was written, and why. nil: the whole ledger is.
  public var firstBad: Fault?
  /// Lower-case hexadecimal hash of the last good row. Noted elsewhere it proves every row up to it.
  public var head: String
  /// Settled bodies that are still there and were compared with their SHA-256.
  public var bodies: Int

  public struct Fault: Sendable, Equatable {
    public var seq: Int64
    public var why: String
  }

  public var isGood: Bool { firstBad == nil }
}

extension Outbox {
  /// Recomputes the chain of the whole ledger and the SHA-256 of every kept body. Reads one row at a time, sees one
  /// state of the file, and stops no writer. `progress` is called every thousand rows with the seq reached; when it
  /// returns false the check ends there.
  public func verify(progress: (Int64) -> Bool = { _ in true }) throws(OutboxFault) -> LedgerReport {
    try database.snapshot { () throws(OutboxFault) in
      var report = try verifyChain(progress)
      if report.firstBad == nil { try verifyBodies(&report) }
      return report
    }
  }

  private func verifyChain(_ progress: (Int64) -> Bool) throws(OutboxFault) -> LedgerReport {
    var report = LedgerReport(entries: 0, firstBad: nil, head: "", bodies: 0)
    var hash = LedgerChain.start
    var isWhole = true
    try database.each("SELECT \(LedgerEntry.columns), hash FROM ledger ORDER BY seq") { row throws(OutboxFault) in
      let seq = row.number(0)
      guard seq == report.entries + 1 else {
        let lost = seq == report.entries + 2 ? "row \(report.entries + 1) is" : "rows before it are"
        report.firstBad = .init(seq: report.entries + 1, why: "\(lost) missing, the next is \(seq)")
        return false
      }
      let values = (0..<(row.columns - 1)).map { row.value($0) }
      let next = LedgerChain.canonical(values).map { Digest.sha256(hash + $0) }
      guard let next, row.bytes(row.columns - 1) == next else {
        report.firstBad = .init(seq: seq, why: "the row does not match its hash or the row before it")
        return false
      }
      hash = next
      report.entries = seq
      isWhole = seq % 1000 != 0 || progress(seq)
      return isWhole
    }
    report.head = Hex.encode(hash)
    guard isWhole, report.firstBad == nil else { return report }
    let noted = try LedgerChain.notedHead(database)
    if noted?.seq ?? 0 != report.entries {
      report.firstBad = .init(
        seq: report.entries + 1, why: "rows are missing at the end, the last was \(noted?.seq ?? 0)")
    } else if noted?.hash ?? LedgerChain.start != hash {
      report.firstBad = .init(seq: report.entries, why: "the row is not the one that was written last")
    }
    return report
  }

  private func verifyBodies(_ report: inout LedgerReport) throws(OutboxFault) {
    var checked = 0
    var bad: LedgerReport.Fault?
    try database.each(
      """
      SELECT k.seq, l.sha256, l.id = r.id, r.body FROM kept k JOIN ledger l ON l.seq = k.seq \
      LEFT JOIN record r ON r.number = k.number ORDER BY k.seq
      """
    ) { row throws(OutboxFault) in
      checked += 1
      guard row.int(2) == 1, Hex.encode(Digest.sha256(row.bytes(3))) == row.text(1) else {
        bad = .init(seq: row.number(0), why: "the kept body does not match its SHA-256")
        return false
      }
      return true
    }
    report.bodies = checked
    report.firstBad = bad
  }

  /// Compares the body of every waiting record with its SHA-256.
  /// - Returns: the ids that do not match; such a record is never sent.
  public func verifyWaiting() throws(OutboxFault) -> [String] {
    var bad: [String] = []
    try database.each(
      "SELECT r.id, r.sha256, r.body FROM spool s JOIN record r ON r.number = s.number ORDER BY s.number"
    ) { row throws(OutboxFault) in
      if Hex.encode(Digest.sha256(row.bytes(2))) != row.text(1) { bad.append(row.text(0)) }
      return true
    }
    return bad
  }
}
