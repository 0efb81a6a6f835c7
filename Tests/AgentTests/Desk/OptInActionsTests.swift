import Glibc
import Outbox
import Platform
import Privacy
import Report
import TestSupport
import Testing

@testable import Agent

@Suite("Agreeing to the collector, from both sides")
struct OptInActionsTests {
  private static let server = "[settings]\nserver = http://127.0.0.1:9/v2/collector\n"

  private func collector(_ stage: Stage) throws -> DestinationStatus? {
    try StatusReader(try stage.settings(), daemon: nil).status(nil).destinations
      .first { $0.destination == .collector }
  }

  private func optIn(_ stage: Stage) -> String { stage.scratch.path + "/telemetrics/opt-in" }

  @Test("on makes the old client's file, off removes it")
  func onAndOff() throws {
    let stage = try Stage(Self.server)
    let lines = try stage.actions().agree([.collector])
    #expect(lines == ["collector is on: basic, crash, device, event to http://127.0.0.1:9/v2/collector"])
    #expect(Files.exists(optIn(stage)) && stage.scratch.mode("telemetrics/opt-in") == 0o644)
    #expect(try stage.settings().gate().bar(.collector) == nil)
    #expect(try collector(stage)?.consent?.by == Identity.userName(getuid()))
    #expect(try stage.actions().withdraw().first == "off: nothing leaves this machine")
    #expect(!Files.exists(optIn(stage)))
    #expect(try stage.settings().gate().bar(.collector) == .nobodyAgreed)
  }

  @Test("agreeing to another destination leaves the file alone")
  func others() throws {
    let stage = try Stage()
    _ = try stage.actions().agree([.home])
    #expect(!Files.exists(optIn(stage)))
  }

  @Test("a file that somebody made shows who, and is withdrawn by off")
  func byHand() throws {
    let stage = try Stage(Self.server)
    try stage.scratch.write("telemetrics/opt-in", "")
    let status = try collector(stage)
    #expect(status?.state == .on)
    #expect(status?.consent?.by == "\(Identity.userName(getuid())) through \(optIn(stage))")
    #expect(try stage.actions().withdraw().first == "off: nothing leaves this machine")
    #expect(!Files.exists(optIn(stage)))
  }

  @Test("a file that somebody removed is a withdrawal; agreeing again begins anew")
  func removed() throws {
    let stage = try Stage(Self.server)
    _ = try stage.actions().agree([.collector], now: Timestamp(seconds: 1000))
    unlink(optIn(stage))
    #expect(try collector(stage)?.state == .off)
    _ = try stage.actions().agree([.collector], now: Timestamp(seconds: 2000))
    let since = try #require(try stage.settings().gate().agreement(.collector)?.since)
    #expect(since >= Timestamp(seconds: 2000))
  }

  @Test("one may agree before a server is named; status says that none is")
  func withoutServer() throws {
    let stage = try Stage("")
    #expect(
      try stage.actions().agree([.collector])
        == ["collector is on: basic, crash, device, event to nobody yet, no server is configured"])
    let status = try collector(stage)
    #expect(status?.state == .held && status?.reason == "no server is configured" && status?.url == nil)
    #expect(Consent.read(in: stage.state).agreements[.collector]?.url == "")
  }

  @Test("where the file cannot be made or removed, nothing is half done")
  func notPermitted() throws {
    let stage = try Stage(Self.server + Stage.plain)
    _ = try stage.actions().agree([.home])
    let before = try stage.scratch.text("state/consent.json")
    // A file in the place of the directory: also root cannot make one in there.
    try stage.scratch.write("telemetrics", "")
    #expect(throws: Explanation.self) { try stage.actions().agree([.collector, .home]) }
    #expect(try stage.scratch.text("state/consent.json") == before)

    let fresh = try Stage(Self.server)
    try fresh.scratch.write("telemetrics", "")
    #expect(throws: Explanation.self) { try fresh.actions().agree([.collector]) }
    #expect(!Files.exists(fresh.state + "/consent.json"))
  }

  @Test("what waits for the collector is withdrawn together with the file")
  func waiting() throws {
    let stage = try Stage(Self.server)
    _ = try stage.actions().agree([.collector])
    let outbox = try stage.outbox()
    let record = try ProbeSealer(try stage.settings().configuration)
      .seal(ProbeSealerTests.sample(), payload: [], machineID: "m")
    try outbox.accept([record])
    #expect(try stage.actions().withdraw().last == "1 waiting record was withdrawn")
    #expect(try outbox.ledgerEntry(id: record.id)?.result == .withdrawn)
  }

  @Test(
    "record_retention_enabled = false lets bodies for the collector go with their settlement",
    arguments: [nil, true, false] as [Bool?])
  func retention(_ setting: Bool?) throws {
    let stage = try Stage(Self.server + (setting.map { "record_retention_enabled = \($0)\n" } ?? ""))
    _ = try stage.actions().agree([.collector])
    let outbox = try stage.outbox()
    let record = try ProbeSealer(try stage.settings().configuration)
      .seal(ProbeSealerTests.sample(), payload: [0x61], machineID: "m")
    try outbox.accept([record])
    _ = try stage.actions().withdraw()
    #expect(try outbox.ledgerEntry(id: record.id)?.result == .withdrawn)
    #expect(try outbox.record(id: record.id) == (setting == false ? nil : record))
    #expect(try outbox.verify().isGood)
  }

  @Test("what was rejected at the door is not what the collector's status ends with")
  func lastResult() throws {
    let stage = try Stage(Self.server)
    let outbox = try stage.outbox()
    let record = try ProbeSealer(try stage.settings().configuration)
      .seal(ProbeSealerTests.sample(), payload: [0x61], machineID: "m")
    try outbox.accept([record])
    try outbox.settle([.sent(id: record.id, status: 201, answer: "")])
    try outbox.reject([Rejection(id: try Randomness.identifier(), bytes: 3, reason: "too short")])
    let status = try StatusReader(try stage.settings(), daemon: nil).status(outbox)
    #expect(status.destinations.first?.lastResult?.result == "sent")
  }

  @Test("the status says which machine id is in force, and why a static one is not")
  func machineID() throws {
    let stage = try Stage()
    let file = stage.scratch.path + "/telemetrics/opt-in-static-machine-id"
    func status() throws -> AgentStatus { try StatusReader(try stage.settings(), daemon: nil).status(nil) }
    try StaticMachineID(stage.environment).set("fixed")
    #expect(try status().machineID == MachineIDStatus(id: "fixed", isStatic: true, rotates: nil, file: file))
    try stage.scratch.write("telemetrics/opt-in-static-machine-id", String(repeating: "x", count: 40))
    let refused = try status()
    #expect(!refused.machineID.isStatic && refused.machineID.refused?.contains("at most 32") == true)
    #expect(refused.attention.contains { $0.text.contains(file) && $0.command == "machine-id set ID" })
  }
}
