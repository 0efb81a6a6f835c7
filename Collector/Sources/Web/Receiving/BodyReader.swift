import HTTPTypes
import Hummingbird
import Intake
import NIOCore

/// Reads a request's body, unpacked, within the limits.
struct BodyReader: Sendable {
  let held: Budget

  /// The body, and what is to be given back to the budget when it is done with. Throws a `Refusal`, or what the
  /// connection throws when it breaks: then nobody waits for an answer.
  func read(_ request: Request, limit: Int) async throws -> (bytes: [UInt8], held: Int) {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw tooLarge(limit) }
    switch request.headers[.contentEncoding]?.lowercased() ?? "identity" {
    case "", "identity": return try await plain(request, limit: limit)
    case "gzip", "x-gzip": return try await packed(request, limit: limit)
    default: throw Refusal("the Content-Encoding is not gzip", status: 415)
    }
  }

  private func tooLarge(_ limit: Int) -> Refusal { Refusal("the body is larger than \(limit) bytes", status: 413) }

  private func take(_ count: Int, _ total: inout Int) throws {
    guard held.take(count) else { throw Refusal("too much is coming in at once", status: 503) }
    total += count
  }

  private func plain(_ request: Request, limit: Int) async throws -> (bytes: [UInt8], held: Int) {
    var bytes: [UInt8] = []
    // What is promised is not believed beyond a little.
    let promised = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    bytes.reserveCapacity(max(0, min(promised, 64 << 10)))
    var total = 0
    do {
      for try await buffer in request.body {
        guard bytes.count + buffer.readableBytes <= limit else { throw tooLarge(limit) }
        try take(buffer.readableBytes, &total)
        bytes.append(contentsOf: buffer.readableBytesView)
      }
    } catch {
      held.give(total)
      throw error
    }
    return (bytes, total)
  }

  private func packed(_ request: Request, limit: Int) async throws -> (bytes: [UInt8], held: Int) {
    guard var gunzip = Gunzip(limit: limit) else { throw Refusal("too much is coming in at once", status: 503) }
    var total = 0
    do {
      for try await buffer in request.body {
        let before = gunzip.output.count
        try buffer.withUnsafeReadableBytes { try gunzip.take($0) }
        try take(gunzip.output.count - before, &total)
      }
      return (try gunzip.finish(), total)
    } catch let fault as Gunzip.Fault {
      held.give(total)
      throw fault == .tooLarge ? tooLarge(limit) : Refusal("the gzip body is damaged or ends too early")
    } catch {
      held.give(total)
      throw error
    }
  }
}
