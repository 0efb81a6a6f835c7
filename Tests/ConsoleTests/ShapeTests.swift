import Agent
import Platform
import Report
import Terminal
import Testing

@testable import Console
@testable import console_probe

/// What holds on every screen of every size.
@Suite("Every screen keeps its shape")
struct ShapeTests {
  static let scripts = [
    "wait-idle", "key 2\nwait-idle", "key 3\nwait-idle", "key 3\nwait-idle\nkey b", "key 3\nwait-idle\nkey Down\nkey e",
    "key 4\nwait-idle", "key 5\nwait-idle", "key 6\nwait-idle", "key 7\nwait-idle", "key 8\nwait-idle",
    "key 9\nwait-idle",
    "wait-idle\nkey ?", "wait-idle\nkey o", "wait-idle\nkey a\nwait-idle", "key 3\nwait-idle\nkey s",
    "wait-idle\nkey :\ntype x",
  ]

  @Test("nothing sticks out and nothing stops working, from 1x1 upwards", arguments: scripts)
  func anySize(script: String) throws {
    for (columns, rows) in [(1, 1), (2, 2), (3, 10), (10, 3), (19, 7), (40, 5), (59, 17), (300, 90)] {
      for isASCII in [false, true] {
        let canvas = try Rig(columns: columns, rows: rows, options: ConsoleOptions(ascii: isASCII)).run(script).canvas
        for row in 0..<rows {
          #expect((0..<columns).map { Int(canvas[row, $0].width) }.reduce(0, +) == columns)
        }
        if isASCII { #expect(canvas.text.utf8.allSatisfy { $0 < 0x7F }) }
      }
    }
  }

  @Test("the name and the first problem are there at 40x15, and the way out")
  func compact() throws {
    let text = try Rig(columns: 40, rows: 15).run("wait-idle").canvas.text
    #expect(text.contains("telemetry-tui"))
    #expect(text.contains("▲ 2 fields are new since you agreed"))
    #expect(text.contains("? : q"))
  }

  @Test("shrinking to one cell and growing back gives the same screen")
  func thereAndBack() throws {
    let before = try Rig().run("key 2\nwait-idle\nkey Down").canvas.text
    let after = try Rig().run("key 2\nwait-idle\nkey Down\nresize 1x1\nkey Down\nkey Up\nresize 80x24").canvas.text
    #expect(before == after)
  }

  @Test("text from outside is shown and not obeyed, on every view")
  func hostile() throws {
    let bad = "\u{1B}[31m\u{9B}2J\u{202E}gpj\u{7}日本e\u{301}\u{301}\u{200B}\r\nend"
    var status = Samples.status
    status.host = bad
    status.attention = [Attention(bad)]
    status.events = [Event(at: Samples.now, kind: bad, text: bad)]
    status.destinations[0].url = bad
    status.destinations[0].reason = bad
    status.machineID.id = bad
    status.channels[0].origin = bad
    for script in [
      "wait-idle", "key 2\nwait-idle\nkey Down\nkey Enter", "key 3\nwait-idle", "key 4\nwait-idle", "key 6\nwait-idle",
      "key 7\nwait-idle", "key 9\nwait-idle",
    ] {
      let rig = Rig(status: status)
      rig.handle.live = { _ in
        var snapshot = Samples.snapshot(second: 0, taken: 0)
        snapshot.groups[0] = .init(
          kind: .service, title: bad, sentAs: bad, entries: [.init(name: bad, value: bad, sentAs: bad)])
        return .live(snapshot)
      }
      rig.handle.preview = { destination, _ in
        .preview(Samples.preview(destination, body: JSONWriter.bytes(.pairs(["k\u{1B}": .string(bad)]))))
      }
      rig.handle.command = { _ in .done(bad) }
      let canvas = try rig.run(script).canvas
      for scalar in canvas.text.unicodeScalars where scalar != "\n" {
        #expect(!SafeText.isHostile(scalar), "\(scalar.value)")
      }
    }
  }

  @Test("all that is cut says so: no line fills the screen without an ellipsis in it unless it is a rule")
  func cutsAreMarked() throws {
    var status = Samples.status
    let long = String(repeating: "word ", count: 60) + "END"
    status.attention = [Attention(long)]
    status.events = [Event(at: Samples.now, kind: "sent", text: long)]
    let text = try Rig(status: status).run("wait-idle").canvas.text
    for line in text.split(separator: "\n") where line.contains("word word") { #expect(line.contains("…")) }
  }
}
