import CollectorTestSupport
import Foundation
import Testing

extension Proof {
  @Suite struct KillTests {
    /// `COLLECTOR_KILLS` sets how often; 5 are enough for every day.
    static let rounds = ProcessInfo.processInfo.environment["COLLECTOR_KILLS"].flatMap { Int($0) } ?? 5

    @Test("what was answered outlives kill -9 under load, and a repeat is not kept twice", arguments: StoreKind.present)
    func killed(kind: StoreKind) async throws {
      try await blocking {
        let place = kind == .sqlite ? try Collector.newState().path : try kind.place()
        let load = Load("kill", ports: [])
        for round in 0..<Self.rounds {
          let collector = try Proof.start(kind, place)
          let before = load.soFar.answered.count
          load.turn(to: [collector.port])
          #expect(waits { load.soFar.answered.count >= before + 40 + round * 7 }, "\(load.soFar.statuses)")
          collector.signal(SIGKILL)
          #expect(collector.wait() == -SIGKILL)
        }
        let last = try Proof.start(kind, place)
        load.turn(to: [last.port])
        let before = load.soFar.answered.count
        #expect(waits { load.soFar.answered.count >= before + 20 })
        let seen = load.stop()
        #expect(seen.statuses[0, default: 0] >= Self.rounds)
        try Proof.holds(seen, last)
      }
    }
  }
}
