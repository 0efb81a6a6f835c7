import CollectorTestSupport
import Foundation
import Testing

extension Proof {
  @Suite(.enabled(if: Agent.isBuilt, "the agent is not built: make test-collector builds it")) struct AgentTests {
    @Test(
      "what the real agent sends is shown once, though the first answer to each is lost and the agent repeats",
      arguments: StoreKind.present, ["headers", "json"])
    func sends(kind: StoreKind, form: String) async throws {
      try await blocking {
        let collector = try Proof.start(kind)
        let relay = try Relay(to: collector.port)
        defer { relay.stop() }
        let agent = try Agent(port: relay.port, protocol: form)
        let destinations = ["home", "collector"] + (Agent.hasCluster ? ["report", "device"] : [])
        let agreed = try agent.run(["on"] + destinations + (Agent.hasCluster ? ["--license", "sharing-1-0"] : []))
        #expect(agreed.code == 0, "\(agreed.errors)")
        for destination in destinations where destination != "collector" {
          let sent = try agent.run(["send", destination])
          // 75: it waits, for its answer was lost.
          #expect(sent.code == 75 || sent.code == 0, "\(destination): \(sent.errors)")
        }
        try agent.serve()
        let handed = try agent.run(
          ["-c", "org.debian/end/toend", "-s", "2", "-p", "handed over by a <b>program</b>"],
          program: "telem-record-gen")
        #expect(handed.code == 0, "\(handed.errors)")
        let paths =
          ["/telemetry/v1", form == "json" ? "/v3/collector" : "/v2/collector"]
          + (Agent.hasCluster ? ["/report", "/device"] : [])
        let isOver = try waits(90) {
          _ = try agent.run(["spool", "retry"])
          let waiting = try agent.run(["spool", "ls", "--json"]).output
          return paths.allSatisfy { relay.soFar.requests[$0, default: 0] >= 2 }
            && waiting.filter { !$0.isWhitespace } == "[]"
        }
        let waiting = try agent.run(["spool", "ls"]).output
        #expect(isOver, "\(relay.soFar.requests) \(waiting)")
        #expect(Set(relay.soFar.lost.keys) == Set(paths))

        let records = try Proof.exported(collector.port).map(\.payload)
        #expect(records == ["handed over by a <b>program</b>"])
        try Self.isShown(collector.port, relay.soFar.requests, agent)
      }
    }

    /// As many reports as the ledger says were sent, each on its page.
    private static func isShown(_ port: Int, _ requests: [String: Int], _ agent: Agent) throws {
      let journal = try JSONSerialization.jsonObject(
        with: Data(try agent.run(["journal", "--json", "--limit", "1000"]).output.utf8))
      let rows = try #require(journal as? [[String: Any]])
      func sent(_ destination: String) -> Int {
        rows.filter { $0["destination"] as? String == destination && $0["result"] as? String == "sent" }.count
      }
      func kept(_ kind: String) throws -> [[String: Any]] {
        try Link.get(port, "/api/reports?kind=\(kind)&limit=100").object["reports"] as? [[String: Any]] ?? []
      }
      let nodes = try kept("node")
      #expect(nodes.count == sent("home") && sent("home") >= 1)
      #expect(try Link.get(port, "/nodes").text.contains("4.9.0.37"))
      for report in nodes {
        let id = try #require(report["id"] as? Int)
        #expect(try Link.get(port, "/reports/\(id)").status == 200)
      }
      let page = try Link.get(port, "/records").text
      #expect(page.contains("handed over by a &lt;b&gt;program&lt;/b&gt;") && !page.contains("<b>program"))
      guard Agent.hasCluster else { return }
      #expect(try kept("cluster").count == sent("report") && sent("report") == 1)
      #expect(try Link.get(port, "/clusters").text.contains("16.2."))
      #expect(try Link.get(port, "/devices").text.contains("data-label"))
    }
  }
}
