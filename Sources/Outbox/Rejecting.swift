import Platform
import Report

/// Something that was handed over and never waited: what is known of it, and why.
public struct Rejection: Sendable, Equatable {
  public var id: String
  public var source: Source
  public var channels: [Channel]
  public var destination: Destination
  /// May hold text of a program: escape it.
  public var classification: String
  public var severity: Int
  public var eventID: String
  public var created: Timestamp
  public var revision: Int
  /// The fields inside that came after consent and went along all the same: patterns of the field registry.
  public var newFields: [String]
  public var method: String
  public var url: String
  /// Of the body, or of the message where there was none.
  public var bytes: Int
  /// Of the same; empty when nobody counted.
  public var sha256: String
  /// `rejected`, `dropped`, `expired` or `kept`.
  public var result: Settlement
  public var reason: String

  /// A message of a program that is no record, or that was not to be taken in. `id` is a fresh one.
  public init(
    id: String, classification: String = "", severity: Int = 1, eventID: String = "", created: Timestamp = .now(),
    channel: Channel = .event, bytes: Int, sha256: String = "", result: Settlement = .rejected, reason: String
  ) {
    self.id = id
    source = .probe
    channels = [channel]
    destination = .collector
    self.classification = classification
    self.severity = severity
    self.eventID = eventID
    self.created = created
    revision = FieldRegistry.revision
    newFields = []
    method = ""
    url = ""
    self.bytes = bytes
    self.sha256 = sha256
    self.result = result
    self.reason = reason
  }

  /// A record that was sealed already.
  public init(_ record: SealedRecord, result: Settlement, reason: String) {
    id = record.id
    source = record.source
    channels = record.channels
    destination = record.destination
    classification = record.classification
    severity = record.severity
    eventID = record.eventID
    created = record.created
    revision = record.revision
    newFields = record.newFields
    method = record.request.method
    url = record.request.url
    bytes = record.request.body.count
    sha256 = record.sha256
    self.result = result
    self.reason = reason
  }
}

/// From the outside straight into the ledger.
extension Outbox {
  /// Writes down what was not taken in, all of it or nothing, without the bodies. A record that waits or is settled
  /// already is left out, so it may be repeated.
  ///
  /// Ledger rows are for ever: what anybody can send without end belongs into one row that counts it.
  /// - Returns: how many rows were written.
  @discardableResult
  public func reject(_ rejections: [Rejection], now: Timestamp = .now()) throws(OutboxFault) -> Int {
    for rejection in rejections {
      guard [.rejected, .dropped, .expired, .kept].contains(rejection.result) else {
        throw .forbidden(path, rule: "what never waited is not \(rejection.result.rawValue)")
      }
    }
    return try writeRows(rejections, now) { _, _ throws(OutboxFault) in }
  }

  /// Takes records over that are to stay on this machine: they are in the ledger as `kept`, with their bodies as long
  /// as bodies are kept.
  /// - Returns: how many were new.
  @discardableResult
  public func keep(_ records: [SealedRecord], reason: String, now: Timestamp = .now()) throws(OutboxFault) -> Int {
    var byID: [String: SealedRecord] = [:]
    for record in records {
      try checkForm(record)
      byID[record.id] = record
    }
    let rows = records.map { Rejection($0, result: .kept, reason: reason) }
    return try writeRows(rows, now) { row, outbox throws(OutboxFault) in
      guard let record = byID[row.id] else { return }
      try outbox.insert(record)
      try outbox.keepBody(of: outbox.database.lastInserted, row)
    }
  }

  private func isStored(_ id: String) throws(OutboxFault) -> Bool {
    try database.number("SELECT count(*) FROM record WHERE id = ?", [.text(id)]) > 0
  }

  private func writeRows(
    _ rejections: [Rejection], _ now: Timestamp, _ body: (LedgerEntry, Outbox) throws(OutboxFault) -> Void
  ) throws(OutboxFault) -> Int {
    guard !rejections.isEmpty else { return 0 }
    return try database.transaction { () throws(OutboxFault) in
      var chain = try LedgerChain(database)
      var written = 0
      for rejection in rejections {
        guard try !isStored(rejection.id), try !isSettled(rejection.id) else { continue }
        let row = LedgerEntry(
          seq: chain.seq + 1, time: now, rejection: rejection, reason: clipped(rejection.reason))
        try chain.append(row, to: database)
        try body(row, self)
        written += 1
      }
      if chain.hasGrown { try chain.noteHead(in: database) }
      try pruneBodies()
      return written
    }
  }
}
