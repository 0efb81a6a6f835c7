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
    return try database.transaction { () throws(OutboxFault) in
      let before = try database.number("SELECT seq FROM sqlite_sequence WHERE name = 'record'")
      var known: [SealedRecord] = []
      var writer = try RecordWriter(database)
      defer { writer.finish() }
      for record in records where try !writer.insert(record) { known.append(record) }
      var new = try wait(after: before, now)
      for record in known {
        guard let draft = try draftNumber(id: record.id) else { continue }
        try promote(draft, now)
        new += 1
      }
      return new
    }
  }

  /// Makes the records above a number wait, all at once, but for those that are settled: their bodies may be gone by
  /// retention while their ledger rows are there.
  /// - Returns: how many wait now.
  private func wait(after number: Int64, _ now: Timestamp) throws(OutboxFault) -> Int {
    try database.run(
      "DELETE FROM record WHERE number > ? AND EXISTS (SELECT 1 FROM ledger WHERE ledger.id = record.id)",
      [.number(number)])
    return try database.run(
      "INSERT INTO spool (number, destination, bytes, accepted) SELECT number, destination, bytes, ? FROM record "
        + "WHERE number > ?", [.number(now.milliseconds), .number(number)])
  }

  /// Whether the ledger has the record.
  public func isSettled(_ id: String) throws(OutboxFault) -> Bool {
    try database.number("SELECT count(*) FROM ledger WHERE id = ?", [.text(id)]) > 0
  }

  /// What could not be sent as it is sealed is refused here, before anybody relies on it.
  func checkForm(_ record: SealedRecord) throws(OutboxFault) {
    let isID = record.id.utf8.count == 32 && record.id.utf8.allSatisfy { Hex.isLowerCaseDigit($0) }
    guard isID else { throw .forbidden(path, rule: "a record id is 32 lower-case hexadecimal digits") }
    guard record.request.headerText.isWellFormed else {
      throw .forbidden(path, rule: "a header is one line with a name")
    }
  }
}

extension Hex {
  /// Whether the byte is one of `0123456789abcdef`.
  static func isLowerCaseDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
