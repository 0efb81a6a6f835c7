import Demo
import Glibc
import Platform
import Report
import Testing

/// Nodes that go, come back and are restarted under a daemon.
@Suite struct NodeJourneyTests {
  private func classes(_ machine: Machine) throws -> [String] {
    try machine.ledger().map { $0.text("classification").replacing("node/", with: "") }
  }

  @Test func `a node goes and comes back: the words come in order, and a full report after it`() throws {
    let node = try DemoNode()
    let relay = try NodeRelay(nil)
    let machine = try Machine(interval: 1, nodePort: relay.port)
    try machine.must("on")
    let daemon = try machine.daemon()
    try eventually("the search is told") { try classes(machine) == ["status/connecting"] }
    relay.lead(to: node)
    try eventually("reports come") { try classes(machine).count >= 4 }
    let first = try classes(machine)
    #expect(first.prefix(3) == ["status/connecting", "status/connected", "report/full"], "\(first)")
    #expect(first.dropFirst(3).allSatisfy { $0 == "report/abbreviated" }, "within a day only the first is full")

    relay.lead(to: nil)
    try eventually("the loss is told") { try classes(machine).last == "status/down" }
    let lost = try classes(machine).count
    #expect(try machine.status()["node"]?.text("state") == "down")
    #expect(try machine.must("status").text.contains("does not answer"))
    relay.lead(to: node)
    try eventually("it reports again") { try classes(machine).count >= lost + 3 }
    #expect(
      try Array(classes(machine)[lost...].prefix(3)) == ["status/connected", "report/full", "report/abbreviated"])
    #expect(try classes(machine).filter { $0 == "status/down" }.count == 1, "said once")
    machine.stop(daemon)
    // The body says it in the old agent's words.
    let words = machine.sink.requests.map(\.text).filter { $0.contains("telemetry-agent-status") }
    let wanted = ["Connecting to ASD.", "Connected to ASD.", "ASD is down.", "Connected to ASD."]
    #expect(words.count == wanted.count)
    for (body, text) in zip(words, wanted) { #expect(body.contains(text), "\(body)") }
  }

  @Test func `a restarted node gives a full report at once`() throws {
    let relay = try NodeRelay(try DemoNode())
    let machine = try Machine(interval: 1, nodePort: relay.port)
    try machine.must("on")
    let daemon = try machine.daemon()
    try eventually("an abbreviated report came") { try classes(machine).last == "report/abbreviated" }
    let before = try classes(machine).count
    var young = DemoAnswers.captured4_9
    young.values["statistics"] = young.values["statistics"]?.replacing("uptime=312", with: "uptime=3")
    relay.lead(to: try DemoNode(answers: young))
    try eventually("a full report came") { try classes(machine)[before...].contains("report/full") }
    machine.stop(daemon)
  }

  @Test func `without a daemon, the second report within a day is abbreviated, after a day it is full`() throws {
    let machine = try Machine()
    try machine.must("on")
    try machine.must("send")
    try machine.must("send")
    #expect(try machine.reports().map { $0.text("classification") } == ["node/report/full", "node/report/abbreviated"])
    let full = try JSONReader.parse(machine.sentReports()[0]), short = try JSONReader.parse(machine.sentReports()[1])
    #expect(full["config"] != nil && short["config"] == nil)
    try machine.remember("report.full_at", Timestamp.now() + -90_000_000)
    try machine.must("send")
    #expect(try machine.reports().last?.text("classification") == "node/report/full")
  }
}
