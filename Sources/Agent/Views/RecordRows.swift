import Outbox
import Platform
import Report

/// A record that waits, as a list shows it.
public struct WaitingRow: PageRow {
  public var key: Int64
  public var id: String
  public var destination: Destination
  public var channel: Channel
  public var classification: String
  public var eventID: String
  public var created: Timestamp
  public var accepted: Timestamp
  public var bytes: Int
  public var tries: Int
  /// Not before this moment; nil: at once.
  public var nextTry: Timestamp?
  /// The HTTP status of the latest answer, 0 when there was none.
  public var status: Int
  /// May hold text of a server.
  public var error: String
  public var sha256: String
  public var method: String
  public var url: String

  /// `created` nil: when it was accepted.
  public init(
    key: Int64, id: String, destination: Destination, channel: Channel = .basic, classification: String,
    eventID: String = "", created: Timestamp? = nil, accepted: Timestamp, bytes: Int, tries: Int = 0,
    nextTry: Timestamp? = nil, status: Int = 0, error: String = "", sha256: String = "", method: String = "POST",
    url: String = ""
  ) {
    self.key = key
    self.id = id
    self.destination = destination
    self.channel = channel
    self.classification = classification
    self.eventID = eventID
    self.created = created ?? accepted
    self.accepted = accepted
    self.bytes = bytes
    self.tries = tries
    self.nextTry = nextTry
    self.status = status
    self.error = error
    self.sha256 = sha256
    self.method = method
    self.url = url
  }

  public init(_ entry: SpoolEntry) {
    self.init(
      key: entry.number, id: entry.id, destination: entry.destination, channel: entry.channel,
      classification: entry.classification, eventID: entry.eventID, created: entry.created, accepted: entry.accepted,
      bytes: entry.bytes, tries: entry.tries, nextTry: entry.nextTry, status: entry.lastStatus, error: entry.lastError,
      sha256: entry.sha256, method: entry.method, url: entry.url)
  }

  public var searched: String { "\(id) \(destination.rawValue) \(classification) \(error)" }
}

/// A record that is settled: sent, or not and why.
public struct SettledRow: PageRow {
  /// The ledger's sequence number.
  public var key: Int64
  public var id: String
  public var time: Timestamp
  public var source: Source
  public var destination: Destination
  public var classification: String
  public var severity: Int
  public var eventID: String
  public var created: Timestamp
  public var channel: Channel
  public var method: String
  public var url: String
  public var bytes: Int
  public var sha256: String
  /// The ledger's word: `sent`, `refused`, ...
  public var result: String
  public var status: Int
  public var tries: Int
  /// May hold text of a server.
  public var reason: String
  /// What the destination signed when it took the record.
  public var receipt: Receipt?
  /// The fields inside that came after consent and went along all the same: patterns of the field registry.
  public var newFields: [String]

  /// `created` nil: when it was settled.
  public init(
    key: Int64, id: String, time: Timestamp, source: Source = .info, destination: Destination, classification: String,
    severity: Int = 1, eventID: String = "", created: Timestamp? = nil, channel: Channel = .basic,
    method: String = "POST", url: String = "", bytes: Int, sha256: String, result: String, status: Int = 0,
    tries: Int = 1, reason: String = "", receipt: Receipt? = nil, newFields: [String] = []
  ) {
    self.key = key
    self.id = id
    self.time = time
    self.source = source
    self.destination = destination
    self.classification = classification
    self.severity = severity
    self.eventID = eventID
    self.created = created ?? time
    self.channel = channel
    self.method = method
    self.url = url
    self.bytes = bytes
    self.sha256 = sha256
    self.result = result
    self.status = status
    self.tries = tries
    self.reason = reason
    self.receipt = receipt
    self.newFields = newFields
  }

  public init(_ entry: LedgerEntry) {
    self.init(
      key: entry.seq, id: entry.id, time: entry.time, source: entry.source, destination: entry.destination,
      classification: entry.classification, severity: entry.severity, eventID: entry.eventID, created: entry.created,
      channel: entry.channel, method: entry.method, url: entry.url, bytes: entry.bytes, sha256: entry.sha256,
      result: entry.result.rawValue, status: entry.status, tries: entry.tries, reason: entry.reason,
      receipt: entry.receipt, newFields: entry.newFields)
  }

  public var searched: String { "\(id) \(destination.rawValue) \(classification) \(result) \(reason)" }
}

extension SettledRow {
  /// What it was, for people: its classification, if it was a record.
  public var what: String { classification.isEmpty ? "(no record)" : classification }
}
