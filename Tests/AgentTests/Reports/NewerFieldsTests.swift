import Platform
import Privacy
import Testing

@testable import Agent
@testable import Report

/// A field set with later entries than the consent.
@Suite("The gate of newer fields")
struct NewerFieldsTests {
  private static func leaf(_ text: String) -> FieldTree { .leaf(.init(.string(text))) }

  private let tree: FieldTree = .object([
    .init("build", leaf("4.9")),
    .init("heap", .object([.init("node-1", .object([.init("used", leaf("7"))]))])),
    .init("list", .array([.object([.init("old", leaf("a")), .init("new", leaf("b"))]), .object([])])),
    .init("names", .array([])), .init("email", leaf("a@b")),
  ])

  private static func entry(_ path: [String]) -> FieldEntry? {
    let joined = FieldRegistry.joined(path)
    let since = ["heap.": 3, "names.": 2, "list.0.new": 2, "email": 2].first { joined.hasPrefix($0.key) }?.value ?? 1
    return FieldEntry(
      pattern: joined, channel: joined == "email" ? .ident : .basic, origin: "", treatment: .plain, since: since,
      what: "", why: "", isKnown: true)
  }

  private func pass(
    _ agreed: Int, _ treatment: NewerFields.Treatment = .wait, channels: Set<Channel> = [.basic, .ident]
  ) -> ReportGates.Outcome {
    ReportGates(
      channels: channels, rules: [], newer: NewerFields(agreed: agreed, treatment: treatment), entry: Self.entry
    ).pass(tree)
  }

  @Test("fields of a later revision are left out with the containers that hold nothing else, and named")
  func waiting() {
    let outcome = pass(1)
    #expect(JSONWriter.text(outcome.tree.json) == #"{"build":"4.9","list":[{"old":"a"},{}]}"#)
    let paths = outcome.dropped.map { FieldRegistry.joined($0.path) }
    #expect(paths == ["heap.node-1.used", "list.0.new", "names.*", "email"])
    #expect(outcome.dropped.allSatisfy { $0.hiding == .waiting })
    #expect(outcome.dropped.first?.rule == "new in revision 3, not agreed yet")
    #expect(outcome.revision == 1 && outcome.channels == [.basic])
  }

  @Test("a later agreement lets in what it covers")
  func covered() {
    let outcome = pass(2)
    #expect(outcome.dropped.map(\.path) == [["heap", "node-1", "used"]])
    #expect(outcome.tree.json["email"] == .string("a@b") && outcome.tree.json["names"] == .array([]))
    #expect(pass(3).dropped.isEmpty && pass(3).tree == tree)
  }

  @Test("what its channel keeps back waits for the channel, not for consent")
  func channels() {
    let email = pass(1, channels: [.basic]).dropped.first { $0.path == ["email"] }
    #expect(email?.hiding == .dropped && email?.rule == "channel ident is off")
  }

  @Test("for good is told apart from for now")
  func never() {
    let outcome = pass(2, .stayOut)
    #expect(outcome.dropped.map(\.hiding) == [.dropped])
    #expect(outcome.dropped.map(\.rule) == ["new in revision 3, privacy.new-fields = never"])
    #expect(outcome.tree.json == pass(2).tree.json)
  }

  @Test("a preview of what agreeing would add shows them, marked")
  func shown() {
    let outcome = pass(1, .show)
    #expect(outcome.tree.json == tree.json && outcome.dropped.isEmpty && outcome.revision == FieldRegistry.revision)
    let marked = outcome.tree.leaves().filter { $0.leaf.rule != nil }.map { FieldRegistry.joined($0.path) }
    #expect(marked == ["heap.node-1.used", "list.0.new", "email"])
  }

  @Test("accepted, they are inside, marked and named; what no open channel carries is not")
  func accepted() {
    let outcome = pass(1, .accept)
    #expect(outcome.tree == pass(1, .show).tree.marked(from: "not agreed yet", to: "privacy.new-fields = accept"))
    #expect(outcome.tree.json == tree.json && outcome.dropped.isEmpty)
    #expect(outcome.revision == FieldRegistry.revision && outcome.channels == [.basic, .ident])
    #expect(outcome.newFields == ["heap.node-1.used", "list.0.new", "names.*", "email"])
    let closed = pass(1, .accept, channels: [.basic])
    #expect(closed.newFields == ["heap.node-1.used", "list.0.new", "names.*"])
    #expect(closed.tree.json["email"] == nil && closed.dropped.map(\.rule) == ["channel ident is off"])
    #expect(pass(3, .accept).newFields.isEmpty && pass(1, .show).newFields.isEmpty && pass(1).newFields.isEmpty)
  }

  @Test("an agreement that is older than every field lets no report leave, and says so")
  func nothing() throws {
    let stage = try Stage()
    let agreement = Agreement(
      uid: 0, name: "root", at: .now(), since: Timestamp(seconds: 1), url: "", channels: [.basic], licence: nil,
      revision: 0)
    try Files.makeDirectory(stage.state, mode: 0o700)
    try Consent.write([.home: agreement], in: stage.state)
    let preview = try stage.composer().report(
      Rounds.round(Rounds.small), isFull: true, hypothetical: nil, now: .now())
    #expect(!preview.mayLeave && preview.reason == "every field is newer than what was agreed to")
    #expect(preview.text == "{}" && preview.fields.allSatisfy { $0.hiding.isLeftOut })
  }

  @Test("where nobody agreed nothing is newer, and nothing is accepted", arguments: ["ask", "never", "accept"])
  func nobody(_ choice: String) throws {
    let stage = try Stage(Stage.plain + "[privacy]\nnew-fields = \(choice)\n")
    let preview = try stage.composer().report(
      Rounds.round(Rounds.small), isFull: true, hypothetical: nil, now: .now())
    #expect(!preview.mayLeave && preview.record.newFields.isEmpty)
    #expect(preview.reason == ConsentBar.nobodyAgreed.reason)
  }

  @Test("every destination's new fields are its own, and programs' records have none")
  func destinations() {
    for destination in Destination.allCases {
      #expect(FieldRegistry.added(to: destination, since: FieldRegistry.revision).isEmpty)
      #expect(FieldRegistry.added(to: destination, since: 0).isEmpty == (destination == .collector))
    }
    let patterns = FieldRegistry.added(to: .report, since: 1).map(\.pattern)
    #expect(patterns.contains("collections_available.*") && !patterns.contains("statistics.*"))
  }
}

extension FieldTree {
  /// With other words in the rules.
  fileprivate func marked(from old: String, to new: String) -> FieldTree {
    mapped { _, leaf in
      var leaf = leaf
      leaf.rule = leaf.rule?.replacing(old, with: new)
      return leaf
    } ?? self
  }
}
