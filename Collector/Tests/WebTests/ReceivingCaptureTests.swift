import Foundation
import Testing
import Words

@testable import Web

/// Requests of the real programs, as they were captured: heads and bodies byte for byte, but for the line ends some
/// captures lost in the head and a length that one no longer has.
@Suite struct ReceivingCaptureTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  private static func request(_ file: URL) throws -> [UInt8] {
    let bytes = [UInt8](try Data(contentsOf: file))
    let end = try #require(
      bytes.firstRange(of: Array("\r\n\r\n".utf8)) ?? bytes.firstRange(of: Array("\n\n".utf8)), "\(file)")
    let body = bytes[end.upperBound...]
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(whereSeparator: \.isNewline)
    let head = lines.map { $0.hasPrefix("Content-Length:") ? "Content-Length: \(body.count)" : String($0) }
    return Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }

  /// What the answer is where it is not 201, and why.
  private static let others: [String: (status: Int, message: String)] = [
    "tm-post-v235-empty-arch-header-dropped.txt": (
      400, "Record-Format-Version headers are invalid, Arch missing"
    ),
    "tm-post-v243-class-with-space-truncated.txt": (400, "Classification value is invalid"),
    "tm-post-v243-CFG-override-other-server.txt": (404, "there is nothing at this path"),
  ]

  @Test("every captured request of telemetrics-client is answered as its content deserves")
  func telemetrics() async throws {
    let folder = Self.fixtures.appendingPathComponent("telemetrics")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names.count == 16)
    let store = MemoryStore()
    try await withServer(store) { port in
      for name in names {
        let bytes = try Self.request(folder.appendingPathComponent(name))
        let reply = try #require(try await Wire(port: port).send([bytes]).first, "\(name)")
        #expect(reply.status == Self.others[name]?.status ?? 201, "\(name): \(reply)")
        if let message = Self.others[name]?.message {
          #expect(reply.body == "{\"message\":\"\(message)\"}\n", "\(name)")
        }
      }
    }
    #expect(store.records.count == names.count - Self.others.count)
    let crash = store.records.first { $0.classification == "org.clearlinux/crash/clr" }
    #expect(crash?.findings.guilty == Frame(function: "level3()", module: "/run/tm/crashme"))
    let oops = store.records.first { $0.classification == "org.clearlinux/kernel/bug" }
    #expect(oops?.findings.guilty?.module == "kernel")
    #expect(store.records.contains { $0.payload == Array("a\tb\u{B}c\u{C}d\re\n".utf8) })
  }

  @Test("reports made of a node's captured answers are kept with their figures, of each form and server version")
  func nodes() async throws {
    let store = MemoryStore()
    try await withServer(store) { port in
      for name in ["report-4.9.0.37", "report-8.0.0.15", "classic-4.9.0.37"] {
        let file = Self.fixtures.appendingPathComponent("aerospike/\(name).json")
        let body = [UInt8](try Data(contentsOf: file))
        let reply = try await Wire(port: port).request(
          "POST", "/telemetry/v1", [("Content-Type", "application/json")], body)
        #expect(reply.status == 200 && reply.fields["telemetry-receipt"] != nil, "\(name): \(reply)")
      }
    }
    let figures = store.arrivals.compactMap { arrival -> [String: String]? in
      if case .report(let report) = arrival.content { report.summary } else { nil }
    }
    func all(_ name: String) -> [String?] { figures.map { $0[name] } }
    #expect(all("version") == ["4.9.0.37", "8.0.0.15", nil])
    #expect(all("agent") == ["1.0.12", "1.0.12", "1.0.0"])
    #expect(all("namespaces") == ["2", "2", "2"] && all("objects") == ["700", "700", "700"])
    #expect(all("memory_used") == ["162919", "50429248", "162919"])
    #expect(all("memory_size") == ["536870912", nil, "536870912"])
    #expect(all("device_used") == [nil, nil, nil])
    #expect(all("kernel") == ["6.1.0-18-amd64", "6.1.0-18-amd64", "6.1.0-18-amd64"])
  }

  @Test("the captured report and device report of a storage cluster are kept, with their figures")
  func stone() async throws {
    let store = MemoryStore()
    try await withServer(store) { port in
      for name in ["001-PUT-report.http", "002-PUT-device.http"] {
        let file = Self.fixtures.appendingPathComponent("stone").appendingPathComponent(name)
        let reply = try await Wire(port: port).send([try Self.request(file)]).first
        #expect(reply?.status == 200 && reply?.body == "{\"status\": true}\n", "\(name)")
      }
    }
    guard case .report(let report) = store.arrivals.first?.content else {
      Issue.record("no report is kept")
      return
    }
    #expect(report.subject == "84f60ea2-004a-451c-ace5-4d5bb5fab7c8")
    #expect(report.summary["version"] == "16.2.15" && report.summary["osds"] == "3" && report.summary["hosts"] == "3")
    #expect(report.summary["total_bytes"] == "12884901888")
    let samples = store.arrivals.dropFirst().compactMap {
      if case .device(let sample) = $0.content { sample } else { nil }
    }
    #expect(samples.first?.device == "INTEL_SSDSC2BB480G7_deb270da-e572-11f1-a8a2-02fc00000001")
    #expect(samples.first?.stamp == 1_795_241_692)
  }
}
