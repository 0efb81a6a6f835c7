import Platform
import Report

/// How the words of a record are written in columns, and read back.
enum RecordRow {
  /// The columns that a spool listing needs: everything but the body, in the order `head` reads them.
  static let head = """
    r.id, r.source, r.channels, r.destination, r.classification, r.severity, r.event_id, r.created, r.revision, \
    r.sha256, r.bytes, r.method, r.url, r.headers
    """

  static let insert = """
    INSERT OR IGNORE INTO record (id, source, channels, destination, classification, severity, event_id, created, \
    revision, sha256, bytes, method, url, headers, body, authority) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
    """

  static func values(_ record: SealedRecord) -> [Value] {
    [
      .text(record.id), .text(record.source.rawValue), .text(text(record.channels)),
      .text(record.destination.rawValue), .text(record.classification), .number(record.severity),
      .text(record.eventID), .number(record.created.milliseconds), .number(record.revision), .text(record.sha256),
      .number(record.request.body.count), .text(record.request.method), .text(record.request.url),
      .text(text(record.request.headers)), .bytes(record.request.body), .text(text(record.authority)),
    ]
  }

  /// What `record` reads.
  static let whole = head + ", r.body, r.authority"

  /// A record from a row of the `whole` columns.
  static func record(_ row: Statement) -> SealedRecord {
    SealedRecord(
      id: row.text(0), source: source(row.text(1)), channels: channels(row.text(2)),
      destination: destination(row.text(3)), classification: row.text(4), severity: row.int(5), eventID: row.text(6),
      created: Timestamp(milliseconds: row.number(7)), revision: row.int(8), request: request(row, from: 11),
      sha256: row.text(9), authority: authority(row.text(15)))
  }

  /// Method, URL, headers and body from four columns.
  static func request(_ row: Statement, from column: Int32) -> SealedRequest {
    SealedRequest(
      method: row.text(column), url: row.text(column + 1), headers: headers(row.text(column + 2)),
      body: row.bytes(column + 3))
  }

  static func text(_ channels: [Channel]) -> String { channels.map(\.rawValue).joined(separator: ",") }

  static func channels(_ text: String) -> [Channel] {
    text.split(separator: ",").compactMap { Channel(rawValue: String($0)) }
  }

  /// One header a line. Neither a name nor a value can hold a line feed in HTTP; `Outbox.accept` refuses them.
  static func text(_ headers: [SealedRequest.Header]) -> String {
    headers.map { "\($0.name): \($0.value)\n" }.joined()
  }

  static func headers(_ text: String) -> [SealedRequest.Header] {
    text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      return SealedRequest.Header(name, String(decoding: line[colon...].dropFirst(2), as: UTF8.self))
    }
  }

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
