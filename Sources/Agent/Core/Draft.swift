import Outbox
import Platform
import Report

/// A report that was shown and is to be the next one sent, with what must hold for that to be true.
struct Draft: Sendable, Equatable {
  var id: String
  var isFull: Bool
  var uptime: Int64?
  var made: Timestamp
  /// Of consent and settings: a draft made under others shows something that would no longer be sent.
  var fingerprint: String
  var destination = Destination.home
  /// The ids of the crashes inside, of a cluster report.
  var crashes: [String] = []

  private static func key(_ destination: Destination) -> String { "draft.\(destination.rawValue)" }

  static func read(_ outbox: Outbox, _ destination: Destination = .home) throws(OutboxFault) -> Draft? {
    let key = key(destination)
    guard let text = try outbox.state(key), let json = try? JSONReader.parse(text), let id = json["id"]?.stringValue,
      let isFull = json["full"]?.boolValue, let made = json["made"]?.intValue,
      let fingerprint = json["fingerprint"]?.stringValue
    else { return nil }
    return Draft(
      id: id, isFull: isFull, uptime: json["uptime"]?.intValue, made: Timestamp(milliseconds: made),
      fingerprint: fingerprint, destination: destination,
      crashes: (json["crashes"]?.arrayValue ?? []).compactMap(\.stringValue))
  }

  func save(_ outbox: Outbox) throws(OutboxFault) {
    let json = JSON.pairs([
      "id": .string(id), "full": .bool(isFull), "uptime": uptime.map { .int($0) } ?? .null,
      "made": .int(made.milliseconds), "fingerprint": .string(fingerprint),
      "crashes": .array(crashes.map(JSON.string)),
    ])
    try outbox.setState(Self.key(destination), JSONWriter.text(json))
  }

  static func forget(_ outbox: Outbox, _ destination: Destination = .home) throws(OutboxFault) {
    try outbox.setState(key(destination), nil)
    try outbox.removeDraft(for: destination)
  }
}
