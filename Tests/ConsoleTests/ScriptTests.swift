import Agent
import Platform
import Terminal
import Testing

@testable import Console
@testable import console_probe

@Suite("Scripts")
struct ScriptTests {
  @Test(
    "lines are read",
    arguments: [
      ("key Enter", ScriptLine.key(.enter)), ("key Ctrl-L", .key(.control("l"))), ("  type a b ", .type("a b ")),
      ("resize 40x15", .resize(Size(columns: 40, rows: 15))), ("wait-idle", .waitIdle),
      ("wait some text", .wait("some text")),
      ("expect x", .expect("x")), ("save-screen a.txt", .saveScreen("a.txt")), ("quit", .quit),
    ])
  func lines(text: String, line: ScriptLine) {
    #expect(ScriptLine.read(text) == .success(line))
  }

  @Test(
    "a line that makes no sense stops the script before anything is done, and is named",
    arguments: [
      "key Hyper", "resize 0x5", "resize 5", "expect", "fly", "save-screen",
    ])
  func nonsense(line: String) {
    let rig = Rig()
    let fault = #expect(throws: ScriptFault.self) { try rig.run("key 4\n# a comment\n\n\(line)") }
    #expect(fault?.place == "test:4")
    #expect(rig.handle.requests.isEmpty)
  }

  @Test("what is expected and not there is told with file, line and the screen")
  func expectation() {
    let fault = #expect(throws: ScriptFault.self) { try Rig().run("wait-idle\nexpect no such words") }
    #expect(fault?.place == "test:2")
    #expect(fault?.report.contains("test: not on the screen: no such words") == false)
    #expect(fault?.report.contains("not on the screen: no such words: test:2") == true)
    #expect(fault?.report.contains("| ") == true && fault?.report.contains("NEEDS YOU") == true)
    #expect(fault?.explanation.exit == .failed)
  }

  @Test("waiting gives up")
  func patience() {
    let rig = Rig()
    rig.handle.isSlow = true
    #expect(throws: ScriptFault.self) { try rig.run("wait-idle", patience: 20) }
    #expect(throws: ScriptFault.self) { try Rig().run("wait no such words", patience: 20) }
  }

  @Test("after q nothing is pressed any more; quit ends the script in peace")
  func ends() throws {
    let fault = #expect(throws: ScriptFault.self) { try Rig().run("wait-idle\nkey q\nkey 2") }
    #expect(fault?.place == "test:3")
    try Rig().run("wait-idle\nquit\nexpect no such words")
  }

  @Test("screens and attributes are saved as they are")
  func saves() throws {
    let scratch = Scratch()
    let screen = try Rig().run("wait-idle\nsave-screen \(scratch.path)/s\nsave-attrs \(scratch.path)/a")
    #expect(try Files.readText(scratch.path + "/s") == screen.canvas.text)
    #expect(try Files.readText(scratch.path + "/a") == screen.canvas.attributes(theme: screen.theme))
    #expect(throws: ScriptFault.self) { try Rig().run("save-screen /nonexistent-directory/s") }
  }

  @Test("nothing is drawn when nothing changed, and a status nobody asked for is drawn")
  func idle() {
    let rig = Rig()
    let (driver, screen) = rig.driver()
    let frames = screen.frames
    for _ in 0..<3 {
      #expect(!driver.collect())
      driver.tick()
      driver.draw()
    }
    #expect(screen.frames == frames)
    var status = Samples.status
    status.host = "other-host"
    rig.handle.push(status)
    driver.collect()
    driver.draw()
    #expect(screen.frames == frames + 1 && screen.canvas.text.contains("other-host"))
  }
}
