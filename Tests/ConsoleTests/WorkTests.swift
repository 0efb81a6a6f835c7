import Agent
import Platform
import Report
import Terminal
import Testing

@testable import Console
@testable import console_probe

@Suite("Long work")
struct WorkTests {
  @Test("verifying tells its progress and its end")
  func verify() {
    let rig = Rig()
    let (driver, screen) = rig.driver()
    driver.send(.input(.key(.character("6"))))
    driver.collect()
    rig.handle.isSlow = true
    driver.send(.input(.key(.character("v"))))
    let number = rig.handle.requests.count
    rig.handle.say(.progress(Progress("rows checked", done: 250, of: 1000)), to: number)
    driver.collect()
    driver.draw()
    #expect(screen.canvas.text.contains("checking the ledger: 250 of 1000 rows checked, 25 %   Esc stops it"))
    #expect(!driver.isIdle)
    rig.handle.say(.done("the ledger holds: 1000 rows"), to: number)
    rig.handle.isSlow = false
    driver.collect()
    driver.collect()
    driver.draw()
    #expect(screen.canvas.text.contains("the ledger holds: 1000 rows"))
    #expect(driver.isIdle && driver.state.work == nil)
  }

  @Test("Esc has the agent stop it, once; q asks before it leaves it")
  func stop() {
    let rig = Rig()
    let (driver, screen) = rig.driver()
    driver.send(.input(.key(.character("6"))))
    driver.collect()
    rig.handle.isSlow = true
    driver.send(.input(.key(.character("v"))))
    let number = rig.handle.requests.count
    driver.send(.input(.key(.character("q"))))
    driver.draw()
    #expect(!driver.wantsToQuit && screen.canvas.text.contains("Leave while something is under way?"))
    driver.send(.input(.key(.escape)))
    driver.send(.input(.key(.escape)))
    driver.send(.input(.key(.escape)))
    #expect(rig.handle.requests.count { $0 == .cancel(request: number) } == 1)
    driver.draw()
    #expect(screen.canvas.text.contains("stopping"))
  }

  @Test("an export writes every row once, oldest first, and a second one waits its turn")
  func export() throws {
    let scratch = Scratch()
    let rig = Rig()
    rig.handle.journal = SampleList(count: 1700, falling: true) { index in
      SettledRow(
        key: Int64(1700 - index), id: "id", time: Samples.now, destination: .home, classification: "x", bytes: 1,
        sha256: "", result: "sent")
    }
    let path = scratch.path + "/journal.jsonl"
    try rig.run("key 6\nwait-idle\nkey w\nkey Ctrl-U\ntype \(path)\nkey Enter\nwait-idle\nexpect wrote 1700 rows")
    let rows = try Files.readText(path).split(separator: "\n").map { try JSONReader.parse(String($0)) }
    #expect(rows.compactMap { $0["seq"]?.intValue } == Array(1...1700))
  }

  @Test("a stopped export leaves no half file, and one that cannot be written says why")
  func halfExport() throws {
    let scratch = Scratch()
    let rig = Rig()
    rig.handle.spool.count = 5000
    let (driver, screen) = rig.driver()
    driver.send(.input(.key(.character("5"))))
    driver.collect()
    for key in [Key.character("w"), .control("u")] { driver.send(.input(.key(key))) }
    for character in scratch.path + "/spool.jsonl" { driver.send(.input(.key(.character(character)))) }
    driver.send(.input(.key(.enter)))
    driver.collect()
    #expect(Files.exists(scratch.path + "/spool.jsonl"))
    driver.send(.input(.key(.escape)))
    driver.collect()
    driver.draw()
    #expect(screen.canvas.text.contains("was not kept"))
    #expect(!Files.exists(scratch.path + "/spool.jsonl"))
    try Rig().run(
      "key 5\nwait-idle\nkey w\nkey Ctrl-U\ntype /no/such/place\nkey Enter\nwait-idle\nexpect no such file or directory"
    )
  }

  @Test("delivering all that waits asks, tells how far it is, and ends")
  func drain() throws {
    let rig = Rig()
    rig.handle.act = { $0 == .drain ? .done("all 3 records are settled") : .done("done") }
    try rig.run("key 5\nwait-idle\nkey A\nexpect Deliver all 3\nkey Enter\nwait-idle\nexpect all 3 records are settled")
  }
}

@Suite("Who may do what")
struct AccessTests {
  @Test("where nothing may be changed, dangerous keys are in neither footer nor help, and say why when pressed")
  func readOnly() throws {
    for isByGroup in [false, true] {
      let rig = Rig(rows: 60, options: ConsoleOptions(readOnly: !isByGroup))
      if isByGroup { rig.handle.access = .readOnly }
      let text = try rig.run("key 5\nwait-idle\nexpect read-only").canvas.text
      #expect(!text.contains("d delete") && !text.contains("r retry") && text.contains("Enter open"))
      let help = try rig.run("key 5\nwait-idle\nkey ?").canvas.text
      #expect(!help.contains("delete the record"))
      let words = isByGroup ? "d: you may only look" : "d: this console is read-only"
      try rig.run("key 5\nwait-idle\nkey d\nexpect \(words)")
      for request in rig.handle.requests { #expect(request.isReading) }
    }
  }

  @Test("a daemon that dies is said to be gone, its outbox stays to be seen, and its return is noticed")
  func goneAndBack() {
    let rig = Rig()
    let (driver, screen) = rig.driver()
    rig.handle.label = "no agent, daemon 4711 is gone"
    rig.handle.access = .offline
    driver.collect()
    driver.collect()
    driver.draw()
    #expect(screen.canvas.text.contains("daemon 4711 is gone"))
    #expect(screen.canvas.text.contains("goes on from its outbox"))
    driver.send(.input(.key(.character("5"))))
    driver.collect()
    driver.send(.input(.key(.character("d"))))
    driver.draw()
    #expect(screen.canvas.text.contains("d: no agent runs; this shows its outbox"))
    #expect(screen.canvas.text.contains("org.clearlinux"))
    rig.handle.label = "daemon 4712"
    rig.handle.access = .full
    driver.collect()
    driver.collect()
    driver.draw()
    #expect(screen.canvas.text.contains("attached to daemon 4712 again"))
  }

  @Test("work that a dead agent did is over, and a half export is gone with it")
  func workDies() {
    let scratch = Scratch()
    let rig = Rig()
    let (driver, _) = rig.driver()
    driver.send(.input(.key(.character("6"))))
    driver.collect()
    rig.handle.isSlow = true
    for key in [Key.character("w"), .control("u")] { driver.send(.input(.key(key))) }
    for character in scratch.path + "/half" { driver.send(.input(.key(.character(character)))) }
    driver.send(.input(.key(.enter)))
    #expect(Files.exists(scratch.path + "/half"))
    rig.handle.isSlow = false
    rig.handle.access = .offline
    driver.collect()
    #expect(driver.state.work == nil && !Files.exists(scratch.path + "/half"))
  }
}
