import Platform
import Privacy
import Report
import Settings
import TestSupport
import Testing

@testable import Agent

@Suite("The channel gate and the redaction gate")
struct ReportGatesTests {
  private func leaf(_ text: String, _ hiding: Hiding = .plain) -> FieldTree {
    .leaf(.init(.string(text), hiding, rule: hiding == .plain ? nil : "built in"))
  }

  private var tree: FieldTree {
    .object([
      .init("build", leaf("4.9.0.37")), .init("node", leaf("3001:0f", .keyed)),
      .init("statistics", .object([.init("uptime", leaf("1234")), .init("objects", leaf("0.057"))])),
      .init("sets", .array([.object([.init("objects", leaf("95"))]), .object([.init("objects", leaf("7"))])])),
      .init("dmi", .object([.init("product_serial", leaf("withheld", .withheld))])), .init("email", leaf("a@b")),
    ])
  }

  private func rules(_ text: String) -> [RedactionRule] {
    Configuration.parse("[privacy]\n" + text, file: "/t.conf").redactionRules
  }

  private func pass(_ text: String = "", channels: Set<Channel> = Set(Channel.allCases)) -> ReportGates.Outcome {
    ReportGates(channels: channels, rules: rules(text)).pass(tree)
  }

  private func value(_ outcome: ReportGates.Outcome, _ path: String) -> FieldTree.Leaf? {
    outcome.tree.leaves().first { FieldRegistry.joined($0.path) == path }?.leaf
  }

  @Test("without rules and with all channels everything passes as it is")
  func open() {
    let outcome = pass()
    #expect(outcome.tree == tree && outcome.dropped.isEmpty && outcome.channels == [.basic, .ident])
  }

  @Test("a channel that is off drops exactly its fields and says so")
  func channels() {
    let without = pass(channels: [.basic])
    #expect(without.dropped == [.init(path: ["email"], channel: .ident)] && without.channels == [.basic])
    #expect(without.tree.leaves().count == tree.leaves().count - 1)
    #expect(without.tree.json["email"] == nil && without.tree.json["build"] == .string("4.9.0.37"))
    let only = pass(channels: [.ident])
    #expect(only.tree.leaves().map(\.path) == [["email"]] && only.channels == [.ident])
    #expect(
      only.dropped.count == tree.leaves().count - 1 && only.dropped.allSatisfy { $0.rule == "channel basic is off" })
    #expect(pass(channels: []).tree.leaves().isEmpty)
  }

  @Test("withhold: the field is still there, and says which line did it")
  func withhold() {
    let outcome = pass("redact.statistics.* = withhold\nredact.node = withhold\n")
    for path in ["statistics.uptime", "statistics.objects", "node"] {
      #expect(value(outcome, path)?.value == .string("withheld") && value(outcome, path)?.hiding == .withheld)
    }
    #expect(value(outcome, "statistics.uptime")?.rule == "redact.statistics.* (/t.conf:2)")
    #expect(value(outcome, "build")?.hiding == .plain)
    #expect(outcome.tree.json.objectValue?.keys == tree.json.objectValue?.keys && outcome.dropped.isEmpty)
  }

  @Test("coarsen: numbers, versions and words, but no pseudonym and nothing that is withheld")
  func coarsen() {
    let outcome = pass("redact.* = coarsen\n")
    let table: [(String, String, Hiding)] = [
      ("statistics.uptime", "1000", .coarsened), ("statistics.objects", "0.06", .coarsened),
      ("sets.0.objects", "100", .coarsened),
      ("build", "withheld", .withheld), ("email", "withheld", .withheld), ("node", "3001:0f", .keyed),
      ("dmi.product_serial", "withheld", .withheld),
    ]
    for (path, text, hiding) in table {
      #expect(value(outcome, path)?.value == .string(text) && value(outcome, path)?.hiding == hiding, "\(path)")
    }
    #expect(value(outcome, "node")?.rule == "built in")
  }

  @Test("the last rule that matches wins, whatever it says")
  func lastWins() {
    let kept = pass("redact.statistics.* = withhold\nredact.statistics.uptime = keep\n")
    #expect(value(kept, "statistics.uptime")?.value == .string("1234"))
    #expect(value(kept, "statistics.objects")?.value == .string("withheld"))
    let hidden = pass("redact.statistics.uptime = keep\nredact.statistics.* = withhold\n")
    #expect(value(hidden, "statistics.uptime")?.value == .string("withheld"))
    let coarse = pass("redact.* = withhold\nredact.sets.*.objects = coarsen\n")
    #expect(value(coarse, "sets.1.objects")?.value == .string("7") && value(coarse, "build")?.hiding == .withheld)
  }

  @Test("keep keeps what the built-in rules hid; it does not open it")
  func keep() {
    let outcome = pass("redact.* = keep\n")
    #expect(outcome.tree == tree)
  }

  @Test("a rule does not bring back what a channel dropped")
  func dropped() {
    let outcome = ReportGates(channels: [.basic], rules: rules("redact.email = keep\n")).pass(tree)
    #expect(outcome.tree.json["email"] == nil && outcome.dropped.map(\.path) == [["email"]])
  }

  @Test("a preview shows each dropped field with its channel, and no value")
  func preview() throws {
    let stage = try Stage()
    try stage.agree()
    let preview = try stage.composer().report(Rounds.round(Rounds.small), isFull: true, hypothetical: nil, now: .now())
    let email = preview.fields.filter { $0.hiding == .dropped }
    #expect(email == [.init(path: ["email"], value: .null, hiding: .dropped, rule: "channel ident is off")])
    #expect(preview.mayLeave && preview.record.channels == [.basic] && preview.json["email"] == nil)
  }

  @Test("a channel that is on but was not agreed to is closed")
  func notAgreed() throws {
    let stage = try Stage(Stage.plain + "[telemetry]\nchannel_ident = on\n")
    try stage.agree([.basic])
    let closed = try stage.composer().report(Rounds.round(Rounds.small), isFull: true, hypothetical: nil, now: .now())
    #expect(closed.json["email"] == nil && closed.mayLeave)
    try stage.agree([.basic, .ident])
    let open = try stage.composer().report(Rounds.round(Rounds.small), isFull: true, hypothetical: nil, now: .now())
    #expect(open.json["email"] == .string("admin@example.com") && open.record.channels == [.basic, .ident])
  }

  @Test("with basic off, and without consent, nothing may leave, and the preview says why")
  func closed() throws {
    let answers = Rounds.round(Rounds.small)
    let off = try Stage(Stage.plain + "[telemetry]\nchannel_basic = off\n")
    try off.agree()
    let preview = try off.composer().report(answers, isFull: true, hypothetical: nil, now: .now())
    #expect(!preview.mayLeave && preview.reason == "the channel basic is off" && !preview.text.contains("4.9.0.37"))
    let nobody = try Stage()
    let other = try nobody.composer().report(answers, isFull: true, hypothetical: nil, now: .now())
    #expect(!other.mayLeave && other.reason == ConsentBar.nobodyAgreed.reason)
    #expect(try !nobody.report(answers).mayLeave, "a hypothesis never leaves")
  }
}
