import CollectorTestSupport
import Foundation
import Testing

extension Proof {
  @Suite struct AbuseTests {
    @Test("with ten thousand idle connections, and hundreds that send slowly, records and pages are answered")
    func idle() async throws {
      try await blocking {
        let collector = try Proof.start(.sqlite)
        let clients = try IdleClients(collector.port, count: 10_000)
        for number in 0..<20 {
          #expect(
            try Link.ask(collector.port, "POST", "/v2/collector", Load.headers(), [UInt8(65 + number)]).status == 201)
        }
        #expect(try Link.get(collector.port, "/overview").status == 200)
        // The last opened are still there: none was dropped for another.
        if clients.opened < .seconds(45) { #expect(try clients.ask() == 200) }
        let memory = try collector.memory() >> 20
        #expect(memory < 600, "\(memory) MB")
        clients.close()
        #expect(try Proof.exported(collector.port).count == 20)
      }
    }

    @Test("bombs, bodies too large or cut short, wrong methods and nonsense are refused, and nothing of them is kept")
    func bombs() async throws {
      try await blocking {
        let collector = try Proof.start(.sqlite)
        let port = collector.port
        let headers = Load.headers()
        let long = [("X-Bomb", String(repeating: "a", count: 200_000))]
        let many = (0..<5000).map { ("X-\($0)", "b") }
        #expect(try Link.ask(port, "POST", "/v2/collector", headers + long).status == 431)
        #expect(try Link.ask(port, "POST", "/v2/collector", headers + many).status == 431)

        let bomb = try Self.shell("head -c 200000000 /dev/zero | gzip -1")
        let packed = [("Content-Encoding", "gzip")]
        for path in ["/v2/collector", "/v3/collector"] {
          let status = try Link.ask(port, "POST", path, headers + packed, bomb).status
          #expect(status == 413, "\(path): \(status)")
        }
        #expect(try Link.ask(port, "POST", "/v2/collector", headers + packed, Array(bomb.prefix(5000))).status == 400)

        let link = try Link(port)
        try link.write(
          Array(
            "POST /v2/collector HTTP/1.1\r\nHost: x\r\n\(headers.map { "\($0.0): \($0.1)\r\n" }.joined())Content-Length: 17000000\r\n\r\n"
              .utf8))
        #expect(try link.answer().status == 413)
        let chunked = try Link(port)
        try chunked.write(
          Array(
            "POST /v2/collector HTTP/1.1\r\nHost: x\r\n\(headers.map { "\($0.0): \($0.1)\r\n" }.joined())Transfer-Encoding: chunked\r\n\r\n"
              .utf8))
        let chunk = Array("100000\r\n".utf8) + [UInt8](repeating: 65, count: 0x100000) + [13, 10]
        for _ in 0..<20 { do { try chunked.write(chunk) } catch { break } }
        #expect(try chunked.answer().status == 413)

        for _ in 0..<50 {
          let cut = try Link(port)
          try cut.write(Array(Link.request("POST", "/v2/collector", headers, Array("cut short".utf8)).dropLast(3)))
        }
        for (method, path) in [
          ("DELETE", "/v2/collector"), ("PUT", "/v2/collector"), ("PATCH", "/"), ("TRACE", "/report"),
          ("GET", "/v3/collector"), ("PROPFIND", "/device"),
        ] {
          let answer = try Link.ask(port, method, path, headers, Array("x".utf8))
          #expect(answer.status == 405 && answer.headers["allow"] != nil, "\(method) \(path): \(answer.status)")
        }
        for nonsense in [
          "\u{16}\u{3}\u{1}\u{2}\u{0}", "GET\r\n\r\n", "POST /v2/collector HTTP/9.9\r\n\r\n", "\r\n\r\n\r\nxx\r\n\r\n",
        ] {
          let odd = try Link(port)
          try odd.write(Array(nonsense.utf8))
          let status = (try? odd.answer().status) ?? 0
          #expect(status >= 400, "\(nonsense)")
        }
        // What is refused in one request is no request of its own: nothing was smuggled in.
        #expect(try Proof.exported(port).isEmpty)
        let memory = try collector.memory() >> 20
        #expect(memory < 500, "\(memory) MB")
        #expect(try Link.ask(port, "POST", "/v2/collector", headers, [65]).status == 201)
      }
    }

    @Test("requests sent in one go are answered in their order", arguments: StoreKind.present)
    func pipelined(kind: StoreKind) async throws {
      try await blocking {
        let collector = try Proof.start(kind)
        let link = try Link(collector.port)
        let payloads = (0..<200).map { "pipelined \($0)" }
        try link.write(payloads.flatMap { Link.request("POST", "/v2/collector", Load.headers(), Array($0.utf8)) })
        for payload in payloads {
          let answer = try link.answer()
          #expect(answer.status == 201 && answer.object["payload"] as? String == payload)
        }
        #expect(Set(try Proof.exported(collector.port).map(\.payload)) == Set(payloads))
      }
    }

    private static func shell(_ text: String) throws -> [UInt8] {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", text]
      process.standardOutput = output
      try process.run()
      let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
      process.waitUntilExit()
      return bytes
    }
  }
}

extension Collector {
  /// Bytes it held at most.
  func memory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) << 10
  }
}
