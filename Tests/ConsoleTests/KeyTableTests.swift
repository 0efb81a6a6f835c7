import Agent
import Platform
import Terminal
import Testing

@testable import Console
@testable import console_probe

@Suite("The key table")
struct KeyTableTests {
  @Test("no key means two things to the same owner", arguments: KeyContext.allCases)
  func unique(context: KeyContext) {
    let keys = KeyTable.all.filter { $0.context == context }.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test("every key has a name a script can use, a label and a help")
  func complete() {
    for binding in KeyTable.all {
      #expect(!binding.keys.isEmpty && !binding.label.isEmpty && !binding.help.isEmpty)
      for key in binding.keys { #expect(Key(name: key.name) == key) }
    }
  }

  @Test("the help has a line for every key of the table")
  func help() {
    let state = Rig().driver().0.state
    let help = state.helpText
    for binding in KeyTable.all { #expect(help.contains(binding.help), "\(binding.help)") }
  }

  @Test("the help names what has no use now, and why")
  func reasons() throws {
    try Rig(status: Samples.offStatus, rows: 130).run("wait-idle\nkey ?\nexpect (not now: nothing waits)")
  }

  @Test("the footer keeps the way out however narrow it is", arguments: [20, 40, 60, 80, 120])
  func wayOut(columns: Int) throws {
    for (script, words) in [("key 3\nwait-idle", "q"), ("key 3\nwait-idle\nkey s", "Esc"), ("wait-idle\nkey :", "Esc")]
    {
      let text = try Rig(columns: columns, rows: 24).run(script).canvas.text
      let footer = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().last ?? ""
      #expect(footer.contains(words), "\(footer)")
    }
  }

  @Test("every step in can be taken back with Esc")
  func escape() throws {
    let before = try Rig().run("wait-idle").canvas.text
    for keys in [
      "key ?", "key :\ntype x", "key o", "key 3\nwait-idle\nkey b\nkey Esc", "key 2\nwait-idle", "key 5\nwait-idle",
    ] {
      let after = try Rig().run("wait-idle\n\(keys)\nkey Esc").canvas.text
      #expect(after == before, "\(keys)")
    }
  }

  @Test("q leaves, and from a text only the text")
  func quit() throws {
    let (driver, _) = Rig().driver()
    driver.send(.input(.key(.character("?"))))
    driver.send(.input(.key(.character("q"))))
    #expect(!driver.wantsToQuit)
    driver.send(.input(.key(.character("q"))))
    #expect(driver.wantsToQuit)
  }

  @Test("T shows times as clock")
  func times() throws {
    try Rig().run("wait-idle\nexpect in 4 min\nexpect 6 min ago\nkey T\nexpect at 14:06\nexpect sent 13:56")
  }
}
