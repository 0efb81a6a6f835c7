import Demo
import Glibc
import Outbox
import Platform
import Report
import Synchronization
import Testing

/// Programs that hand records over while the agent is killed.
@Suite(.serialized) struct ProbeKillTests {
  private static let clients = 50
  /// All clients together; `make soak` takes a hundred thousand.
  private static let records = Int(Environment.current().nonEmpty("TELEMETRY_TEST_RECORDS") ?? "") ?? 10_000

  @Test func `killed ten times under fifty clients, the agent loses no record that it had taken`() throws {
    let seed = UInt64(Monotonic.now())
    var random = SeededGenerator(seed: seed)
    let isWell = Flag(false)
    let count = Mutex(0)
    let machine = try Machine(
      home: nil, keep: 4 * Self.records,
      respond: { _ in
        let number = count.withLock { count in
          count += 1
          return count
        }
        return isWell.value || number % 2 == 0 ? .json(201, "{}") : .json(503, "{}")
      })
    try machine.configure(
      """
      [settings]
      server = \(machine.sink.url)/v2/collector
      socket_path = \(machine.path)/probe.sock
      spool_dir = \(machine.path)/spool
      spool_max_size = -1
      rate_limit_enabled = false

      """)
    try machine.must("on", "collector")
    var daemon = try machine.daemon()
    let load = try machine.start(
      [
        machine.path + "/probe.sock", String(Self.clients), String(Self.records / Self.clients), "--until-taken",
        "--taken", machine.path + "/taken",
      ], program: "probe-load")
    for _ in 0..<10 {
      usleep(UInt32.random(in: 100_000..<700_000, using: &random))
      daemon.send(SIGKILL)
      daemon.wait()
      daemon.forget()
      daemon = try machine.daemon()
      // Somebody may ask for everything at once at any moment.
      _ = try machine.run("spool", "retry")
    }
    #expect(load.wait(within: 300) == 0, "\(load.err) \(String(decoding: load.out, as: UTF8.self))")
    isWell.set(true)
    eventually("everything is delivered", within: 120) {
      _ = try? machine.run("spool", "retry")
      return (try? Outbox(directory: machine.state, access: .readOnly).summary().count) == 0
    }
    machine.stop(daemon)
    machine.deliveryIsOver()

    let taken = try Files.readText(machine.path + "/taken").split(separator: "\n").map(String.init)
    #expect(taken.count == Self.records / Self.clients * Self.clients)
    let outbox = try Outbox(directory: machine.state, access: .readOnly)
    let rows = try outbox.ledger(LedgerFilter(limit: 10 * Self.records))
    let settled = Set(rows.filter { $0.result == .sent }.map(\.eventID))
    #expect(Set(taken).isSubset(of: settled), "seed \(seed): a record that was taken is gone")
    #expect(rows.allSatisfy { $0.result == .sent || $0.result == .rejected })
    #expect(Set(rows.map(\.id)).count == rows.count)
    let arrived = Set(
      machine.sink.requests.compactMap { request in
        request.headers.first { $0.name == "event_id" }?.value
      })
    #expect(settled == arrived, "seed \(seed): the sink and the ledger hold other records")
    #expect(try outbox.verify().isGood)
  }
}
