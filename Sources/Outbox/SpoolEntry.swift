import Platform
import Report

/// A record that waits, without its body: what a list shows and a gate decides on.
public struct SpoolEntry: Sendable, Equatable {
  public var id: String
  public var source: Source
  /// The channels whose information is inside, the leading one first.
  public var channels: [Channel]
  public var destination: Destination
  public var classification: String
  public var severity: Int
  public var eventID: String
  public var created: Timestamp
  /// The field-set revision that consent was checked against.
  public var revision: Int
  public var sha256: String
  /// Bytes of the body.
  public var bytes: Int
  public var method: String
  public var url: String
  public var headers: [SealedRequest.Header]
  /// The order in the spool: every record sealed later has a higher number. A draft has its number from when it was
  /// saved, so it is accepted in front of what came in between.
  public var number: Int64
  public var accepted: Timestamp
  /// How often its bytes were given to the network.
  public var tries: Int
  /// Not before this moment; nil means at once.
  public var nextTry: Timestamp?
  /// The HTTP status of the latest answer, 0 when there was none.
  public var lastStatus: Int
  /// Why it still waits, one line; empty when it was not tried yet. May hold text of a server: escape it.
  public var lastError: String
  /// Who vouches for the server.
  public var authority: SealedRecord.Authority
  /// The fields inside that came after consent and went along all the same: patterns of the field registry.
  public var newFields: [String]

  public var channel: Channel { channels.first ?? .basic }

  static let columns =
    RecordRow.head
    + ", s.number, s.accepted, s.tries, s.next_try, s.last_status, s.last_error, r.authority, r.new_fields"

  init(_ row: Statement) {
    id = row.text(0)
    source = RecordRow.source(row.text(1))
    channels = RecordRow.channels(row.text(2))
    destination = RecordRow.destination(row.text(3))
    classification = row.text(4)
    severity = row.int(5)
    eventID = row.text(6)
    created = Timestamp(milliseconds: row.number(7))
    revision = row.int(8)
    sha256 = row.text(9)
    bytes = row.int(10)
    method = row.text(11)
    url = row.text(12)
    headers = RecordRow.headers(row.text(13))
    number = row.number(14)
    accepted = Timestamp(milliseconds: row.number(15))
    tries = row.int(16)
    nextTry = row.number(17) == 0 ? nil : Timestamp(milliseconds: row.number(17))
    lastStatus = row.int(18)
    lastError = row.text(19)
    authority = RecordRow.authority(row.text(20))
    newFields = RecordRow.patterns(row.text(21))
  }
}

/// How much waits.
public struct SpoolTotals: Sendable, Equatable {
  public var count: Int
  public var bytes: Int
  /// When the record that waits longest was accepted.
  public var oldest: Timestamp?

  public init(count: Int = 0, bytes: Int = 0, oldest: Timestamp? = nil) {
    self.count = count
    self.bytes = bytes
    self.oldest = oldest
  }
}
