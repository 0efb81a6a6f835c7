import Glibc
import Outbox
import Platform
import Privacy
import Report
import TestSupport
import Testing

@testable import Agent

@Suite("Agreeing, withdrawing, switching channels")
struct ConsentActionsTests {
  private func agreements(_ stage: Stage) -> [Destination: Agreement] { Consent.read(in: stage.state).agreements }

  @Test("agreeing writes down who, when, where to, which channels and which fields")
  func agree() throws {
    let stage = try Stage()
    let now = Timestamp(seconds: 1_700_000_000)
    let lines = try stage.actions().agree([], now: now)
    #expect(lines == ["home is on: basic, crash, device, event to http://127.0.0.1:9/telemetry/v1"])
    let agreement = Agreement(
      uid: getuid(), name: Identity.userName(getuid()), at: now, since: now, url: "http://127.0.0.1:9/telemetry/v1",
      channels: [.basic, .crash, .device, .event], licence: nil, revision: FieldRegistry.revision)
    #expect(Consent.read(in: stage.state) == .given([.home: agreement]))
    #expect(stage.scratch.mode("state") == 0o700 && stage.scratch.mode("state/consent.json") == 0o600)
    #expect(try stage.outbox().events().map(\.kind) == ["consent"])
  }

  @Test("agreeing again keeps since when there has been consent; after a withdrawal it begins anew")
  func since() throws {
    let stage = try Stage()
    let first = Timestamp(seconds: 1000), second = Timestamp(seconds: 2000), third = Timestamp(seconds: 3000)
    _ = try stage.actions().agree([.home], now: first)
    _ = try stage.actions().agree([.home], now: second)
    #expect(agreements(stage)[.home]?.since == first && agreements(stage)[.home]?.at == second)
    _ = try stage.actions().withdraw()
    #expect(agreements(stage).isEmpty)
    _ = try stage.actions().agree([.home], now: third)
    #expect(agreements(stage)[.home]?.since == third)
    try stage.scratch.write("state/consent.json", "damaged")
    _ = try stage.actions().agree([.home], now: second)
    #expect(agreements(stage)[.home]?.since == second, "a damaged file is replaced")
  }

  @Test("withdrawing for one destination leaves the others, and says what was so already")
  func withdrawOne() throws {
    let stage = try Stage(Stage.plain + "[settings]\nserver = http://127.0.0.1:9/v2/collector\n")
    _ = try stage.actions().agree([.home, .collector])
    #expect(try stage.actions().withdraw([.collector]) == ["collector is off"])
    #expect(Array(agreements(stage).keys) == [.home])
    #expect(try stage.actions().withdraw([.collector]) == ["collector is off already"])
    try stage.scratch.write("state/consent.json", "damaged")
    #expect(throws: Explanation.self) { try stage.actions().withdraw([.collector]) }
    #expect(try stage.scratch.text("state/consent.json") == "damaged")
  }

  @Test("named channels are agreed to and switched on in the file")
  func channels() throws {
    let stage = try Stage()
    _ = try stage.actions().agree([.home], channels: [.basic, .ident])
    #expect(agreements(stage)[.home]?.channels == [.basic, .ident])
    #expect(try stage.settings().channel(.ident).isOn)
    #expect(try stage.scratch.text("telemetry.conf").contains("home-url = http://127.0.0.1:9"), "the rest stays")
  }

  @Test("nothing is agreed to for a destination that is not configured")
  func unconfigured() throws {
    let stage = try Stage()
    #expect(throws: AgentFault.notConfigured(.report).explanation) {
      try stage.actions().agree([.home, .report])
    }
    #expect(agreements(stage).isEmpty)
    let nothing = try Stage("")
    #expect(throws: AgentFault.notConfigured(.home).explanation) { try nothing.actions().agree([]) }
  }

  @Test(
    "the cluster's destinations ask for their licence", arguments: [nil, "", "sharing-1-1", "Sharing-1-0"] as [String?])
  func licence(_ given: String?) throws {
    let stage = try Stage("[telemetry]\nurl = http://127.0.0.1:9/report\n" + Stage.plain)
    #expect {
      try stage.actions().agree([], licence: given)
    } throws: { error in
      explain(error).exit == .noPermission && explain(error).remedy?.contains("--license sharing-1-0") == true
    }
    #expect(agreements(stage).isEmpty, "not for the others either")
    _ = try stage.actions().agree([], licence: "sharing-1-0")
    #expect(Set(agreements(stage).keys) == [.home, .report] && agreements(stage)[.report]?.licence == "sharing-1-0")
  }

  @Test("what becomes of later fields is chosen with the agreement, written to the file, and decides what is agreed to")
  func newFields() throws {
    let stage = try Stage()
    func age() throws {
      var given = agreements(stage)
      given[.home]?.revision = 1
      try Consent.write(given, in: stage.state)
    }
    #expect(try stage.actions().agree([.home], newFields: .ask).count == 1, "it is so already")
    #expect(try stage.settings().configuration.setting("privacy", "new-fields").origin == .default)
    try age()
    #expect(
      try stage.actions().agree([.home], newFields: .never).last == "privacy.new-fields = never, for every destination")
    #expect(agreements(stage)[.home]?.revision == 1)
    #expect(try stage.settings().configuration.newFields == .never)
    _ = try stage.actions().agree([.home])
    #expect(agreements(stage)[.home]?.revision == 1)
    _ = try stage.actions().agree([.home], newFields: .accept)
    #expect(agreements(stage)[.home]?.revision == FieldRegistry.revision)
    #expect(try stage.settings().configuration.newFields == .accept)
    #expect(Array(agreements(stage).keys) == [.home], "nothing else was agreed to")
  }

  @Test("where the choice cannot be written nothing is agreed to")
  func newFieldsUnwritable() throws {
    let stage = try Stage(environment: ["TELEMETRY_TUI_PRIVACY_NEW_FIELDS": "never"])
    #expect(throws: Explanation.self) { try stage.actions().agree([.home], newFields: .accept) }
    #expect(agreements(stage).isEmpty)
  }

  /// Accepts records with these channels and gives their ids.
  private func fill(_ outbox: Outbox, _ channels: [[Channel]]) throws -> [String] {
    try channels.map { channels in
      let record = SealedRecord(
        id: try Randomness.identifier(), source: .info, channels: channels, destination: .home,
        classification: "t/e/st",
        created: .now(), revision: 1,
        request: SealedRequest(method: "POST", url: "http://127.0.0.1:9", headers: [], body: [0x7B, 0x7D]), sha256: "")
      try outbox.accept([record])
      return record.id
    }
  }

  @Test("withdrawing takes everything that waits back, and the ledger says so; once more changes nothing")
  func withdraw() throws {
    let stage = try Stage()
    _ = try stage.actions().agree([])
    let outbox = try stage.outbox()
    let ids = try fill(outbox, [[.basic], [.basic, .ident], [.crash]])
    #expect(
      try stage.actions().withdraw() == ["off: nothing leaves this machine", "3 waiting records were withdrawn"])
    #expect(try outbox.summary().count == 0)
    for id in ids {
      let entry = try outbox.ledgerEntry(id: id)
      #expect(entry?.result == .withdrawn && entry?.reason == "consent was withdrawn" && entry?.tries == 0)
    }
    #expect(try stage.actions().withdraw() == ["off already: nothing leaves this machine"])
  }

  @Test("withdrawing a thousand records takes them all")
  func withdrawMany() throws {
    let stage = try Stage()
    _ = try stage.actions().agree([])
    let outbox = try stage.outbox()
    let records = try (0..<1100).map { _ in
      SealedRecord(
        id: try Randomness.identifier(), source: .info, channels: [.basic], destination: .home,
        classification: "t/e/st",
        created: .now(), revision: 1,
        request: SealedRequest(method: "POST", url: "http://127.0.0.1:9", headers: [], body: []), sha256: "")
    }
    try outbox.accept(records)
    #expect(try stage.actions().withdraw().last == "1100 waiting records were withdrawn")
    #expect(try outbox.summary().count == 0)
  }

  @Test("a channel that is switched off takes exactly the records that hold it")
  func channelOff() throws {
    let stage = try Stage()
    let outbox = try stage.outbox()
    let ids = try fill(outbox, [[.basic], [.basic, .crash], [.crash], [.event]])
    #expect(
      try stage.actions().setChannel(.crash, on: false)
        == ["channel crash is off", "2 waiting records were withdrawn"])
    #expect(try outbox.waiting().map(\.id) == [ids[0], ids[3]])
    #expect(try outbox.ledgerEntry(id: ids[1])?.reason == "the channel crash was switched off")
    #expect(try !stage.settings().channel(.crash).isOn)
    #expect(try stage.settings().channel(.crash).origin.hasPrefix(stage.configPath + ":"))
  }

  @Test("a channel that is switched on is agreed to wherever there is consent, and nowhere else")
  func channelOn() throws {
    let stage = try Stage()
    #expect(try stage.actions().setChannel(.ident, on: true) == ["channel ident is on"])
    #expect(agreements(stage).isEmpty)
    _ = try stage.actions().setChannel(.ident, on: false)
    _ = try stage.actions().agree([.home], now: Timestamp(seconds: 1000))
    let later = Timestamp(seconds: 2000)
    #expect(
      try stage.actions().setChannel(.ident, on: true, now: later)
        == ["channel ident is on", "home gets it from now on"])
    let agreement = agreements(stage)[.home]
    #expect(agreement?.channels == [.basic, .crash, .device, .ident, .event] && agreement?.at == later)
    #expect(agreement?.since == Timestamp(seconds: 1000))
    #expect(try stage.actions().setChannel(.ident, on: true) == ["channel ident is on"], "already agreed to")
  }
}
