import Platform
import Report

/// Records that were sealed and shown but not accepted: the latest one for each destination is kept, so that what was
/// shown is what is sent.
extension Outbox {
  /// Keeps the record as its destination's draft, in place of the one before. Saving a record that was accepted or
  /// settled already is refused.
  public func saveDraft(_ record: SealedRecord) throws(OutboxFault) {
    try checkForm(record)
    try database.transaction { () throws(OutboxFault) in
      try forgetDraft(of: record.destination)
      guard try insert(record), try !isSettled(record.id) else {
        throw .forbidden(path, rule: "record \(record.id) is no draft any more")
      }
      try database.run(
        "INSERT INTO draft (destination, number) VALUES (?, ?)",
        [.text(record.destination.rawValue), .number(database.lastInserted)])
    }
  }

  /// The draft with this id, nil when it was replaced, removed or promoted.
  public func draft(id: String) throws(OutboxFault) -> SealedRecord? {
    try draft("r.id = ?", .text(id))
  }

  /// The latest draft for a destination.
  public func draft(for destination: Destination) throws(OutboxFault) -> SealedRecord? {
    try draft("d.destination = ?", .text(destination.rawValue))
  }

  private func draft(_ condition: String, _ value: Value) throws(OutboxFault) -> SealedRecord? {
    try database.first(
      "SELECT \(RecordRow.whole) FROM draft d JOIN record r ON r.number = d.number WHERE \(condition)", [value],
      RecordRow.record)
  }

  /// Forgets the destination's draft; there may be none.
  public func removeDraft(for destination: Destination) throws(OutboxFault) {
    try database.transaction { () throws(OutboxFault) in try forgetDraft(of: destination) }
  }

  /// Accepts the draft with this id, byte for byte as it was shown, in one transaction.
  /// - Returns: the record that now waits.
  /// - Throws: `.forbidden` when there is no such draft any more.
  @discardableResult
  public func promoteDraft(id: String, now: Timestamp = .now()) throws(OutboxFault) -> SealedRecord {
    try database.transaction { () throws(OutboxFault) in
      guard let record = try draft(id: id), let number = try draftNumber(id: id) else {
        throw .forbidden(path, rule: "there is no draft \(id) any more, show it again")
      }
      try promote(number, now)
      return record
    }
  }

  func draftNumber(id: String) throws(OutboxFault) -> Int64? {
    try database.first("SELECT d.number FROM draft d JOIN record r ON r.number = d.number WHERE r.id = ?", [.text(id)])
    {
      $0.number(0)
    }
  }

  func promote(_ number: Int64, _ now: Timestamp) throws(OutboxFault) {
    try database.run("DELETE FROM draft WHERE number = ?", [.number(number)])
    try database.run(
      "INSERT INTO spool (number, destination, bytes, accepted) SELECT number, destination, bytes, ? FROM record "
        + "WHERE number = ?",
      [.number(now.milliseconds), .number(number)])
  }

  private func forgetDraft(of destination: Destination) throws(OutboxFault) {
    let name = Value.text(destination.rawValue)
    let number = try database.first("SELECT number FROM draft WHERE destination = ?", [name]) { $0.number(0) }
    guard let number else { return }
    try database.run("DELETE FROM draft WHERE destination = ?", [name])
    try database.run("DELETE FROM record WHERE number = ?", [.number(number)])
  }
}
