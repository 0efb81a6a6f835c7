import Agent
import Platform
import Report
import Terminal
import Testing

@testable import Console
@testable import console_probe

@Suite("Settings, identity, log, channels, fields")
struct DecidingTests {
  @Test("a setting is edited in place; a value that is not allowed is not written and can be put right")
  func edit() throws {
    let rig = Rig()
    try rig.run(
      """
      key 8
      wait-idle
      key Down
      expect How often a report is made
      key Enter
      expect main.interval = 600
      expect give a number of seconds
      key Ctrl-U
      type often
      key Enter
      expect not written: give a number of seconds
      key Ctrl-U
      type 300
      key Enter
      wait-idle
      """)
    let written = rig.handle.requests.filter { if case .setSetting = $0 { true } else { false } }
    #expect(written == [.setSetting(name: "main.interval", value: "300")])
  }

  @Test("u asks before it takes a setting out; one at its default has nothing to take out")
  func unset() throws {
    let rig = Rig()
    try rig.run("key 8\nwait-idle\nkey u\nexpect Take asd.port out of the file?\nkey Enter\nwait-idle")
    #expect(rig.handle.requests.contains(.setSetting(name: "asd.port", value: nil)))
    try rig.run("key 8\nwait-idle\nkey j\nkey u\nexpect u: it is at its default already")
  }

  @Test("a masked password is not offered to be written back as stars")
  func secret() throws {
    let text = try Rig().run("key 8\nwait-idle\nkey j\nkey j\nkey Enter").canvas.text
    #expect(text.contains("main.proxy =\n") && text.contains("***@proxy"))
  }

  @Test("/ finds settings by key, value and whether they are set")
  func filter() throws {
    let text = try Rig().run("key 8\nwait-idle\nkey /\ntype default\nkey Enter").canvas.text
    #expect(text.contains("main.interval") && !text.contains("asd.port"))
  }

  @Test("a new machine id takes a question that shows the old one")
  func rotate() throws {
    let rig = Rig()
    try rig.run(
      "key 7\nwait-idle\nexpect made  \nkey n\nexpect Replace the machine id?\nexpect 5e3ec354\nkey Esc\nwait-idle")
    #expect(!rig.handle.requests.contains(.rotateMachineID))
    try rig.run("key 7\nwait-idle\nkey n\nkey Enter\nwait-idle")
    #expect(rig.handle.requests.contains(.rotateMachineID))
  }

  @Test("f narrows the log to what did not go as usual, then to errors; Enter shows an event in full")
  func log() throws {
    try Rig().run(
      "key 9\nwait-idle\nexpect rotated\nkey Enter\nexpect 13:56\nkey Esc\nkey f\nexpect waiting\nkey f\nexpect no event is like this"
    )
    let text = try Rig().run("key 9\nwait-idle\nkey f").canvas.text
    #expect(!text.contains("rotated"))
  }

  @Test("a channel says what it holds, who gets it, since when and under which licence")
  func channels() throws {
    var status = Samples.status
    status.destinations[0].consent?.licence = "sharing-1-0"
    status.destinations[0].consent?.revision = 0
    status.destinations[0].newFields = ["statistics.*"]
    try Rig(status: status, columns: 200, rows: 40).run(
      "key 4\nwait-idle\nexpect 11 fields of the next node report\nexpect home: agreed by root\nexpect licence sharing-1-0\nexpect 1 field is new since and waits for you: statistics.*"
    )
  }

  @Test("fields that a setting lets in are named with their channel, and ask for nothing")
  func acceptedFields() throws {
    var status = Samples.status
    status.newFields = .accept
    status.destinations[0].acceptedFields = ["statistics.*"]
    let text = try Rig(status: status, columns: 200, rows: 40).run(
      "key 4\nwait-idle\nexpect 1 field is new since, accepted by privacy.new-fields = accept: statistics.*"
    ).canvas.text
    #expect(text.split(separator: "\n").allSatisfy { !($0.contains("▲") && $0.contains("basic")) })
  }

  @Test("c shows only what differs from the last report that was sent, with what it was, and what is gone")
  func changed() throws {
    let text = try Rig().run("key 3\nwait-idle\nkey c").canvas.text
    #expect(text.contains("\"42\"   was \"39\"") && text.contains("statistics.gone") && text.contains("removed"))
    #expect(!text.contains("service.port"))
    let rig = Rig()
    rig.handle.lastSent = { _ in .failed(Explanation("no report was sent yet", at: "home", remedy: "all is new")) }
    try rig.run("key 3\nwait-idle\nkey c\nexpect no report was sent yet: all is new\nkey Esc\nexpect service.port")
  }

  @Test("x and C write a rule for the field, or for all below a group, after the question")
  func hide() throws {
    let rig = Rig()
    try rig.run(
      "key 3\nwait-idle\nkey j\nkey j\nkey x\nexpect privacy.redact.config.service.port = withhold\nkey Enter\nwait-idle"
    )
    #expect(rig.handle.requests.contains(.setSetting(name: "privacy.redact.config.service.port", value: "withhold")))
    try rig.run("key 3\nwait-idle\nkey C\nexpect privacy.redact.config.* = coarsen\nkey n")
  }
}

@Suite("Line by line")
struct PlainTests {
  private func say(_ lines: [String], _ rig: Rig = Rig()) -> [String] {
    var said: [String] = []
    let console = PlainConsole(
      handle: rig.handle, explainer: Samples.explain, options: ConsoleOptions(), clock: rig.clock
    ) { said.append($0) }
    console.start()
    for line in lines {
      said = []
      console.take(line)
    }
    return said
  }

  @Test("every view is said without a drawing character, what leaves first", arguments: 1...9)
  func views(number: Int) {
    let said = say([String(number)])
    #expect(said.first?.hasPrefix("telemetry-tui on db-7, attached to daemon 4711") == true)
    #expect(said.dropFirst().first == "home is on, next report in 4 min.")
    #expect(said.contains { $0.hasPrefix("View \(number) of 9") })
    #expect(said.last?.hasPrefix("Keys: ") == true)
    let drawn = Set("─│●○◐▲▾▸›→·↑↓←▁▂▃▄▅▆▇█")
    for line in said { #expect(!line.contains { drawn.contains($0) }, "\(line)") }
  }

  @Test("words of the footer, numbers of lines and answers do what keys do")
  func journey() {
    let rig = Rig()
    _ = say(["5", "line 2", "delete", "no"], rig)
    #expect(!rig.handle.requests.contains { if case .drop = $0 { true } else { false } })
    _ = say(["5", "line 2", "delete", "yes"], rig)
    #expect(rig.handle.requests.contains(.drop(id: Samples.waiting[1].id)))
    #expect(say(["5", "line 2", "open"], rig).contains { $0.contains("503 Service Unavailable \\e[31m") })
    #expect(say([":journal"], rig).contains("output of journal"))
    #expect(say(["8", "/interval"], rig).contains { $0.hasPrefix("Line 1, here: main.interval is 600 s") })
    _ = say(["8", "line 2", "edit", "450"], rig)
    #expect(rig.handle.requests.contains(.setSetting(name: "main.interval", value: "450")))
    #expect(say(["frobnicate"], rig) == ["Nothing here is called frobnicate. Type help for all keys."])
  }

  @Test("any row of a long list is one line away, also of what a filter leaves")
  func anyRow() {
    let rig = Rig()
    rig.handle.spool = SampleList(count: 1_000_000, Samples.waitingRow)
    #expect(say(["5", "line 765432"], rig).contains { $0.hasPrefix("Line 765432, here: ") })
    #expect(say(["5", "line 765432", "line 12"], rig).contains { $0.hasPrefix("Line 12, here: ") })
    #expect(say(["5", "line 2000000"], rig).contains { $0.hasPrefix("Line 1000000, here: ") })
    rig.handle.spool = SampleList(count: 3000, Samples.waitingRow)
    // The first three have no such word.
    let far = say(["5", "/row-", "line 1500"], rig)
    #expect(far.contains { $0.hasPrefix("Line 1500, here: org.clearlinux/probe/row-1503 ") }, "\(far)")
  }

  @Test("what becomes of later fields is said and changed by its words")
  func laterFields() {
    let rig = Rig(status: Samples.offStatus)
    #expect(say(["agree"], rig).contains { $0.hasPrefix("later new fields: ask, they wait until you agree again") })
    #expect(
      say(["agree", "new fields"], rig).contains {
        $0.hasPrefix("later new fields: accept, they are sent without asking")
      })
    _ = say(["agree", "new fields", "yes"], rig)
    #expect(rig.handle.requests.contains(.agree([.home], licence: nil, newFields: .accept)))
  }

  @Test("agreeing takes the word")
  func consent() {
    let rig = Rig(status: Samples.offStatus)
    #expect(say(["agree"], rig).contains { $0.contains("Type yes to agree, or back.") })
    _ = say(["agree", "yes"], rig)
    #expect(rig.handle.requests.contains(.agree([.home], licence: nil)))
  }
}

@Suite("The cheat sheet")
struct KeySheetTests {
  @Test("docs/keys.md is what the key table makes: `make generate` writes it anew")
  func fresh() throws {
    let root = Files.directory(of: Files.directory(of: Files.directory(of: #filePath)))
    #expect(try Files.readText(root + "/docs/keys.md") == KeySheet.markdown)
  }

  @Test("it has every key of the table")
  func complete() {
    #expect(KeySheet.sections.flatMap(\.rows).count == KeyTable.all.count)
  }

  @Test("every key that changes or sends something asks: nothing but looking is asked of the agent when it is pressed")
  func dangerousAsk() {
    for binding in KeyTable.all where binding.isDangerous && ![.confirm, .consent].contains(binding.context) {
      let rig = Rig()
      let (driver, _) = rig.driver()
      let view: ViewID =
        switch binding.context {
        case .preview, .previewSide: .preview
        case .channels: .channels
        case .spool, .record: .spool
        case .machineID: .machineID
        case .settings: .settings
        default: .overview
        }
      driver.send(.input(.key(.character(Character(String(view.rawValue))))))
      for _ in 0..<5 { driver.collect() }
      if binding.context == .record {
        driver.send(.input(.key(.enter)))
        driver.collect()
      }
      driver.send(.input(.key(binding.keys[0])))
      for _ in 0..<5 { driver.collect() }
      for request in rig.handle.requests { #expect(request.isReading, "\(binding.help): \(request)") }
    }
  }
}
