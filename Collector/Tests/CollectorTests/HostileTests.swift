import CollectorTestSupport
import Foundation
import Testing

extension Proof {
  @Suite struct HostileTests {
    static let texts = [
      "<script>document.title='broken'</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE records; --",
      "' OR '1'='1", "\\'; SELECT pg_sleep(30); --", "%' UNION SELECT * FROM settings --", "{{title}}{{{title}}}",
      "a\u{0}b\u{1B}[31mred", "\u{202E}reversed", "=cmd|' /C calc'!A0", "%s%n$1 ? ?1 :a @b",
    ]

    @Test(
      "SQL and HTML in every field of every form is refused or shown as the text it is, on every page and export",
      arguments: StoreKind.present)
    func fields(kind: StoreKind) async throws {
      try await blocking {
        let collector = try Proof.start(kind)
        let port = collector.port
        let link = try Link(port)
        var kept = 0
        for text in Self.texts {
          let plain = text.replacing("\u{0}", with: "").replacing("\u{1B}", with: "")
          for field in Load.headers().map(\.0) + ["X-CLR-External", "Content-Type", "User-Agent"] {
            var headers = Load.headers().filter { $0.0 != field }
            headers.append((field, plain))
            let answer = try link.ask("POST", "/v2/collector", headers, Array("\(field)\(text)".utf8))
            #expect([201, 400].contains(answer.status), "\(field) \(text): \(answer.status)")
            if answer.status == 201 { kept += 1 }
          }
          for (path, object) in Self.objects(text) {
            let body = Array(try JSONSerialization.data(withJSONObject: object))
            let answer = try link.ask("POST", path, [("Content-Type", "application/json")] + Self.tid, body)
            #expect([200, 201, 400].contains(answer.status), "\(path) \(text): \(answer.status) \(answer.text)")
          }
        }
        #expect(kept > Self.texts.count * 3)
        try Self.look(port)
        #expect(try Proof.exported(port).count >= kept)
      }
    }

    @Test("times far off are kept or refused, and every page shows them", arguments: StoreKind.present)
    func times(kind: StoreKind) async throws {
      try await blocking {
        let collector = try Proof.start(kind)
        let link = try Link(collector.port)
        for time in [
          "0", "1", "253402300799", "253402300800", "9223372036854775807", "9223372036854775808",
          "99999999999999999999", "-1", "1e9", "",
        ] {
          var headers = Load.headers().filter { $0.0 != "creation_timestamp" }
          headers.append(("creation_timestamp", time))
          let answer = try link.ask("POST", "/v2/collector", headers, Array("time \(time)".utf8))
          #expect([201, 400].contains(answer.status), "\(time): \(answer.status)")
        }
        for time in ["0", "1969-12-31T00:00:00", "9999-12-31T23:59:59.999999", "99999-01-01T00:00:00", "now"] {
          let body =
            #"{"report_timestamp":"\#(time)","report_id":"84f60ea2-004a-451c-ace5-4d5bb5fab7c0","report_version":1}"#
          let answer = try link.ask("PUT", "/report", [], Array(body.utf8))
          #expect([200, 400].contains(answer.status), "\(time): \(answer.status)")
        }
        try Self.look(collector.port)
      }
    }

    private static let tid = [("X-Telemetry-TID", "6907c830-eed9-4ce9-81ae-76daf8d88f0f")]

    /// A record, a node's, a cluster's and a device's report whose every text is this one.
    private static func objects(_ text: String) -> [(String, [String: Any])] {
      var record: [String: Any] = [:]
      for (name, value) in Load.headers() where name != "X-Telemetry-TID" { record[name] = value }
      record["payload"] = text
      let fields = ["machine_id", "host_type", "board_name", "cpu_model", "bios_version", "classification", "build"]
      let records = fields.map { field -> (String, [String: Any]) in
        var odd = record
        odd[field] = field == "classification" ? "\(text.replacing("/", with: ""))/b/c" : String(text.prefix(32))
        return ("/v3/collector", odd)
      }
      return records + [
        (
          "/telemetry/v1",
          [
            "node": text, "version": text, "edition": text, "cluster_name": text, text: [text: text],
            "namespaces": [text: ["objects": text]], "config": [text: text], "os": text,
          ]
        ),
        (
          "/report",
          [
            "report_id": "84f60ea2-004a-451c-ace5-4d5bb5fab7c0", "report_version": 1,
            "report_timestamp": "2026-11-21T12:00:00.\(text.utf8.count)", "channels": [text], text: text,
            "description": text, "organization": text,
            "metadata": ["osd": ["ceph_version": [text: 3]], "mon": [text: text]],
            "crashes": [["sig_v1": text, "stack": [text]]], "osd": ["count": text],
          ]
        ),
        ("/device", [text: [text: ["temperature": text, "host_id": text, "model": text]]]),
      ]
    }

    static let pages = [
      "/overview", "/records", "/builds", "/stats", "/crashes", "/crashes/blocked", "/population", "/updates", "/mce",
      "/thermal", "/nodes", "/clusters", "/devices", "/health", "/records/export.csv", "/records/export.jsonl",
      "/api/records", "/api/reports", "/api/reports?kind=cluster", "/api/crashes", "/api/counts?by=build", "/metrics",
    ]

    /// Opens every page and follows each link on it to the collector's own pages, once.
    private static func look(_ port: Int) throws {
      let link = try Link(port)
      var waiting = pages
      var seen = Set(waiting)
      var looked = 0
      while let path = waiting.popLast(), looked < 600 {
        looked += 1
        let answer = try link.ask("GET", path)
        #expect([200, 400, 404].contains(answer.status), "\(path): \(answer.status)")
        guard answer.headers["content-type"]?.hasPrefix("text/html") == true else {
          #expect(answer.headers["x-content-type-options"] == "nosniff", "\(path)")
          continue
        }
        for broken in ["<script>", "<img", "\u{202E}", "\u{0}", "\u{1B}"] {
          #expect(!contains(answer.body, broken), "\(path): \(broken)")
        }
        for match in answer.text.matches(of: /href="(\/[^"\/][^"]*)"/) {
          let next = String(match.1).replacing("&amp;", with: "&").replacing("&#39;", with: "'")
          if next.allSatisfy({ $0.isASCII }), seen.insert(next).inserted { waiting.append(next) }
        }
      }
      #expect(looked > 60)
    }

    private static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
      bytes.firstRange(of: Array(text.utf8)) != nil
    }
  }
}
