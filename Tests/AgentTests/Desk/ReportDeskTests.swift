import Outbox
import Platform
import Privacy
import Report
import Settings
import TestSupport
import Testing

@testable import Agent

@Suite("The report desk")
struct ReportDeskTests {
  private let answers = Rounds.round(Rounds.small)

  private func desk(_ stage: Stage, _ outbox: Outbox) throws -> ReportDesk {
    try ReportDesk(settings: stage.settings(), outbox: outbox, host: stage.machine())
  }

  /// What an error of the agent says.
  private func refusal(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return explain(error).what
    }
  }

  @Test("a fresh report is accepted whole, and what was learned of the node is remembered")
  func accepts() throws {
    let stage = try Stage()
    try stage.agree()
    let outbox = try stage.outbox(), desk = try desk(stage, outbox)
    let now = Timestamp.now()
    let preview = try desk.compose(answers, now: now)
    #expect(preview.isFull, "the first report is a full one")
    try desk.accept(preview, uptime: ReportDesk.uptime(answers), now: now)
    let entry = try #require(try outbox.waiting().first)
    #expect(entry.id == preview.record.id && entry.sha256 == preview.record.sha256)
    #expect(try outbox.record(id: entry.id) == preview.record)
    let memory = try NodeMemory(outbox)
    #expect(memory.condition == .connected && memory.uptime == 100 && memory.lastFull == now)
    #expect(try desk.compose(answers, now: now + 1000).isFull == false)
    #expect(ReportDesk.uptime(Rounds.round([:])) == nil)
  }

  @Test("a draft that was shown is what is accepted, byte for byte")
  func draft() throws {
    let stage = try Stage()
    try stage.agree()
    let outbox = try stage.outbox(), desk = try desk(stage, outbox)
    let preview = try desk.compose(answers)
    try desk.keep(preview, uptime: 100)
    #expect(try outbox.summary().count == 0, "what was shown is not accepted yet")
    // Another process finds it as well.
    let other = try self.desk(stage, stage.outbox())
    let draft = try #require(try other.usableDraft())
    #expect(draft.id == preview.record.id && draft.isFull && draft.uptime == 100)
    #expect(try other.accept(draft) == preview.record)
    #expect(try outbox.record(id: preview.record.id) == preview.record && outbox.summary().count == 1)
    #expect(try desk.usableDraft() == nil && outbox.draft(for: .home) == nil)
    let lastFull = try NodeMemory(outbox).lastFull
    #expect(lastFull != nil)
    // The next one is an abbreviated one, and does not count as full.
    try desk.keep(try desk.compose(answers), uptime: 160)
    let brief = try #require(try other.usableDraft())
    #expect(!brief.isFull && brief.uptime == 160)
    _ = try other.accept(brief)
    #expect(try NodeMemory(outbox).lastFull == lastFull && NodeMemory(outbox).uptime == 160)
    #expect(refusal { _ = try desk.accept(draft) } == "what was shown is no longer the next report")
  }

  @Test("a draft is not used when it is older than two rounds can lie apart, or from the future")
  func age() throws {
    let stage = try Stage(Stage.plain + "interval = 60\n")
    try stage.agree()
    let desk = try desk(stage, stage.outbox())
    let made = Timestamp.now()
    try desk.keep(try desk.compose(answers, now: made), uptime: nil)
    for (later, usable) in [(Int64(0), true), (65_000, true), (65_001, false), (-1, false)] {
      #expect(try (desk.usableDraft(now: made + later) != nil) == usable, "after \(later) ms")
    }
  }

  @Test(
    "a draft made under other settings is not used",
    arguments: [
      "email = other@example.com\n", "interval = 700\n", "home-url = http://127.0.0.1:10\n",
      "report-format = classic\n",
      "[privacy]\nhash = md5\n", "[privacy]\nredact.build = withhold\n", "[telemetry]\nchannel_ident = on\n",
      "[main]\ndisable = yes\n", "[logging]\nloglevel = debug\n", "",
    ])
  func settings(_ change: String) throws {
    let stage = try Stage("[main]\nhome-url = http://127.0.0.1:9\n")
    try stage.agree()
    let outbox = try stage.outbox(), desk = try desk(stage, outbox)
    try desk.keep(try desk.compose(answers), uptime: nil)
    let isURL = change.hasPrefix("home-url")
    try stage.configure("[main]\n" + (isURL ? "" : "home-url = http://127.0.0.1:9\n") + change)
    let later = try self.desk(stage, outbox)
    #expect(try (later.usableDraft() == nil) == !change.isEmpty)
  }

  @Test("a draft made under other consent is not used, also when consent was taken back and given again")
  func consent() throws {
    let stage = try Stage()
    try stage.agree()
    let desk = try desk(stage, stage.outbox())
    try desk.keep(try desk.compose(answers), uptime: nil)
    try stage.agree([.basic, .ident])
    #expect(try desk.usableDraft() == nil)
    try stage.agree()
    #expect(try desk.usableDraft() != nil)
    // What was made before the present consent would be withdrawn at the door.
    try stage.agree(since: .now() + 5000)
    #expect(try desk.usableDraft() == nil)
    try Consent.write([:], in: stage.state)
    #expect(try desk.usableDraft() == nil)
  }

  @Test("a damaged draft is none")
  func damagedDraft() throws {
    let stage = try Stage()
    try stage.agree()
    let outbox = try stage.outbox(), desk = try desk(stage, outbox)
    for text in ["", "{", "{}", "[]", #"{"id":"x","full":1}"#] {
      try outbox.setState("draft.home", text)
      #expect(try desk.usableDraft() == nil)
    }
  }

  /// Consents and settings under which nothing may be accepted, and the words for it.
  static let barred: [(consent: String?, settings: String, variables: [String: String], words: String)] = {
    func file(_ channels: String, _ revision: Int = 1) -> String {
      #"{"version":1,"destinations":{"home":{"uid":0,"name":"r","at":"2020-01-01T00:00:00Z","#
        + #""since":"2020-01-01T00:00:00Z","url":"","channels":[\#(channels)],"revision":\#(revision)}}}"#
    }
    return [
      (nil, "", [:], "nobody has agreed yet"), ("{", "", [:], "consent cannot be read"),
      (file(#""basic""#).replacing("\"version\":1", "\"version\":2"), "", [:], "consent cannot be read"),
      (file(#""basic""#), "disable = true\n", [:], "disable = true"),
      (file(#""basic""#), "", ["DO_NOT_TRACK": "1"], "DO_NOT_TRACK"),
      (file(#""basic""#, 0), "", [:], "every field is newer"),
      (file(#""crash""#), "", [:], "channel"), (file(#""basic""#), "[telemetry]\nchannel_basic = no\n", [:], "channel"),
    ]
  }()

  @Test("nothing is accepted without consent, whatever the reason, and no draft either", arguments: 0..<8)
  func bars(_ row: Int) throws {
    let (consent, settings, variables, words) = Self.barred[row]
    let stage = try Stage(Stage.plain + settings, environment: variables)
    // The draft was made while everything was open.
    let open = try Stage()
    try open.agree()
    let outbox = try stage.outbox()
    let record = try open.composer().report(answers, isFull: true, hypothetical: nil, now: .now()).record
    try outbox.saveDraft(record)

    if let consent { try stage.scratch.write("state/consent.json", consent) }
    let desk = try desk(stage, outbox)
    let preview = try desk.compose(answers)
    #expect(!preview.mayLeave)
    let said = refusal { try desk.accept(preview, uptime: nil) }
    #expect(said?.contains(words) == true || said?.contains("channel") == true, "\(said ?? "accepted")")
    for condition in NodeCondition.allCases { try desk.say(condition) }
    let draft = Draft(id: record.id, isFull: true, uptime: nil, made: record.created, fingerprint: "")
    // A channel that is off is the fingerprint's business: a draft made under it is never usable.
    if !settings.contains("channel_basic") { #expect(refusal { _ = try desk.accept(draft) } != nil) }
    #expect(try desk.usableDraft() == nil)
    #expect(try outbox.summary().count == 0, "nothing waits")
  }

  @Test("the node's condition is said in records of their own")
  func says() throws {
    let stage = try Stage()
    try stage.agree()
    let outbox = try stage.outbox(), desk = try desk(stage, outbox)
    for condition in NodeCondition.allCases { try desk.say(condition) }
    #expect(
      try outbox.waiting().map(\.classification) == [
        "node/status/connecting", "node/status/connected", "node/status/down",
      ])
  }
}

extension String {
  fileprivate func replacing(_ wanted: String, _ other: String) -> String {
    split(separator: wanted, omittingEmptySubsequences: false).joined(separator: other)
  }
}
