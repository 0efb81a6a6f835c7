import Glibc
import HTTPTypes
import Hummingbird
import Intake
import Words

/// Many records in one request: `POST /v3/collector` with `Content-Type: application/x-ndjson`, each line one JSON object
/// as a single request would have it; empty lines are passed over. The answer tells of each record, in their order:
///
///     {"kept":1,"refused":1,"results":[{"status":201,"id":7},{"status":400,"message":"severity value is out of range"}]}
///
/// with status 200 when all were kept, 207 when some were, 400 when none was. What is kept of a batch is kept in one
/// transaction; where the store fails nothing of it is.
struct Batch {
  let receiver: Receiver

  static func isBatch(_ contentType: String?) -> Bool {
    guard let type = contentType?.split(separator: ";").first else { return false }
    let name = type.trimmingPrefix(while: \.isWhitespace).lowercased()
    return ["application/x-ndjson", "application/jsonl", "application/x-jsonlines"].contains {
      name.hasPrefix($0) && name.dropFirst($0.count).allSatisfy(\.isWhitespace)
    }
  }

  func receive(_ body: [UInt8], headers: [(name: String, value: String)]) async throws -> Response {
    let now = receiver.clock()
    let blocked = await receiver.blocked.frames(now: now)
    let sent = RecordFields(headers: headers)
    var arrivals: [Arrival] = []
    var refusals: [Refusal?] = []
    for line in Self.lines(body).map({ body[$0] }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      guard refusals.count < receiver.limits.batchRecords else {
        throw Refusal("more than \(receiver.limits.batchRecords) records in one batch", status: 413)
      }
      do throws(Refusal) {
        guard line.count <= receiver.limits.recordBytes else {
          throw Refusal("the record is larger than \(receiver.limits.recordBytes) bytes", status: 413)
        }
        let record = try receiver.records.record(json: Array(line), sent: sent)
        arrivals.append(Arrival(record, received: now, blocked: blocked))
        refusals.append(nil)
      } catch {
        refusals.append(error)
      }
    }
    guard !refusals.isEmpty else { throw Refusal("no record is in the batch") }
    let kept = try await receiver.commit.keep(arrivals)
    let answer = answer(kept, refusals)
    switch kept.count {
    case refusals.count: return await receiver.accepted(.ok, answer, body)
    case 0: return .json(.badRequest, answer)
    default: return .json(HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status"), answer)
    }
  }

  /// Where the lines are, without their ends.
  private static func lines(_ body: [UInt8]) -> [Range<Int>] {
    body.withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress else { return [] }
      var found: [Range<Int>] = []
      var start = 0
      while start < bytes.count {
        let feed = memchr(first + start, 0x0A, bytes.count - start)
        let end = feed.map { first.distance(to: $0) } ?? bytes.count
        found.append(start..<end)
        start = end + 1
      }
      return found
    }
  }

  private func answer(_ kept: [Kept], _ refusals: [Refusal?]) -> [UInt8] {
    var output = JSONOutput(capacity: 64 + refusals.count * 28)
    output.raw(#"{"kept":"#)
    output.number(kept.count)
    output.raw(#","refused":"#)
    output.number(refusals.count - kept.count)
    output.raw(#","results":["#)
    var next = kept.makeIterator()
    for (index, refusal) in refusals.enumerated() {
      if index > 0 { output.raw(",") }
      if let refusal {
        output.raw(#"{"status":"#)
        output.number(refusal.status)
        output.raw(#","message":"#)
        output.string(refusal.message)
        output.raw("}")
      } else if let kept = next.next() {
        output.raw(#"{"status":201,"id":"#)
        output.number(kept.id)
        output.raw("}")
      }
    }
    output.raw("]}\n")
    return output.bytes
  }
}
