import Digest
import Glibc
import Outbox
import Platform
import Report
import Testing

@testable import Delivery

/// A directory that goes with the test.
final class Scratch {
  let path: String

  init() throws {
    path = "/tmp/delivery-test-\(getpid())-\(Hex.encode(try Randomness.bytes(6)))"
    try Files.makeDirectory(path, mode: 0o700)
  }

  deinit { Scratch.remove(path) }

  private static func remove(_ path: String) {
    for name in (try? Files.names(in: path)) ?? [] {
      if Files.isDirectory(path + "/" + name) { remove(path + "/" + name) } else { unlink(path + "/" + name) }
    }
    rmdir(path)
  }

  func outbox() throws -> Outbox { try Outbox(directory: path, access: .readWrite) }

  /// What `telemetry-tui on` writes.
  func consent(to destinations: [Destination] = Destination.allCases) throws {
    let agreements = destinations.map { destination in
      #""\#(destination.rawValue)":{"uid":0,"name":"root","at":"2020-01-01T00:00:00Z","since":"2020-01-01T00:00:00Z","#
        + #""url":"","channels":["basic","crash","device","ident","perf","event"],"licence":null,"revision":99}"#
    }
    let text = #"{"version":1,"destinations":{\#(agreements.joined(separator: ","))}}"#
    try Files.replace(path + "/consent.json", with: Array(text.utf8), mode: 0o600)
    if destinations.contains(.collector) { try optIn() }
  }

  /// What `telemctl opt-in` makes, as old as the consent.
  func optIn() throws {
    let file = path + "/telemetrics/opt-in"
    try Files.makeDirectory(path + "/telemetrics")
    try Files.replace(file, with: [])
    let moment = timespec(tv_sec: 1_577_836_800, tv_nsec: 0)
    utimensat(AT_FDCWD, file, [moment, moment], 0)
  }
}

/// The telemetry server of `Peers/telemetry-server.py`.
final class Server {
  let url: String
  let port: Int
  private let child: Child
  private let journal: String

  struct Request: Equatable {
    var connection: Int64
    var method: String
    var path: String
    var headers: [String: String]
    var sha256: String
    var length: Int64
  }

  init(_ scratch: Scratch, certificate: String? = nil, key: String? = nil) throws {
    journal = scratch.path + "/requests-\(Hex.encode(try Randomness.bytes(4)))"
    let tls = [certificate, key].compactMap { $0 }
    child = try Child("python3", [Places.peer("telemetry-server.py"), journal] + tls)
    port = try #require(Int(try child.line()), "the telemetry server did not start: is python3 there?")
    url = (tls.isEmpty ? "http" : "https") + "://127.0.0.1:\(port)"
  }

  /// The requests received so far, in order.
  func requests() throws -> [Request] {
    guard Files.exists(journal) else { return [] }
    return try Files.readText(journal).split(separator: "\n").map { line in
      let json = try JSONReader.parse(String(line))
      var headers: [String: String] = [:]
      for header in json["headers"]?.arrayValue ?? [] {
        headers[header["0"]?.stringValue ?? header.arrayValue?.first?.stringValue ?? ""] =
          header.arrayValue?.last?.stringValue
      }
      return Request(
        connection: json["connection"]?.intValue ?? -1, method: json["method"]?.stringValue ?? "",
        path: json["path"]?.stringValue ?? "", headers: headers, sha256: json["sha256"]?.stringValue ?? "",
        length: json["length"]?.intValue ?? -1)
    }
  }
}

/// Settings and a gate given by a test.
final class Stage: DeliverySurroundings {
  var settings = DeliverySettings(proxy: "", connectTimeout: 2000, totalTimeout: 3000)
  var gate: (DeliveryCandidate) -> GateVerdict = { _ in .allow }
  private(set) var asked = 0

  var policy = DeliveryPolicy()
  var discards: Set<Destination> = []

  func settings(for candidate: DeliveryCandidate) -> DeliverySettings { settings }
  func policy(for destination: Destination) -> DeliveryPolicy {
    destination == .collector ? policy : DeliveryPolicy()
  }
  func verdict(on candidate: DeliveryCandidate) -> GateVerdict {
    asked += 1
    return gate(candidate)
  }
}

func sealed(
  _ url: String, _ body: String = "{\"a\":1}", to destination: Destination = .home, method: String = "POST"
)
  throws -> SealedRecord
{
  let bytes = Array(body.utf8)
  return SealedRecord(
    id: try Randomness.identifier(), source: .info, channels: [.basic], destination: destination,
    classification: "node/report/full", created: .now(), revision: 1,
    request: SealedRequest(
      method: method, url: url,
      headers: [.init("Content-Type", "application/json"), .init("X-Empty", ""), .init("X-Test", "a: b")], body: bytes),
    sha256: Hex.encode(Digest.sha256(bytes)))
}

/// Delivers what is due once, in this process.
func deliverOnce(_ outbox: Outbox, _ stage: Stage) throws -> Platform.ExitStatus {
  let deliverer = try Deliverer(outbox: outbox, surroundings: stage, version: "test", draw: { 0.5 })
  var run = DeliveryRun(outbox: outbox, deliverer: deliverer, pokes: nil, signals: nil)
  return try run.once()
}
