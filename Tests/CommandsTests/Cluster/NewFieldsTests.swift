import Platform
import Report
import TestSupport
import Testing

/// Somebody agreed, then a newer version came with more fields.
@Suite(.enabled(if: StoneCaptures.areThere)) struct NewFieldsTests {
  private static let new = ["collections_available", "collections_opted_in"]

  /// A machine whose consent is from the time of the first field set.
  private func agreedBefore(_ settings: String = "") throws -> ClusterStage {
    let stage = try ClusterStage(settings: settings)
    try stage.agree()
    let path = stage.machine.state + "/consent.json"
    let text = try Files.readText(path)
    #expect(text.contains("\"revision\": \(FieldRegistry.revision)"))
    try stage.machine.write(
      "state/consent.json", text.replacing("\"revision\": \(FieldRegistry.revision)", with: "\"revision\": 1"))
    return stage
  }

  @Test func `the rest goes out, the new ones wait, and agreeing again takes them`() throws {
    let stage = try agreedBefore()
    try stage.machine.must("send", "report")
    let before = try JSONReader.parse(try #require(stage.requests("/report").first).body)
    #expect(before["osd"]?["count"]?.intValue == 3 && before["license"] != nil)
    for name in Self.new { #expect(before[name] == nil, "\(name) was not agreed to") }

    let status = try stage.status("report")
    #expect(status.text("state") == "on")
    #expect(status["new_fields"]?.arrayValue?.count == 2 && status["consent"]?.number("revision") == 1)
    let text = try stage.machine.must("status").text
    #expect(text.contains("2 fields are new since you agreed to report, and left out"))
    #expect(text.contains("left out until you agree again: collections_available.*, collections_opted_in.*"))

    let diff = try stage.machine.must("diff", "--with", "consent", "--to", "report")
    // One more is of a channel that is off.
    #expect(diff.text.split(separator: "\n").count == 3 && diff.err.contains("telemetry-tui on report"))
    let last = try stage.machine.must("diff", "--to", "report")
    #expect(!last.text.contains("collections_") && last.err.contains("are new and wait"))
    let preview = try stage.machine.must("preview", "--to", "report")
    #expect(try preview.json()["collections_opted_in"] != nil, "what agreeing now would add")
    #expect(preview.err.contains("collections_available.*: new in revision 2, not agreed yet"))

    try stage.machine.must("on", "report", "--license", "sharing-1-0")
    try stage.machine.must("send", "report")
    let after = try JSONReader.parse(try #require(stage.requests("/report").last).body)
    for name in Self.new { #expect(after[name]?.arrayValue?.isEmpty == false, "\(name) was agreed to") }
    #expect(try stage.status("report")["new_fields"]?.arrayValue?.isEmpty == true)
    let nothing = try stage.machine.must("diff", "--with", "consent", "--to", "report")
    #expect(nothing.out.isEmpty && nothing.err.contains("nothing is new for report"))
  }

  @Test func `what was shown before agreeing again is not what leaves after it`() throws {
    let stage = try agreedBefore()
    let shown = try stage.machine.must("show", "--to", "report").json()
    #expect(shown["collections_available"] == nil)
    let part = try stage.machine.must("show", "--to", "report", "basic").json()
    #expect(part["collections_available"] == nil && part["osd"] != nil && part["crashes"] == nil)
    try stage.machine.must("on", "report", "--license", "sharing-1-0")
    try stage.machine.must("send", "report")
    let sent = try JSONReader.parse(try #require(stage.requests("/report").first).body)
    #expect(sent["collections_available"] != nil)
  }

  @Test func `who never wants anything new is not asked, and agreeing again changes nothing`() throws {
    let stage = try agreedBefore("\n[privacy]\nnew-fields = never")
    #expect(try stage.status("report")["new_fields"]?.arrayValue?.isEmpty == true)
    #expect(try !stage.machine.must("status").text.contains("new since you agreed"))
    try stage.machine.must("on", "report", "--license", "sharing-1-0")
    #expect(try stage.status("report")["consent"]?.number("revision") == 1)
    try stage.machine.must("send", "report")
    let sent = try JSONReader.parse(try #require(stage.requests("/report").first).body)
    for name in Self.new { #expect(sent[name] == nil) }
    #expect(try stage.machine.must("preview", "--to", "report").json()["collections_available"] == nil)
    let diff = try stage.machine.must("diff", "--with", "consent", "--to", "report")
    #expect(diff.text.contains("collections_available") && diff.err.contains("left out for good"))
    // Somebody who changes that is asked again.
    try stage.machine.must("config", "set", "privacy.new-fields", "ask")
    #expect(try stage.status("report")["new_fields"]?.arrayValue?.count == 2)
  }

  @Test func `who accepts what is new sends it without asking, and every place says so`() throws {
    let stage = try agreedBefore("\n[privacy]\nnew-fields = accept")
    let status = try stage.status("report")
    #expect(status["new_fields"]?.arrayValue?.isEmpty == true && status["accepted_fields"]?.arrayValue?.count == 2)
    #expect(status["consent"]?.number("revision") == 1, "the setting agrees to nothing")
    let words = "accepted by privacy.new-fields = accept: collections_available.*, collections_opted_in.*"
    let text = try stage.machine.must("status").text
    #expect(text.contains(words) && !text.contains("left out"))
    let preview = try stage.machine.must("preview", "--to", "report")
    #expect(preview.err.contains("collections_available.*: new in revision 2, privacy.new-fields = accept"))

    try stage.machine.must("send", "report")
    let sent = try JSONReader.parse(try #require(stage.requests("/report").first).body)
    for name in Self.new { #expect(sent[name]?.arrayValue?.isEmpty == false, "\(name)") }
    #expect(sent["perf_counters"] == nil && sent["contact"] == nil, "a channel nobody agreed to stays closed")
    let row = try #require(try stage.machine.must("journal", "--json").json().arrayValue?.last)
    #expect(row["new_fields"]?.arrayValue?.count == 2)
    #expect(try stage.machine.must("journal", "show", row.text("id")).text.contains(words))
    #expect(try stage.machine.must("journal", "verify").status == 0)
    let diff = try stage.machine.must("diff", "--with", "consent", "--to", "report")
    #expect(diff.text.contains("+ collections_available.*") && diff.err.contains("accepted by privacy.new-fields"))
    #expect(try stage.machine.must("diff", "--to", "report").err.contains("wait") == false)

    // Agreeing anew takes them in for good, and then nothing is new.
    try stage.machine.must("on", "report", "--license", "sharing-1-0")
    try stage.machine.must("send", "report")
    let after = try #require(try stage.machine.must("journal", "--json").json().arrayValue?.last)
    #expect(after["new_fields"]?.arrayValue?.isEmpty == true)
  }

  @Test func `who stops accepting keeps back what waits with new fields in it`() throws {
    let stage = try agreedBefore("\n[privacy]\nnew-fields = accept")
    try stage.machine.must("config", "set", "telemetry.url", "http://127.0.0.1:9/report")
    #expect(try stage.machine.run("send", "report").status == 75)
    try stage.machine.must("config", "set", "privacy.new-fields", "ask")
    _ = try stage.machine.run("spool", "retry")
    let waiting = try #require(try stage.machine.must("spool", "ls", "--json").json().arrayValue?.first)
    #expect(waiting.text("error") == "held: fields of revision 3 wait, revision 1 was agreed to")
    // Who never agreed is not moved by the setting.
    let other = try ClusterStage(settings: "\n[privacy]\nnew-fields = accept")
    #expect(try other.machine.run("send", "report").status == 77)
    #expect(other.machine.sink.count == 0)
  }

  @Test func `the console's form writes the choice into the file`() throws {
    let stage = try agreedBefore()
    let script = try stage.machine.write(
      "script",
      """
      resize 120x40
      wait-idle
      key a
      wait Later new fields
      expect 2 fields new since you agreed last, inside from now on
      key F2
      expect ● accept
      type sharing-1-0
      key Enter
      wait report is on
      quit

      """)
    try stage.machine.must("--script", script)
    #expect(try stage.machine.must("config", "get", "privacy.new-fields").text == "accept\n")
    #expect(try stage.status("report")["consent"]?.number("revision") == Int64(FieldRegistry.revision))
  }

  @Test func `the console marks the channel and shows what waits, in a daemon as alone`() throws {
    let stage = try agreedBefore()
    let script = try stage.machine.write(
      "script",
      """
      resize 120x40
      wait-idle
      expect 2 fields are new since you agreed to report
      key 4
      wait 2 fields are new since
      save-screen \(stage.machine.path)/channels.txt
      key 3
      wait left out
      key G
      wait waiting, new since you agreed
      save-screen \(stage.machine.path)/preview.txt
      quit

      """)
    let daemon = try stage.machine.daemon()
    eventually("the first reports arrived", within: 60) { stage.machine.sink.count == 3 }
    try stage.machine.must("--script", script)
    stage.machine.stop(daemon)
    let channels = try Files.readText(stage.machine.path + "/channels.txt")
    #expect(channels.split(separator: "\n").contains { $0.contains("▲") && $0.contains("basic") }, "\(channels)")
    try stage.machine.must("--script", script)
  }
}
