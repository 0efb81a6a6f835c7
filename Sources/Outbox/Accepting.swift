import Platform
import Report

/// The way in.
extension Outbox {
  /// Takes records over: when it returns they are on the disk, all of them; when it throws, none is. A record whose
  /// id is known already (it waits or is settled) is left out, so an acceptance may be repeated after a crash.
  /// A draft of the same id becomes the accepted record.
  /// - Returns: how many were new.
  @discardableResult
  public func accept(_ records: [SealedRecord], now: Timestamp = .now()) throws(OutboxFault) -> Int {
    for record in records { try checkForm(record) }
    guard records.count >= 100 else { return try acceptAll(records, now) }
    return try database.withLargeCache { () throws(OutboxFault) in try acceptAll(records, now) }
  }

  private func acceptAll(_ records: [SealedRecord], _ now: Timestamp) throws(OutboxFault) -> Int {
    try database.transaction { () throws(OutboxFault) in
      var new = 0
      for record in records where try accept(record, now) { new += 1 }
      return new
    }
  }

  private func accept(_ record: SealedRecord, _ now: Timestamp) throws(OutboxFault) -> Bool {
    if try database.run(RecordRow.insert, RecordRow.values(record)) == 1 {
      let number = database.lastInserted
      // Its body may be gone by retention while its ledger row is there.
      guard try !isSettled(record.id) else {
        try database.run("DELETE FROM record WHERE number = ?", [.number(number)])
        return false
      }
      try wait(number, record.destination, record.request.body.count, now)
      return true
    }
    guard let known = try draftNumber(id: record.id) else { return false }
    try promote(known, now)
    return true
  }

  func wait(_ number: Int64, _ destination: Destination, _ bytes: Int, _ now: Timestamp) throws(OutboxFault) {
    try database.run(
      "INSERT INTO spool (number, destination, bytes, accepted) VALUES (?, ?, ?, ?)",
      [.number(number), .text(destination.rawValue), .number(bytes), .number(now.milliseconds)])
  }

  /// Whether the ledger has the record.
  public func isSettled(_ id: String) throws(OutboxFault) -> Bool {
    try database.number("SELECT count(*) FROM ledger WHERE id = ?", [.text(id)]) > 0
  }

  /// What could not be sent as it is sealed is refused here, before anybody relies on it.
  func checkForm(_ record: SealedRecord) throws(OutboxFault) {
    let isID = record.id.utf8.count == 32 && record.id.utf8.allSatisfy { Hex.isLowerCaseDigit($0) }
    guard isID else { throw .forbidden(path, rule: "a record id is 32 lower-case hexadecimal digits") }
    let hasBreak = record.request.headers.contains { header in
      header.name.isEmpty || header.name.utf8.contains(UInt8(ascii: ":"))
        || [header.name, header.value].contains { $0.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 } }
    }
    guard !hasBreak else { throw .forbidden(path, rule: "a header is one line with a name") }
  }
}

extension Hex {
  /// Whether the byte is one of `0123456789abcdef`.
  static func isLowerCaseDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
