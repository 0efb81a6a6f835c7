import Digest
import Platform
import Report

/// Turns a report into its final request, exactly once. What comes out is what is shown, stored, sent and journaled.
enum Sealer {
  static func seal(
    _ outcome: ReportGates.Outcome, destination: Destination, source: Source = .info, classification: String,
    method: String,
    url: String, now: Timestamp
  ) throws(SystemError) -> SealedRecord {
    let body = JSONWriter.bytes(outcome.tree.json)
    return SealedRecord(
      id: try Randomness.identifier(), source: source, channels: outcome.channels, destination: destination,
      classification: classification, created: now, revision: outcome.revision,
      newFields: outcome.newFields,
      request: SealedRequest(
        method: method, url: url, headers: [.init("Content-Type", "application/json")], body: body),
      sha256: Hex.encode(Digest.sha256(body)))
  }
}
