import CollectorTestSupport
import Foundation
import PostgresStorage
import Storage
import Testing

/// A clock that a test sets while a program runs: a library that is preloaded.
struct ClockFile {
  private let library: Preloaded
  var environment: [String: String] { library.environment }

  init(in directory: URL) throws {
    library = try Preloaded("clock", in: directory, telling: "CLOCK_FILE")
    try set(days: 0)
  }

  /// Days from the machine's time.
  func set(days: Int) throws { try Data("\(days * 86_400)\n".utf8).write(to: library.file) }
}

extension Proof {
  /// The program with a clock that jumps while it runs.
  @Suite struct ClockTests {
    @Test(
      "a clock that jumps years ahead and back loses nothing, and nothing is deleted by its time",
      arguments: StoreKind.present)
    func jumps(kind: StoreKind) async throws {
      try await blocking {
        let state = try Collector.newState()
        defer { try? FileManager.default.removeItem(at: state) }
        let clock = try ClockFile(in: state)
        let place = kind == .postgres ? ["--database", try kind.place()] : []
        let collector = try Collector(state: state, place, environment: clock.environment)
        let link = try Link(collector.port)
        var answered = 0
        for (days, hasReceipt) in [
          (0, true), (3650, true), (-18_000, false), (2_740_000, true), (-2, true), (0, true),
        ] {
          try clock.set(days: days)
          let answer = try link.ask("POST", "/v2/collector", Load.headers(isHeartbeat: true), Array("\(days)".utf8))
          #expect(answer.status == 201, "\(days): \(answer.text)")
          #expect((answer.headers["telemetry-receipt"] != nil) == hasReceipt, "\(days)")
          answered += 1
          for path in HostileTests.pages {
            #expect(try Link.get(collector.port, path).status == 200, "\(days) \(path)")
          }
        }
        let health = try Link.get(collector.port, "/health").text
        #expect(health.contains("The clock is behind, or was ahead"))
        // The first was sent again at last: it is known.
        #expect(try Proof.exported(collector.port).count == answered - 1)
        collector.signal(SIGTERM)
        #expect(collector.wait() == 0)

        let arguments = ["purge", "--state-dir", state.path] + place
        try clock.set(days: 3700)
        let refused = try Collector.run(arguments, environment: clock.environment)
        #expect(refused.code == 65 && refused.errors.contains("nothing is deleted, nothing came from"), "\(refused)")
        let now = try Collector.run(arguments)
        #expect(now.code == 0 && now.output.hasPrefix("deleted 1 records"), "\(now)")
        let trusted = try Collector.run(arguments + ["--clock-is-right"], environment: clock.environment)
        #expect(trusted.code == 0 && trusted.output.hasPrefix("deleted 3 records"), "\(trusted)")
      }
    }
  }
}
