import CollectorTestSupport
import Foundation
import Testing

extension Proof {
  @Suite(.enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed")) struct DatabaseTests {
    @Test(
      "while PostgreSQL is stopped agents are told when to come again; then all goes on by itself, and nothing is lost",
      arguments: ["fast", "immediate"])
    func restarted(mode: String) async throws {
      try await blocking {
        let server = try Proof.server()
        defer { server.remove() }
        let collector = try Proof.start(.postgres, try server.database())
        let load = Load("restart", ports: [collector.port])
        for round in 1...2 {
          let before = load.soFar
          #expect(waits { load.soFar.answered.count >= before.answered.count + 60 }, "\(load.soFar.statuses)")
          try server.stop(mode: mode)
          #expect(waits { load.soFar.statuses[503, default: 0] >= before.statuses[503, default: 0] + 60 })
          let page = try Link.get(collector.port, "/overview")
          #expect(page.status == 503 && page.headers["retry-after"] != nil, "round \(round)")
          #expect(try Link.get(collector.port, "/healthz").status == 503)
          try server.start()
        }
        let before = load.soFar.answered.count
        #expect(waits { load.soFar.answered.count >= before + 60 }, "\(load.soFar.statuses)")
        let seen = load.stop()
        #expect(Set(seen.statuses.keys) == [201, 503], "\(seen.statuses)")
        try Proof.holds(seen, collector)
        #expect(try Link.get(collector.port, "/healthz").status == 200)
      }
    }

    @Test("a PostgreSQL that is there and says nothing keeps nobody waiting, and all goes on when it wakes")
    func frozen() async throws {
      try await blocking {
        let server = try Proof.server()
        defer { server.remove() }
        let collector = try Proof.start(.postgres, try server.database())
        let load = Load("frozen", ports: [collector.port])
        #expect(waits { load.soFar.answered.count >= 60 })
        let processes = try Self.processes(of: server)
        for process in processes { kill(process, SIGSTOP) }
        defer { for process in processes { kill(process, SIGCONT) } }
        #expect(waits(20) { load.soFar.statuses[503, default: 0] >= 6 }, "\(load.soFar.statuses)")
        // Pages too, each within the time a connection of this client waits.
        for path in ["/overview", "/records", "/nodes", "/api/records", "/healthz", "/records"] {
          let answer = try Link(collector.port, seconds: 20).ask("GET", path)
          #expect(answer.status == 503, "\(path)")
        }
        for process in processes { kill(process, SIGCONT) }
        let before = load.soFar.answered.count
        #expect(waits { load.soFar.answered.count >= before + 60 }, "\(load.soFar.statuses)")
        let seen = load.stop()
        #expect(Set(seen.statuses.keys) == [201, 503], "\(seen.statuses)")
        #expect(seen.slowest < .seconds(30), "\(seen.slowest)")
        try Proof.holds(seen, collector)
      }
    }

    @Test("server processes that are stopped while the server takes connections keep nobody waiting for ever")
    func stoppedProcesses() async throws {
      try await blocking {
        let server = try Proof.server()
        defer { server.remove() }
        let collector = try Proof.start(.postgres, try server.database())
        let load = Load("stopped", ports: [collector.port])
        #expect(waits { load.soFar.answered.count >= 60 })
        let processes = try server.backends()
        for process in processes { kill(process, SIGSTOP) }
        defer { for process in processes { kill(process, SIGCONT) } }
        // Who had begun is told to come again; what only waited goes to other processes, unless these hold it locked.
        let then = load.soFar.answered.count
        #expect(
          waits(90) { load.soFar.statuses[503, default: 0] > 0 || load.soFar.answered.count >= then + 600 },
          "\(load.soFar.statuses)")
        // Each answers, as well as it can, within the time a connection of this client waits.
        for path in ["/overview", "/records", "/healthz"] {
          let answer = try Link(collector.port, seconds: 45).ask("GET", path)
          #expect([200, 503].contains(answer.status), "\(path)")
        }
        for process in processes { kill(process, SIGCONT) }
        let before = load.soFar.answered.count
        #expect(waits(90) { load.soFar.answered.count >= before + 60 }, "\(load.soFar.statuses)")
        let seen = load.stop()
        #expect(Set(seen.statuses.keys).isSubset(of: [201, 503]), "\(seen.statuses)")
        #expect(seen.slowest < .seconds(60), "\(seen.slowest)")
        try Proof.holds(seen, collector)
      }
    }

    /// The server and what it started, itself first so that it starts no more.
    private static func processes(of server: PostgresCluster) throws -> [pid_t] {
      let file = try String(contentsOfFile: server.directory + "/data/postmaster.pid", encoding: .utf8)
      let first = try #require(file.split(separator: "\n").first.flatMap { pid_t($0) })
      let children = try String(contentsOfFile: "/proc/\(first)/task/\(first)/children", encoding: .utf8)
      return [first] + children.split(separator: " ").compactMap { pid_t($0) }
    }
  }
}
