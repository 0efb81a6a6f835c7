import Outbox
import Platform
import Report

/// A record that waits, as a list shows it.
public struct WaitingRow: PageRow {
  public var key: Int64
  public var id: String
  public var destination: Destination
  public var classification: String
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
  public var url: String

  public init(
    key: Int64, id: String, destination: Destination, classification: String, accepted: Timestamp, bytes: Int,
    tries: Int = 0, nextTry: Timestamp? = nil, status: Int = 0, error: String = "", sha256: String = "",
    url: String = ""
  ) {
    self.key = key
    self.id = id
    self.destination = destination
    self.classification = classification
    self.accepted = accepted
    self.bytes = bytes
    self.tries = tries
    self.nextTry = nextTry
    self.status = status
    self.error = error
    self.sha256 = sha256
    self.url = url
  }

  init(_ entry: SpoolEntry) {
    self.init(
      key: entry.number, id: entry.id, destination: entry.destination, classification: entry.classification,
      accepted: entry.accepted, bytes: entry.bytes, tries: entry.tries, nextTry: entry.nextTry,
      status: entry.lastStatus, error: entry.lastError, sha256: entry.sha256, url: entry.url)
  }

  public var searched: String { "\(id) \(destination.rawValue) \(classification) \(error)" }
}

/// A record that is settled: sent, or not and why.
public struct SettledRow: PageRow {
  /// The ledger's sequence number.
  public var key: Int64
  public var id: String
  public var time: Timestamp
  public var destination: Destination
  public var classification: String
  public var eventID: String
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

  public init(
    key: Int64, id: String, time: Timestamp, destination: Destination, classification: String, eventID: String = "",
    channel: Channel = .basic, method: String = "POST", url: String = "", bytes: Int, sha256: String, result: String,
    status: Int = 0, tries: Int = 1, reason: String = ""
  ) {
    self.key = key
    self.id = id
    self.time = time
    self.destination = destination
    self.classification = classification
    self.eventID = eventID
    self.channel = channel
    self.method = method
    self.url = url
    self.bytes = bytes
    self.sha256 = sha256
    self.result = result
    self.status = status
    self.tries = tries
    self.reason = reason
  }

  init(_ entry: LedgerEntry) {
    self.init(
      key: entry.seq, id: entry.id, time: entry.time, destination: entry.destination,
      classification: entry.classification, eventID: entry.eventID, channel: entry.channel, method: entry.method,
      url: entry.url, bytes: entry.bytes, sha256: entry.sha256, result: entry.result.rawValue, status: entry.status,
      tries: entry.tries, reason: entry.reason)
  }

  public var searched: String { "\(id) \(destination.rawValue) \(classification) \(result) \(reason)" }
}
