import Demo
import Glibc
import Outbox
import Platform
import Report
import Testing

/// An orderly end at any moment: of starting, asking, sealing, sending, writing down.
@Suite(.serialized) struct TermTests {
  private static let rounds = 60

  @Test func `SIGTERM at any moment leaves a whole outbox, no pid file and no socket`() throws {
    let seed = UInt64(Monotonic.now())
    var random = SeededGenerator(seed: seed)
    let machine = try Machine(interval: 1, keep: 100_000)
    try machine.must("on")
    for round in 0..<Self.rounds {
      let child = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--daemon"])
      usleep(UInt32.random(in: 0..<(round % 3 == 0 ? 30_000 : 600_000), using: &random))
      let signal = round % 4 == 3 ? SIGINT : SIGTERM
      child.send(signal)
      let status = child.wait()
      // Before it could listen to signals there is nothing to put in order.
      #expect(status == 0 || status == -signal, "seed \(seed), round \(round): \(child.err)")
      for name in ["agent.pid", "agent.start", "control.sock"] {
        #expect(!Files.exists(machine.state + "/" + name), "seed \(seed), round \(round): \(name) is left")
      }
      if round % 10 == 9 { #expect(try machine.run("spool", "verify").status == 0) }
      child.forget()
    }
    machine.deliveryIsOver()
    let outbox = try Outbox(directory: machine.state, access: .readOnly)
    #expect(try outbox.verify().isGood && outbox.integrityCheck().isEmpty)
    let rows = try outbox.ledger(LedgerFilter(limit: 100_000))
    #expect(rows.count > 10, "too few came so far")
    #expect(rows.allSatisfy { $0.result == .sent } && Set(rows.map(\.id)).count == rows.count)
  }

  @Test func `of daemons that are started at once one serves, and the others say who`() throws {
    let machine = try Machine()
    let children = try (0..<5).map { _ in
      try machine.start(["--config", machine.config, "--state-dir", machine.state, "--daemon"])
    }
    eventually("the others left", within: 60) { children.count { $0.poll() == nil } == 1 }
    let serving = try #require(children.first { $0.poll() == nil })
    eventually("it listens") { Files.exists(machine.state + "/control.sock") }
    for child in children where child !== serving {
      #expect(child.poll() == 73)
      #expect(child.err.contains("has this state directory: \(machine.state)"), "\(child.err)")
    }
    #expect(try machine.status().number("daemon") == Int64(serving.pid))
    machine.stop(serving)
    #expect(!Files.exists(machine.state + "/agent.pid"))
  }
}
