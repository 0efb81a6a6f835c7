import Digest
import Glibc
import Platform
import Report
import Testing

@testable import Outbox

/// A state directory that goes with the test.
final class Scratch {
  let path: String

  init() throws {
    path = "/tmp/outbox-test-\(getpid())-\(Hex.encode(try Randomness.bytes(6)))"
    try Files.makeDirectory(path, mode: 0o700)
  }

  deinit { Scratch.remove(path) }

  static func remove(_ path: String) {
    for name in (try? Files.names(in: path)) ?? [] {
      if Files.isDirectory(path + "/" + name) { remove(path + "/" + name) } else { unlink(path + "/" + name) }
    }
    rmdir(path)
  }

  func open(_ access: Outbox.Access = .readWrite, keptBodies: Int = Outbox.keptBodies) throws -> Outbox {
    try Outbox(directory: path, access: access, keptBodies: keptBodies)
  }

  var file: String { Outbox.path(in: path) }
}

/// A sealed record with the body given.
func sealed(
  _ body: String = "{}", to destination: Destination = .home, id: String? = nil, classification: String = "t/e/st",
  event: String = ""
) throws -> SealedRecord {
  let bytes = Array(body.utf8)
  return SealedRecord(
    id: try id ?? Randomness.identifier(), source: .probe, channels: [.event, .crash], destination: destination,
    classification: classification, severity: 2, eventID: event, created: Timestamp(milliseconds: 1_700_000_000_000),
    revision: 3,
    request: SealedRequest(
      method: "POST", url: "http://127.0.0.1:9/x?a=b",
      headers: [.init("Content-Type", "application/json"), .init("X-Empty", ""), .init("X-Colon", "a: b")],
      body: bytes),
    sha256: Hex.encode(Digest.sha256(bytes)))
}

/// The fault a piece of code throws; a failed expectation when it throws none.
func fault<R>(_ body: () throws(OutboxFault) -> R) -> OutboxFault? {
  do throws(OutboxFault) {
    _ = try body()
    Issue.record("no fault was thrown")
    return nil
  } catch {
    return error
  }
}
