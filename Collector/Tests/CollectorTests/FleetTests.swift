import CollectorTestSupport
import Foundation
import Testing

extension Proof {
  @Suite(
    .enabled(
      if: PostgresCluster.programs != nil && Proxy.program != nil, "PostgreSQL or nginx is not installed: .ci/setup"))
  struct FleetTests {
    @Test("three collectors on one PostgreSQL behind nginx count together, though one is killed and one is ended")
    func fleet() async throws {
      try await blocking {
        let place = try StoreKind.postgres.place()
        let collectors = try (0..<3).map { _ in try Proof.start(.postgres, place) }
        let proxy = try Proxy(to: collectors.map(\.port))
        let load = Load("fleet", ports: [proxy.port], senders: 8)
        #expect(waits { load.soFar.answered.count >= 200 }, "\(load.soFar.statuses)")
        collectors[1].signal(SIGKILL)
        #expect(collectors[1].wait() == -SIGKILL)
        let before = load.soFar.answered.count
        #expect(waits { load.soFar.answered.count >= before + 100 }, "\(load.soFar.statuses)")
        collectors[2].signal(SIGTERM)
        #expect(collectors[2].wait() == 0)
        let later = load.soFar.answered.count
        #expect(waits { load.soFar.answered.count >= later + 100 }, "\(load.soFar.statuses)")
        let seen = load.stop()
        // 502 is nginx's, for the collector that is gone.
        #expect(Set(seen.statuses.keys).isSubset(of: [0, 201, 502]), "\(seen.statuses)")

        // Another collector, started afterwards, says the same as the one that was there all the time.
        let fresh = try Proof.start(.postgres, place)
        for port in [proxy.port, collectors[0].port, fresh.port] { try Self.addsUp(seen, port) }
      }
    }

    private static func addsUp(_ seen: Load.Seen, _ port: Int) throws {
      try Proof.holds(seen, port)
      let rows = try Proof.exported(port)
      // Of a collector that was killed something may be kept of which the answer was lost and that was not sent again.
      #expect(rows.count >= seen.answered.count && rows.count <= seen.answered.count + 8)
      let metrics = try Link.get(port, "/metrics").text
      #expect(metrics.contains("telemetry_collector_records \(rows.count)\n"))
      let counts = try Link.get(port, "/api/counts?by=classification").object["counts"] as? [[String: Any]] ?? []
      let sum = counts.reduce(0) { $0 + (($1["count"] as? Int) ?? 0) }
      #expect(sum == rows.count, "\(counts)")
      let population = try Link.get(port, "/population?days=all").text
      #expect(population.contains(">\(seen.machines.count)<"), "\(seen.machines.count) machines")
      for path in ["/overview", "/records", "/builds", "/stats"] { #expect(try Link.get(port, path).status == 200) }
    }
  }
}
