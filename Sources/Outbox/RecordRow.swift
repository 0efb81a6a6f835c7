import Platform
import Report

/// How the words of a record are written in columns, and read back.
enum RecordRow {
  /// The columns that a spool listing needs: everything but the body, in the order `head` reads them.
  static let head = """
    r.id, r.source, r.channels, r.destination, r.classification, r.severity, r.event_id, r.created, r.revision, \
    r.sha256, r.bytes, r.method, r.url, r.headers
    """

  /// The first nine values are each record's own, the others mostly those of the record before. See `RecordWriter`.
  static let insert = """
    INSERT OR IGNORE INTO record (id, source, channels, destination, classification, severity, event_id, created, \
    revision, sha256, bytes, method, url, headers, body, authority, new_fields) \
    VALUES (?1, ?10, ?11, ?12, ?2, ?7, ?3, ?8, ?13, ?4, ?9, ?14, ?15, ?5, ?6, ?16, ?17)
    """

  /// What `record` reads.
  static let whole = head + ", r.body, r.authority, r.new_fields"

  /// A record from a row of the `whole` columns.
  static func record(_ row: Statement) -> SealedRecord {
    SealedRecord(
      id: row.text(0), source: source(row.text(1)), channels: channels(row.text(2)),
      destination: destination(row.text(3)), classification: row.text(4), severity: row.int(5), eventID: row.text(6),
      created: Timestamp(milliseconds: row.number(7)), revision: row.int(8), newFields: patterns(row.text(16)),
      request: request(row, from: 11), sha256: row.text(9), authority: authority(row.text(15)))
  }

  /// Method, URL, headers and body from four columns.
  static func request(_ row: Statement, from column: Int32) -> SealedRequest {
    SealedRequest(
      method: row.text(column), url: row.text(column + 1), headerText: HeaderText(stored: row.text(column + 2)),
      body: row.bytes(column + 3))
  }

  static func text(_ channels: [Channel]) -> String { channels.map(\.rawValue).joined(separator: ",") }

  static func channels(_ text: String) -> [Channel] {
    text.split(separator: ",").compactMap { Channel(rawValue: String($0)) }
  }

  /// Patterns have no comma in them.
  static func text(_ patterns: [String]) -> String { patterns.joined(separator: ",") }

  static func patterns(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }

  static func headers(_ text: String) -> [SealedRequest.Header] { HeaderText(stored: text).headers }

  /// Empty: as configured. `system`, or the path of a file, which is absolute.
  static func text(_ authority: SealedRecord.Authority) -> String {
    switch authority {
    case .configured: ""
    case .system: "system"
    case .file(let path): path
    }
  }

  static func authority(_ text: String) -> SealedRecord.Authority {
    switch text {
    case "": .configured
    case "system": .system
    default: .file(text)
    }
  }

  // The words are checked when they are written; an unknown one is damage that `verify` names, not a reason to stop.
  static func source(_ text: String) -> Source { Source(rawValue: text) ?? .host }
  static func destination(_ text: String) -> Destination { Destination(rawValue: text) ?? .home }
}
