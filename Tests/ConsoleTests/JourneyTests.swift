import Agent
import Platform
import Report
import Terminal
import Testing

@testable import Console
@testable import console_probe

/// What people do, key by key.
@Suite("Journeys")
struct JourneyTests {
  @Test("sending shows destination, size, hash and what is hidden, and sends the very record that was shown")
  func send() throws {
    let rig = Rig()
    rig.handle.act = { _ in .done("sent to home, 200") }
    try rig.run(
      """
      key 3
      wait-idle
      key s
      expect Send to home?
      expect https://telemetry.example.com:8192/telemetry/v1
      expect 345 bytes
      expect \(Samples.sha256)
      expect 12 fields, 4 hidden, 1 left out
      key Enter
      wait-idle
      expect sent to home, 200
      key s
      expect this record was handed over
      """)
    #expect(rig.handle.requests.filter { $0 == .send(recordID: "0123456789abcdef0123456789abcdef") }.count == 1)
  }

  @Test("what was refused is not called sent")
  func refused() throws {
    let rig = Rig()
    rig.handle.act = { _ in .failed(Explanation("refused with 403", at: "home")) }
    let text = try rig.run("key 3\nwait-idle\nkey s\nkey Enter\nwait-idle\nexpect ▲ not sent: refused with 403").canvas
      .text
    #expect(!text.contains("● not sent"))
  }

  @Test("Esc at the question sends nothing")
  func dontSend() throws {
    let rig = Rig()
    try rig.run("key 3\nwait-idle\nkey s\nkey Esc\nwait-idle")
    #expect(!rig.handle.requests.contains { if case .send = $0 { true } else { false } })
  }

  @Test("s on the overview shows the report of the chosen line first and then asks")
  func sendFromOverview() throws {
    let rig = Rig()
    try rig.run("wait-idle\nkey Tab\nkey Down\nkey s\nwait-idle\nexpect Send to collector?")
    #expect(rig.handle.requests.contains(.preview(.collector, hypothetical: false)))
  }

  @Test("what may not leave cannot be sent, and the key says why")
  func mayNotLeave() throws {
    let rig = Rig(status: Samples.offStatus)
    rig.handle.preview = { destination, _ in .preview(Samples.preview(destination, mayLeave: false)) }
    try rig.run("key 3\nwait-idle\nexpect would not leave: nobody agreed yet\nkey s\nexpect s: nobody agreed yet")
  }

  @Test("agreeing takes the word, typed whole, and shows to whom, how and how much first")
  func agree() throws {
    let rig = Rig(status: Samples.offStatus)
    rig.handle.act = { _ in .done("consent recorded for home") }
    try rig.run(
      """
      wait-idle
      expect Nothing leaves this machine
      key a
      wait-idle
      expect Agree to send to home
      expect HTTPS
      expect 345 bytes, 12 fields, 4 hidden, 1 left out
      type ye
      key Enter
      expect type yes to agree; nothing was changed
      type s
      key Enter
      wait-idle
      expect consent recorded for home
      """)
    #expect(rig.handle.requests.contains(.agree([.home], licence: nil)))
  }

  @Test("the cluster report asks for its licence by name, and an unencrypted road is called one")
  func licence() throws {
    let rig = Rig(status: Samples.offStatus)
    try rig.run(
      """
      wait-idle
      key a
      wait-idle
      key Tab
      wait-idle
      expect Agree to send to collector
      expect not encrypted
      key Tab
      wait-idle
      expect Community Data License Agreement
      type yes
      key Enter
      expect type sharing-1-0 to agree
      key Ctrl-U
      type sharing-1-0
      key Enter
      wait-idle
      """)
    #expect(rig.handle.requests.contains(.agree([.report], licence: "sharing-1-0")))
    #expect(!rig.handle.requests.contains(.agree([.report], licence: nil)))
  }

  @Test("the form asks what becomes of later fields, shows what it means, and sends the choice when it is another one")
  func laterFields() throws {
    var status = Samples.offStatus
    status.destinations[0] = Samples.status.destinations[0]
    status.destinations[0].newFields = ["statistics.*"]
    let rig = Rig(status: status)
    try rig.run(
      """
      resize 120x40
      wait-idle
      key a
      wait-idle
      expect Later new fields
      expect ○ never  ● ask  ○ accept  F2
      expect they wait until you agree again
      key F2
      expect ● accept
      expect they are sent without asking
      key Down
      expect ● never
      expect left out from now on
      key Up
      expect ● accept
      expect inside from now on
      """)
    try rig.run("resize 40x15\nwait-idle\nkey a\nwait-idle\nexpect later\nexpect ○ never  ● ask  ○ accept  F2")
    try rig.run("wait-idle\nkey a\nwait-idle\ntype yes\nkey Enter\nwait-idle")
    #expect(rig.handle.requests.last { if case .agree = $0 { true } else { false } } == .agree([.home], licence: nil))
    try rig.run("wait-idle\nkey a\nwait-idle\nkey F2\ntype yes\nkey Enter\nwait-idle")
    #expect(rig.handle.requests.contains(.agree([.home], licence: nil, newFields: .accept)))
  }

  @Test("off asks and says what it will do")
  func off() throws {
    let rig = Rig()
    try rig.run("wait-idle\nkey o\nexpect home, collector, report\nexpect 3 records are withdrawn\nkey n\nwait-idle")
    #expect(!rig.handle.requests.contains(.withdraw))
    try rig.run("wait-idle\nkey o\nkey y\nwait-idle")
    #expect(rig.handle.requests.contains(.withdraw))
  }

  @Test("a channel goes off and on only after the question, which says what becomes of what waits")
  func channels() throws {
    let rig = Rig()
    try rig.run(
      "key 4\nwait-idle\nkey Space\nexpect are withdrawn, for good\nkey Enter\nwait-idle\nexpect channel basic is off\nkey Down\nkey Down\nkey Down\nkey Space\nexpect who you are\nkey Esc"
    )
    #expect(rig.handle.requests.contains(.setChannel(.basic, on: false)))
    #expect(!rig.handle.requests.contains(.setChannel(.ident, on: true)))
    try rig.run("key 4\nwait-idle\nkey G\nkey k\nkey k\nkey Space\nkey Enter\nwait-idle")
    #expect(rig.handle.requests.contains(.setChannel(.ident, on: true)))
  }

  @Test("a read-only console looks at everything and changes nothing")
  func readOnly() throws {
    let rig = Rig(options: ConsoleOptions(readOnly: true))
    try rig.run(
      """
      wait-idle
      expect read-only
      key a
      expect this console is read-only
      key o
      key 4
      wait-idle
      key Space
      key 3
      wait-idle
      key s
      expect this console is read-only
      key :
      type config set x y
      key Enter
      expect this console is read-only
      key :
      type journal
      key Enter
      wait-idle
      expect output of journal
      """)
    for request in rig.handle.requests {
      switch request {
      case _ where request.isReading: break
      case .command: break
      default: Issue.record("asked for \(request)")
      }
    }
    #expect(!rig.handle.requests.contains(.command("config set x y")))
  }

  @Test("a command is completed, run, and its output scrolls")
  func command() throws {
    let rig = Rig()
    rig.handle.command = { text in .done((1...60).map { "\($0) of \(text)" }.joined(separator: "\n")) }
    try rig.run(
      """
      wait-idle
      key :
      type mach
      key Tab
      expect :machine-id
      type sh
      key Tab
      key Enter
      wait-idle
      expect 1 of machine-id show
      expect 1-16 of 60
      key G
      expect 60 of machine-id show
      key g
      expect 1 of machine-id show
      key q
      expect NEEDS YOU
      key :
      key Up
      expect :machine-id show
      key Esc
      """)
    #expect(rig.handle.requests.contains(.command("machine-id show")))
  }

  @Test("a problem's line opens what settles it")
  func attention() throws {
    let rig = Rig()
    try rig.run(
      "wait-idle\nkey Enter\nwait-idle\nexpect output of diff\nkey Esc\nkey Down\nkey Enter\nwait-idle\nexpect 3 records wait"
    )
  }

  @Test("a failure is said in one line, with place and remedy")
  func failure() throws {
    let rig = Rig()
    rig.handle.command = { _ in .failed(Explanation("no such key", at: "telemetry.conf", remedy: "see config list")) }
    try rig.run(
      "wait-idle\nkey :\ntype config get x\nkey Enter\nwait-idle\nexpect no such key: telemetry.conf: see config list")
  }

  @Test("copying takes the exact bytes, and writing puts them into a new file only its owner reads")
  func takeAway() throws {
    let scratch = Scratch()
    let rig = Rig()
    let body = Samples.preview(.home).record.request.body
    let screen = try rig.run("key 3\nwait-idle\nkey y\nexpect copied 345 bytes")
    #expect(screen.clipboard == body)
    let script =
      "key 3\nwait-idle\nkey w\nexpect home-01234567.json\nkey Ctrl-U\ntype \(scratch.path)/out.json\nkey Enter\n"
    try rig.run(script + "expect wrote 345 bytes")
    #expect(try Files.read(scratch.path + "/out.json") == body)
    #expect(Shell.run("stat -c %a \(scratch.path)/out.json") == "600\n")
    try rig.run(script + "expect file exists")
  }

  @Test("the wheel scrolls, a press on the footer is its key, and a press on a line goes there")
  func mouse() throws {
    let (driver, screen) = Rig().driver()
    func press(_ row: Int, _ column: Int) {
      driver.send(.input(.mouse(MouseEvent(.press, row: row, column: column))))
      driver.collect()
      driver.draw()
    }
    let tabs = screen.canvas.text.split(separator: "\n", omittingEmptySubsequences: false)[22]
    let channels = tabs.distance(
      from: tabs.startIndex, to: tabs.firstRange(of: "Channels")?.lowerBound ?? tabs.startIndex)
    press(22, channels)
    #expect(screen.canvas.text.contains("CHANNELS"))
    press(7, 5)
    #expect(driver.state.channels.selected == 2)
    driver.send(.input(.mouse(MouseEvent(.wheelDown, row: 7, column: 5))))
    #expect(driver.state.channels.selected == 5)
  }
}

@Suite("The agent behind the console changes")
struct AgentChangeTests {
  @Test("another agent is asked anew, and what the old one owed is not waited for")
  func reattached() {
    let rig = Rig()
    let (driver, screen) = rig.driver()
    rig.handle.isSlow = true
    driver.send(.input(.key(.character("2"))))
    #expect(!driver.isIdle)
    rig.handle.isSlow = false
    rig.handle.label = "this process"
    driver.collect()
    driver.collect()
    driver.draw()
    #expect(driver.isIdle)
    #expect(screen.canvas.text.contains("this process"))
    #expect(screen.canvas.text.contains("cluster_size"))
  }

  @Test("r delivers all that waits, after a question that says what that is")
  func drain() throws {
    let rig = Rig()
    try rig.run("wait-idle\nkey r\nexpect Deliver all 3 records\nexpect collector  3 waiting\nkey Enter\nwait-idle")
    #expect(rig.handle.requests.contains(.drain))
    try Rig(status: Samples.offStatus).run("wait-idle\nkey r\nexpect r: nothing waits")
  }
}

@Suite("Texts and what is typed")
struct TextTests {
  @Test("/ keeps the lines of a text that have it, Esc brings the others back")
  func filter() throws {
    let rig = Rig()
    rig.handle.command = { _ in .done("alpha\nbeta\nalphabet") }
    let pane = try rig.run("wait-idle\nkey :\ntype x\nkey Enter\nwait-idle\nkey /\ntype bet\nkey Enter").canvas.text
    #expect(pane.contains("beta") && !pane.contains("alpha\n"))
    try rig.run("wait-idle\nkey :\ntype x\nkey Enter\nwait-idle\nkey /\ntype zzz\nexpect no line is like zzz")
  }

  @Test("/ filters the overview's events, the channels and the lines on the machine id; Esc brings all back")
  func ownLists() throws {
    let rig = Rig(columns: 120, rows: 40)
    let overview = try rig.run("wait-idle\nkey /\ntype withheld\nkey Enter").canvas.text
    #expect(overview.contains("LAST EVENTS   filter: withheld") && !overview.contains("rotated   "))
    try rig.run("wait-idle\nkey /\ntype zzz\nexpect no event is like this\nkey Esc\nexpect rotated")
    let channels = try rig.run("key 4\nwait-idle\nkey /\ntype perf\nkey Enter\nexpect filter: perf\nkey Space").canvas
      .text
    #expect(channels.contains("Switch the channel perf on?"), "the cursor is in what the filter leaves")
    try rig.run("key 4\nwait-idle\nkey /\ntype zzz\nexpect no channel is like this\nkey Enter\nkey Esc\nexpect basic")
    let identity = try rig.run("key 7\nwait-idle\nkey /\ntype host name\nkey Enter").canvas.text
    #expect(identity.contains("not your host name") || identity.contains("your host name, your addresses"))
    #expect(!identity.contains("32 random"))
  }

  @Test("a number takes the cursor to that line, also in a list of which only a part is here")
  func line() throws {
    let rig = Rig()
    rig.handle.spool = SampleList(count: 1_000_000, Samples.waitingRow)
    rig.handle.journal = SampleList(count: 1_000_000, falling: true, Samples.settledRow)
    for view in ["5", "6"] {
      try rig.run(
        """
        key \(view)
        wait-idle
        key :
        type 654321
        key Enter
        wait-idle
        expect 654 321 of 1 000 000
        key Up
        key Down
        key Down
        wait-idle
        expect 654 322 of 1 000 000
        key :
        type 5000000
        key Enter
        wait-idle
        expect 1 000 000 of 1 000 000
        key :
        type 3
        key Enter
        wait-idle
        expect 3 of 1 000 000
        """)
    }
    try rig.run("key 8\nwait-idle\nkey :\ntype 3\nkey Enter\nexpect The proxy between")
  }

  @Test("what licence is asked for can be read where one is, before anybody agrees")
  func licenceText() throws {
    let rig = Rig(status: Samples.offStatus)
    try rig.run(
      """
      wait-idle
      key a
      wait-idle
      key l
      expect l: no licence is asked for
      key Tab
      key Tab
      wait-idle
      key l
      expect Community Data License Agreement - Sharing - Version 1.0
      expect https://cdla.io/sharing-1-0/
      expect asked by    report
      key Esc
      expect Agree to send to report
      type sharing-1-0
      key Esc
      key 4
      wait-idle
      key l
      expect sharing-1-0
      """)
    var home = Samples.offStatus
    home.destinations = home.destinations.filter { $0.destination == .home }
    try Rig(status: home).run("key 4\nwait-idle\nkey l\nexpect l: no destination asks for a licence")
  }

  @Test("what a channel contains is counted for each destination")
  func counts() throws {
    let rig = Rig(columns: 120, rows: 40)
    try rig.run(
      "key 4\nwait-idle\nexpect home: \nexpect of the next node report\nexpect of the next cluster report")
    for destination in [Destination.home, .collector, .report] {
      #expect(rig.handle.requests.contains(.preview(destination, hypothetical: true)))
    }
  }

  @Test("the command line names what Tab can complete")
  func candidates() throws {
    let text = try Rig(columns: 120, rows: 30).run("wait-idle\nkey :\ntype spool").canvas.text
    #expect(text.contains("spool ls   spool show   spool retry   spool rm   spool verify"))
  }

  @Test("a press on a view's name is no letter while something is typed")
  func clickWhileTyping() {
    let (driver, screen) = Rig().driver()
    driver.send(.input(.key(.character(":"))))
    driver.send(.input(.mouse(MouseEvent(.press, row: 22, column: 1))))
    driver.draw()
    #expect(!screen.canvas.text.contains(":1"))
  }
}
