import Agent
import Glibc
import Platform
import Terminal
import Testing

@testable import Console
@testable import console_probe

/// Each view at each size, in both glyph sets: text, meanings, and how they are painted with and without colour.
/// `UPDATE_GOLDEN=1 swift test` writes the files anew; a person then reads the difference.
@Suite("Golden screens")
struct GoldenTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    var isOff = false
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "overview", script: "wait-idle"),
    Case(name: "overview-off", script: "wait-idle", isOff: true),
    Case(name: "info", script: "key 2\nwait-idle\n" + String(repeating: "key R\nwait-idle\n", count: 18) + "key Down"),
    Case(name: "preview", script: "key 3\nwait-idle\nkey Down"),
    Case(name: "preview-bytes", script: "key 3\nwait-idle\nkey b"),
    Case(name: "channels", script: "key 4\nwait-idle\nkey Down"),
    Case(name: "channels-off", script: "key 4\nwait-idle", isOff: true),
    Case(name: "spool", script: "key 5\nwait-idle\nkey Space\nkey Down"),
    Case(name: "spool-record", script: "key 5\nwait-idle\nkey Enter\nwait-idle"),
    Case(name: "spool-delete", script: "key 5\nwait-idle\nkey d"),
    Case(name: "journal", script: "key 6\nwait-idle\nkey Down"),
    Case(name: "journal-filter", script: "key 6\nwait-idle\nkey /\ntype sent\nkey Enter\nwait-idle"),
    Case(name: "identity", script: "key 7\nwait-idle"),
    Case(name: "settings", script: "key 8\nwait-idle\nkey Down"),
    Case(name: "settings-edit", script: "key 8\nwait-idle\nkey Down\nkey Enter"),
    Case(name: "log", script: "key 9\nwait-idle"),
    Case(name: "preview-changed", script: "key 3\nwait-idle\nkey c"),
    Case(name: "withhold", script: "key 3\nwait-idle\nkey Down\nkey Down\nkey x"),
    Case(name: "send", script: "key 3\nwait-idle\nkey s"),
    Case(name: "consent", script: "wait-idle\nkey a\nwait-idle\ntype ye", isOff: true),
    Case(name: "help", script: "wait-idle\nkey ?"),
    Case(name: "prompt", script: "wait-idle\nkey :\ntype spool l"),
  ]
  static let sizes = [(40, 15), (80, 24), (120, 40), (200, 60)]

  @Test("a screen looks as it was agreed", arguments: cases)
  func golden(_ screen: Case) throws {
    for (columns, rows) in Self.sizes {
      for isASCII in [false, true] {
        let text = try picture(screen, columns, rows, isASCII)
        let path = "\(Self.directory)/\(screen.name)-\(columns)x\(rows)-\(isASCII ? "ascii" : "utf8").txt"
        if getenv("UPDATE_GOLDEN") != nil {
          try Files.replace(path, with: Array(text.utf8))
        } else {
          let wanted = try Files.readText(path)
          #expect(text == wanted, "\(path) differs; UPDATE_GOLDEN=1 writes it anew")
        }
      }
    }
  }

  private func picture(_ screen: Case, _ columns: Int, _ rows: Int, _ isASCII: Bool) throws -> String {
    let rig = Rig(
      status: screen.isOff ? Samples.offStatus : Samples.status, columns: columns, rows: rows,
      options: ConsoleOptions(ascii: isASCII))
    rig.pass(1000)
    rig.handle.live = { handle in
      defer { rig.pass(3000) }
      return .live(Samples.snapshot(second: handle.rounds, taken: rig.clock.monotonic()))
    }
    let canvas = try rig.run(screen.script).canvas
    let mono = canvas.attributes(theme: Theme(color: false))
    return canvas.text + "== meanings, with colour\n" + canvas.attributes(theme: Theme())
      + "== without colour\n" + mono[(mono.firstRange(of: "--\n")?.upperBound ?? mono.startIndex)...]
  }

  private static let directory = Files.directory(of: #filePath) + "/Golden"
}
