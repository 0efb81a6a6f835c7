import Glibc
import Outbox
import Platform
import ProbeSocket
import Report
import Settings
import Testing

@testable import Agent

@Suite("Records of programs on their way in") struct ProbePipelineTests {
  private static let configuration = "[settings]\nserver = http://127.0.0.1:9/v2/collector\nspool_max_size = -1\n"

  private func stage(_ more: String = "", agreed: Bool = true) throws -> Stage {
    let stage = try Stage(Self.configuration + more)
    if agreed { _ = try ConsentActions(try stage.settings()).agree([.collector], now: Timestamp(seconds: 1)) }
    return stage
  }

  private func offer(_ record: ProbeRecord, user: uid_t = 0, id: String? = nil) -> ProbeOffer {
    ProbeOffer(record: record, user: user, id: id, arrived: .now())
  }

  @Test("a record waits for the collector, under the machine's id, its payload as it was")
  func taken() throws {
    let stage = try stage()
    let outbox = try stage.outbox()
    var pipeline = ProbePipeline(try stage.settings(), outbox: outbox)
    #expect(try pipeline.take([offer(try ProbeSamples.record(created: Timestamp.now().seconds + 5))]) == [.taken])
    let entry = try #require(try outbox.waiting().first)
    #expect(entry.destination == .collector && entry.channels == [.event] && entry.source == .probe)
    let request = try #require(try outbox.record(id: entry.id)).request
    #expect(request.body == Array("hello\n".utf8))
    let machine = request.headers.first { $0.name == "machine_id" }?.value
    #expect(machine?.count == 32 && machine != "FFFFFFFF")
    #expect(request.headers.first { $0.name == "host_type" }?.value == "QEMU|Standard PC|1.0")
  }

  @Test("crashes go by their own channel, and a channel that is off lets nothing in")
  func channels() throws {
    let stage = try stage("[telemetry]\nchannel_crash = false\n")
    let outbox = try stage.outbox()
    var pipeline = ProbePipeline(try stage.settings(), outbox: outbox)
    let fates = try pipeline.take([
      offer(try ProbeSamples.record(classification: "org.example/crash/clr")), offer(try ProbeSamples.record()),
    ])
    #expect(fates.count == 2 && fates[1] == .taken)
    guard case .rejected(let reason) = fates[0] else { return #expect(Bool(false), "\(fates)") }
    #expect(reason.contains("crash"))
    #expect(try outbox.waiting().map(\.channels) == [[.event]])
  }

  @Test("while nobody has agreed nothing is kept, not even for later")
  func optedOut() throws {
    let stage = try stage(agreed: false)
    try Files.makeDirectory(stage.state, mode: 0o700)
    let outbox = try stage.outbox()
    var pipeline = ProbePipeline(try stage.settings(), outbox: outbox)
    #expect(try pipeline.take([offer(try ProbeSamples.record())]) == [.rejected("nobody has agreed yet")])
    #expect(try outbox.summary().count == 0)
    _ = try ConsentActions(try stage.settings()).agree([.collector])
    let before = try ProbeSamples.record(created: Timestamp.now().seconds - 60)
    #expect(try pipeline.take([offer(before)]) == [.rejected("made before anybody agreed")])
  }

  @Test("a configuration of its own counts for root and the agent's user, and for nobody else")
  func overrides() throws {
    let stage = try stage()
    let other = try stage.scratch.write("other.conf", "[settings]\nserver = http://127.0.0.1:7/v3/collector\n")
    let outbox = try stage.outbox()
    var pipeline = ProbePipeline(try stage.settings(), outbox: outbox)
    let record = try ProbeSamples.record(config: other)
    let fates = try pipeline.take([offer(record, user: 0), offer(record, user: 12345)])
    #expect(fates[0] == .taken)
    guard case .rejected(let reason) = fates[1] else { return #expect(Bool(false), "\(fates)") }
    #expect(reason.contains("12345 may not name another configuration"))
    #expect(try outbox.waiting().map(\.url) == ["http://127.0.0.1:7/v3/collector"])
    #expect(try outbox.record(id: try #require(try outbox.waiting().first).id)?.authority == .system)
  }

  @Test("anybody may name the configuration that is in force, and one that is missing is refused")
  func ownConfiguration() throws {
    let stage = try stage()
    var pipeline = ProbePipeline(try stage.settings(), outbox: try stage.outbox())
    let fates = try pipeline.take([
      offer(try ProbeSamples.record(config: stage.configPath), user: 12345),
      offer(try ProbeSamples.record(config: "/nonexistent.conf"), user: 0),
    ])
    #expect(fates[0] == .taken)
    guard case .rejected(let reason) = fates[1] else { return #expect(Bool(false), "\(fates)") }
    #expect(reason.contains("/nonexistent.conf"))
  }

  @Test("a configuration of its own that was changed counts as it is now")
  func changedOverride() throws {
    let stage = try stage()
    let outbox = try stage.outbox()
    var pipeline = ProbePipeline(try stage.settings(), outbox: outbox)
    for port in [7, 8] {
      let path = try stage.scratch.write("own.conf", "# \(port)\n[settings]\nserver = http://127.0.0.1:\(port)/v2/x\n")
      _ = try pipeline.take([offer(try ProbeSamples.record(config: path))])
    }
    #expect(try outbox.waiting().map(\.url) == ["http://127.0.0.1:7/v2/x", "http://127.0.0.1:8/v2/x"])
  }

  @Test("with delivery switched off a record stays here and the ledger has it")
  func kept() throws {
    let stage = try stage("record_server_delivery_enabled = false\n")
    let outbox = try stage.outbox()
    var pipeline = ProbePipeline(try stage.settings(), outbox: outbox)
    #expect(try pipeline.take([offer(try ProbeSamples.record())]) == [.taken])
    #expect(try outbox.summary().count == 0)
    #expect(try outbox.ledger(LedgerFilter(limit: 10)).map(\.result) == [.kept])
  }

  @Test("while no server is configured a record stays here, and the ledger says why")
  func noServer() throws {
    let stage = try stage()
    try stage.configure("[settings]\nsocket_path = /tmp/x\n")
    let outbox = try stage.outbox()
    var pipeline = ProbePipeline(try stage.settings(), outbox: outbox)
    #expect(try pipeline.take([offer(try ProbeSamples.record())]) == [.taken])
    let row = try #require(try outbox.ledger(LedgerFilter(limit: 10)).first)
    #expect(row.result == .kept && row.reason.contains("no [settings] server is configured"))
  }

  @Test("what is offered twice under one id is there once")
  func twice() throws {
    let stage = try stage()
    let outbox = try stage.outbox()
    var pipeline = ProbePipeline(try stage.settings(), outbox: outbox)
    let id = String(repeating: "a", count: 32)
    for _ in 0..<2 { #expect(try pipeline.take([offer(try ProbeSamples.record(), id: id)]) == [.taken]) }
    #expect(try outbox.summary().count == 1)
  }
}
