import Outbox
import Platform
import Report

/// A ledger row as `journal --json` prints it.
struct JournalRow {
  let entry: LedgerEntry

  init(_ entry: LedgerEntry) { self.entry = entry }

  var json: JSON {
    .pairs([
      "id": .string(entry.id), "seq": .int(entry.seq), "time": .string(entry.time.iso8601(milliseconds: true)),
      "destination": .string(entry.destination.rawValue), "url": .string(entry.url), "method": .string(entry.method),
      "channel": .string(entry.channel.rawValue), "classification": .string(entry.classification),
      "event_id": .string(entry.eventID), "bytes": .int(entry.bytes), "sha256": .string(entry.sha256),
      "result": .string(entry.result.rawValue), "status": .int(entry.status), "tries": .int(entry.tries),
      "source": .string(entry.source.rawValue), "severity": .int(entry.severity),
      "created": .string(entry.created.iso8601(milliseconds: true)), "reason": .string(entry.reason),
    ])
  }
}
