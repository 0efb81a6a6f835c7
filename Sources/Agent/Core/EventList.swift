import Outbox
import Platform
import Report

/// What happened last: the agent's own events and the ledger's rows, as one list in the order of time.
enum EventList {
  /// At most `count`, the newest last.
  static func latest(_ count: Int, of outbox: Outbox) throws(OutboxFault) -> [Event] {
    let events = try outbox.events(limit: count).map { Event(at: $0.time, kind: $0.kind, text: $0.text) }
    let rows = try outbox.ledger(LedgerFilter(limit: count)).map(event(of:))
    return Array((events + rows).sorted { $0.at < $1.at }.suffix(count))
  }

  private static func event(of row: LedgerEntry) -> Event {
    let status = row.status == 0 ? "" : "  \(row.status)"
    let reason = row.result == .sent || row.reason.isEmpty ? "" : "  \(row.reason)"
    // Of a message that was none there is nothing to be proved.
    let proof = row.sha256.isEmpty ? "" : "  \(Digits.size(row.bytes))  sha \(row.sha256.prefix(8))"
    let text = "\(name(of: row)) to \(row.destination.rawValue)\(proof)"
    return Event(at: row.time, kind: row.result.rawValue, text: text + status + reason)
  }

  private static func name(of row: LedgerEntry) -> String {
    switch row.classification {
    case "node/report/full": "node report (full)"
    case "node/report/abbreviated": "node report"
    case let status where status.hasPrefix("node/status/"): "node status"
    case "": "a message"
    default: row.classification
    }
  }
}
