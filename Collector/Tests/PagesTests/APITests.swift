import CollectorTestSupport
import Foundation
import Storage
import Testing
import Words

@testable import Web

@Suite struct APITests {
  static let now = PageTests.now

  @Test(
    "records come newest first with every key of the older collector, and the limit is a number",
    arguments: StoreKind.present)
  func listsRecords(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        let answer = try await client.get("/api/records?limit=250")
        #expect(answer.status == 200)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        let records = try #require(object["records"] as? [[String: Any]])
        #expect(records.count == 250)
        #expect(
          records.first?.keys.sorted() == [
            "arch", "bios_version", "board_name", "build", "classification", "cpu_model", "event_id", "external", "id",
            "kernel_version", "machine_id", "machine_type", "payload", "record_version", "severity", "ts_capture",
            "ts_reception",
          ])
        let times = records.compactMap { $0["ts_reception"] as? String }
        #expect(times == times.sorted(by: >))
        let next = try #require(object["next"] as? String)
        let rest = try await client.get("/api/records?limit=10000&created_in_days=400&before=\(next)")
        let others = try JSONSerialization.jsonObject(with: Data(rest.body)) as? [String: Any]
        let ids = (records + (others?["records"] as? [[String: Any]] ?? [])).compactMap { $0["id"] as? Int }
        #expect(Set(ids).count == ids.count)
        #expect(ids.count == (await store.health()).records)
        #expect(others?["next"] == nil)
      }
    }
  }

  @Test(
    "a parameter that cannot be meant is refused with the documented message",
    arguments: [
      ("severity=5", "Severity should be a numeric value"), ("severity=high", "Severity should be a numeric value"),
      ("classification=a/b", "Classification value is invalid"),
      ("machine_id=123456789012345678901234567890123", "Machine id value is invalid"),
      ("build=%00", "Build value is invalid"), ("created_in_days=-1", "Created (in days) value is invalid"),
      ("created_in_sec=1.5", "Created (in seconds) value is invalid"),
      ("from_id=x", "Provided record id value is invalid"), ("ts_capture=now", "Time stamp from record capture"),
      ("limit=0", "Record limit value is invalid"), ("limit=10001", "Record limit value is invalid"),
      ("limit=1e3", "Record limit value is invalid"),
    ])
  func refuses(query: String, words: String) async throws {
    try await withPages(FaultyStore(fault: .broken("not asked")), now: Self.now) { client async throws in
      let answer = try await client.get("/api/records?\(query)")
      #expect(answer.status == 400)
      #expect(answer.text == "{\"message\":\"\(words)\"}\n")
    }
  }

  @Test("numbers beyond 64 bits are the largest there are, and no fault", arguments: StoreKind.present)
  func takesLargeNumbers(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        let large = String(repeating: "9", count: 30)
        for name in ["created_in_days", "created_in_sec", "from_id", "ts_capture"] {
          #expect(try await client.get("/api/records?limit=5&\(name)=\(large)").status == 200, "\(name)")
        }
        for path in [
          "/api/records?before=nonsense", "/api/records?before=", "/api/reports?before=1", "/api/reports?kind=host",
        ] {
          #expect(try await client.get(path).status == 400, "\(path)")
        }
      }
    }
  }

  @Test(
    "a report comes with its body, crashes and counts with their figures, and each answer is JSON",
    arguments: StoreKind.present)
  func tellsTheOthers(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        func object(_ path: String) async throws -> [String: Any] {
          let answer = try await client.get(path)
          #expect(answer.status == 200, "\(path)")
          return try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any] ?? [:]
        }
        let list = try await object("/api/reports?kind=cluster&limit=1")["reports"] as? [[String: Any]]
        let id = try #require(list?.first?["id"] as? Int)
        let report = try await object("/api/reports/\(id)")
        #expect((report["report"] as? [String: Any])?["report_id"] as? String == "84f60ea2")
        #expect((report["summary"] as? [String: String])?["version"] == "16.2.15")
        let crashes = try await object("/api/crashes?days=30&limit=3")
        #expect((crashes["crashes"] as? [[String: Any]])?.count == 3)
        #expect(crashes["next"] as? String == "3")
        let counts = try await object("/api/counts?by=day,source&days=7")["counts"] as? [[String: Any]]
        let values = try #require(counts?.first?["values"] as? [String: String])
        #expect(values["day"]?.hasPrefix("2026-11-") == true)
        #expect(["internal", "external"].contains(values["source"]))
        #expect(try await client.get("/api/counts?by=day,day").status == 400)
        #expect(try await client.get("/api/records/99999999").status == 404)
        #expect(try await client.get("/api/openapi.yaml").text.hasPrefix("openapi: 3.1.0\n"))
        #expect(try await client.ask("DELETE", "/api/records").headers["allow"] == "GET, HEAD")
      }
    }
  }

  @Test("exports hold all that pass the filter, one line each", arguments: StoreKind.present)
  func exports(kind: StoreKind) async throws {
    let arrivals = Seed.lively(now: Self.now) + Seed.hostile(now: Self.now)
    try await withStore(kind, arrivals) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        let all = (await store.health()).records
        let csv = try await client.get("/records/export.csv")
        #expect(csv.headers["content-disposition"]?.hasPrefix("attachment; filename=\"records-") == true)
        let lines = csv.text.split(separator: "\n")
        #expect(lines.first == "id,external,server_timestamp,severity,classification,build,machine_id,payload")
        #expect(lines.count == all + 1)
        let jsonl = try await client.get("/records/export.jsonl")
        let objects = try jsonl.body.split(separator: 0x0A).map { try JSONSerialization.jsonObject(with: Data($0)) }
        #expect(objects.count == all)
        let some = try await client.get("/records/export.csv?severity=4&format_type=inline")
        #expect(some.headers["content-type"]?.hasPrefix("text/plain") == true)
        #expect(some.text.split(separator: "\n").count < lines.count)
      }
    }
  }

  @Test("figures for Prometheus name what is kept", arguments: StoreKind.present)
  func measures(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        let text = try await client.get("/metrics").text
        #expect(text.contains("\ntelemetry_collector_up 1\n"))
        #expect(text.contains("\ntelemetry_collector_records \((await store.health()).records)\n"))
        #expect(try await client.get("/healthz").text == "{\"status\":\"ok\"}\n")
      }
    }
  }
}
