import Crypto
import Foundation
import Storage
import Testing
import Words

@testable import Web

@Suite struct ReceivingTests {
  @Test("a record in headers is kept and answered with 201 on both paths, a repeat with the same number")
  func headers() async throws {
    let store = MemoryStore()
    try await withServer(store) { port in
      let first = try await Wire(port: port).request("POST", "/v2/collector", recordHeaders, Array("hello\n\n".utf8))
      #expect(first.status == 201)
      #expect(first.fields["content-type"] == "application/json")
      #expect(first.body.hasPrefix(#"{"arch":"x86_64","bios_version":"b""#) && first.body.contains(#""id":1,"#))
      let again = try await Wire(port: port).request("POST", "/", recordHeaders, Array("hello\n\n".utf8))
      #expect(again.status == 201 && again.body.contains(#""id":1,"#))
      let refused = try await Wire(port: port).request("POST", "/", [tenantHeader], [])
      #expect(refused.status == 400 && refused.body == #"{"message":"Record-Format-Version is invalid"}"# + "\n")
    }
    #expect(store.records.map(\.payload) == [Array("hello\n\n".utf8)])
  }

  @Test("a record in JSON, a node's report, a cluster's and a device report are kept")
  func forms() async throws {
    let store = MemoryStore()
    try await withServer(store) { port in
      let wire = Wire(port: port)
      let stored = "{\"status\": true}\n"
      let json = try await wire.request("POST", "/v3/collector", [tenantHeader], Array(recordJSON(payload: "x").utf8))
      #expect(json.status == 201)
      let node = try await wire.request("POST", "/telemetry/v1", [], Array(#"{"build":"5.7.0.8","node":"n"}"#.utf8))
      #expect(node.status == 200 && node.body == stored)
      for method in ["PUT", "POST"] {
        let report = try await wire.request(
          method, "/report", [], Array(#"{"report_id":"r","report_timestamp":"2026-11-21T06:17:28.451470"}"#.utf8))
        #expect(report.status == 200 && report.body == stored)
        let device = try await wire.request(method, "/device", [], Array(#"{"A":{"20261121-061452":{}}}"#.utf8))
        #expect(device.status == 200 && device.body == stored)
      }
      let empty = try await wire.request("PUT", "/device", [], Array("{}".utf8))
      #expect(empty.status == 200 && empty.body == stored)
      let other = try await wire.request(
        "PUT", "/report", [], Array(#"{"report_id":"r","report_timestamp":"2026-11-21T06:17:28.451470","x":1}"#.utf8))
      #expect(other.status == 400 && other.body.contains("another report has"))
      let missing = try await wire.request("PUT", "/report", [], Array("{}".utf8))
      #expect(missing.status == 400 && missing.body == #"{"message":"report_id is missing"}"# + "\n")
    }
    #expect(store.arrivals.count == 4)
  }

  @Test("a gzip body is unpacked, one that is damaged, grows too large or is packed otherwise is refused")
  func gzip() async throws {
    let store = MemoryStore()
    var configuration = CollectorConfiguration()
    configuration.limits.recordBytes = 1 << 20
    try await withServer(store, configuration) { port in
      let wire = Wire(port: port)
      let gzip = recordHeaders + [("Content-Encoding", "gzip")]
      let packed = try pack(Data("hello".utf8))
      #expect(try await wire.request("POST", "/", gzip, packed).status == 201)
      let cut = try await wire.request("POST", "/", gzip, packed.dropLast(3))
      #expect(cut.status == 400 && cut.body.contains("damaged or ends too early"))
      #expect(try await wire.request("POST", "/", gzip, Array("no gzip".utf8)).status == 400)
      let bomb = try await wire.request("POST", "/", gzip, try pack(Data(count: 64 << 20)))
      #expect(bomb.status == 413)
      let other = try await wire.request("POST", "/", recordHeaders + [("Content-Encoding", "br")], packed)
      #expect(other.status == 415 && other.fields["accept-encoding"] == "gzip")
      #expect(
        try await wire.request("POST", "/", recordHeaders, [UInt8](repeating: 65, count: (1 << 20) + 1)).status == 413)
    }
    #expect(store.records.map(\.payload) == [Array("hello".utf8)])
  }

  @Test("a batch tells of each line, and keeps the good ones in one transaction")
  func batch() async throws {
    let store = MemoryStore()
    try await withServer(store) { port in
      let lines = [
        recordJSON(payload: "a"), "", recordJSON(payload: "b", severity: "9"), "x", recordJSON(payload: "c"),
      ]
      let type = (name: "Content-Type", value: "application/x-ndjson; charset=utf-8")
      let reply = try await Wire(port: port).request(
        "POST", "/v3/collector", [tenantHeader, type], Array(lines.joined(separator: "\r\n").utf8))
      #expect(reply.status == 207)
      #expect(
        reply.body == #"{"kept":2,"refused":2,"results":[{"status":201,"id":1},"#
          + #"{"status":400,"message":"severity value is out of range"},"#
          + #"{"status":400,"message":"the body is no JSON: no value here: byte 0"},{"status":201,"id":2}]}"# + "\n")
      let good = try await Wire(port: port).request(
        "POST", "/v3/collector", [tenantHeader, type], Array(recordJSON(payload: "d").utf8))
      #expect(good.status == 200 && good.fields["telemetry-receipt"] != nil)
      let bad = try await Wire(port: port).request("POST", "/v3/collector", [tenantHeader, type], Array("{}\n".utf8))
      #expect(bad.status == 400 && bad.body.hasPrefix(#"{"kept":0,"refused":1"#))
    }
    #expect(store.calls == 2)
  }

  @Test("a receipt is a signature over time and body that the published key verifies")
  func receipt() async throws {
    try await withServer(MemoryStore()) { port in
      let wire = Wire(port: port)
      let body = Array("hello\n".utf8)
      let reply = try await wire.request("POST", "/", recordHeaders, body)
      let key = try await wire.request("GET", "/receipt-key")
      let shown = try JSONDecoder().decode([String: String].self, from: Data(key.body.utf8))
      let hex = try #require(shown["key"])
      let raw = stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
      let parts = try #require(reply.fields["telemetry-receipt"]).components(separatedBy: "; ")
      #expect(parts.count == 5 && parts[0] == "v=1" && parts[1] == "key=\(shown["id"] ?? "")")
      #expect(raw.count == 32 && shown["id"] == Receipts.base64url(raw))
      let time = parts[2].dropFirst("time=".count)
      let hash = parts[3].dropFirst("sha256=".count)
      #expect(hash == Receipts.hex(SHA256.hash(data: body)))
      var text = parts[4].dropFirst("sig=".count).replacingOccurrences(of: "-", with: "+")
      text = text.replacingOccurrences(of: "_", with: "/") + "=="
      let signature = try #require(Data(base64Encoded: text))
      let verifier = try Curve25519.Signing.PublicKey(rawRepresentation: raw)
      #expect(verifier.isValidSignature(signature, for: Data("telemetry-receipt v1\n\(time)\n\(hash)\n".utf8)))
      #expect(try await wire.request("POST", "/", [tenantHeader], []).fields["telemetry-receipt"] == nil)
    }
  }

  @Test("paths and methods that no agent uses are answered as JSON, with what would be allowed")
  func methods() async throws {
    try await withServer(MemoryStore()) { port in
      let wire = Wire(port: port)
      let table: [(String, String, Int, String?)] = [
        ("DELETE", "/", 405, "GET, HEAD, POST, OPTIONS"), ("PUT", "/v2/collector", 405, "GET, HEAD, POST, OPTIONS"),
        ("GET", "/v3/collector", 405, "POST, OPTIONS"), ("GET", "/report", 405, "PUT, POST, OPTIONS"),
        ("GET", "/telemetry/v1", 405, "POST, OPTIONS"), ("POST", "/receipt-key", 405, "GET, HEAD"),
        ("OPTIONS", "/device", 204, "PUT, POST, OPTIONS"), ("GET", "/v2/collector", 302, nil),
        ("POST", "/v2/collector/", 404, nil), ("POST", "/v1", 404, nil), ("GET", "/nothing", 404, nil),
        ("GET", "/", 404, nil),
      ]
      let head = try await wire.send(
        [Array("HEAD /receipt-key HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)], answers: 2)
      #expect(head.isEmpty, "a body that is told is not sent")
      for (method, path, status, allow) in table {
        let reply = try await wire.request(method, path)
        #expect(reply.status == status && reply.fields["allow"] == allow, "\(method) \(path): \(reply)")
        if status >= 400 { #expect(reply.body.hasPrefix("{\"message\":"), "\(method) \(path)") }
      }
    }
  }

  private func pack(_ data: Data) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("receiving-\(UUID().uuidString)")
    try data.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["-c", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let packed = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(packed)
  }
}
