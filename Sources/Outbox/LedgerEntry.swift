import Platform
import Report

/// One settled record: what it was, where it went or did not go, and why.
public struct LedgerEntry: Sendable, Equatable {
  /// 1, 2, 3, ... in the order of settlement.
  public var seq: Int64
  /// When it was settled.
  public var time: Timestamp
  public var id: String
  public var source: Source
  public var channels: [Channel]
  public var destination: Destination
  public var classification: String
  public var severity: Int
  public var eventID: String
  public var created: Timestamp
  public var revision: Int
  public var method: String
  public var url: String
  /// Bytes of the body.
  public var bytes: Int
  public var sha256: String
  public var result: Settlement
  /// The HTTP status of the latest answer, 0 when there never was one.
  public var status: Int
  /// How often the bytes were given to the network. Above 0 they may have arrived, whatever the result.
  public var tries: Int
  /// Who or what settled it and why; for `sent` the beginning of the answer. May hold text of a server: escape it.
  public var reason: String
  /// What the destination signed when it took the record; nil where it signed nothing.
  public var receipt: Receipt?
  /// The fields inside that came after consent and went along all the same, because `[privacy] new-fields = accept` let
  /// them: patterns of the field registry.
  public var newFields: [String]

  public var channel: Channel { channels.first ?? .basic }

  init(
    seq: Int64, time: Timestamp, entry: SpoolEntry, result: Settlement, status: Int, reason: String,
    receipt: Receipt? = nil
  ) {
    self.seq = seq
    self.time = time
    id = entry.id
    source = entry.source
    channels = entry.channels
    destination = entry.destination
    classification = entry.classification
    severity = entry.severity
    eventID = entry.eventID
    created = entry.created
    revision = entry.revision
    method = entry.method
    url = entry.url
    bytes = entry.bytes
    sha256 = entry.sha256
    self.result = result
    self.status = status
    tries = entry.tries
    self.reason = reason
    self.receipt = receipt
    newFields = entry.newFields
  }

  init(seq: Int64, time: Timestamp, rejection: Rejection, reason: String) {
    self.seq = seq
    self.time = time
    id = rejection.id
    source = rejection.source
    channels = rejection.channels
    destination = rejection.destination
    classification = rejection.classification
    severity = rejection.severity
    eventID = rejection.eventID
    created = rejection.created
    revision = rejection.revision
    method = rejection.method
    url = rejection.url
    bytes = rejection.bytes
    sha256 = rejection.sha256
    result = rejection.result
    status = 0
    tries = 0
    self.reason = reason
    receipt = nil
    newFields = rejection.newFields
  }

  /// The columns, in the order of the hash.
  static let columns = """
    seq, time, id, source, channels, destination, classification, severity, event_id, created, revision, method, \
    url, bytes, sha256, result, status, tries, reason, receipt, new_fields, form
    """

  init(_ row: Statement) {
    seq = row.number(0)
    time = Timestamp(milliseconds: row.number(1))
    id = row.text(2)
    source = RecordRow.source(row.text(3))
    channels = RecordRow.channels(row.text(4))
    destination = RecordRow.destination(row.text(5))
    classification = row.text(6)
    severity = row.int(7)
    eventID = row.text(8)
    created = Timestamp(milliseconds: row.number(9))
    revision = row.int(10)
    method = row.text(11)
    url = row.text(12)
    bytes = row.int(13)
    sha256 = row.text(14)
    result = Settlement(rawValue: row.text(15)) ?? .dropped
    status = row.int(16)
    tries = row.int(17)
    reason = row.text(18)
    receipt = Receipt(row.text(19))
    newFields = RecordRow.patterns(row.text(20))
  }

  /// What is written: in the present form.
  var values: [Value] {
    [
      .number(seq), .number(time.milliseconds), .text(id), .text(source.rawValue), .text(RecordRow.text(channels)),
      .text(destination.rawValue), .text(classification), .number(severity), .text(eventID),
      .number(created.milliseconds), .number(revision), .text(method), .text(url), .number(bytes), .text(sha256),
      .text(result.rawValue), .number(status), .number(tries), .text(reason), .text(receipt?.text ?? ""),
      .text(RecordRow.text(newFields)), .number(LedgerChain.form),
    ]
  }
}
