import Digest
import Platform
import Report
import TestSupport
import Testing

@testable import Agent

@Suite("Any report of any node")
struct ReportPropertyTests {
  private static func settings(_ draws: inout Draws, format: String) -> String {
    var text =
      Stage.plain + "report-format = \(format)\n[privacy]\nhash = \(draws.pick(["keyed", "md5"], or: "keyed"))\n"
    let globs = [
      "*", "statistics.*", "config.*", "namespaces.*", "dmi.*", "system.uname.*", "sets.?.objects", "none", "email",
    ]
    for glob in globs where draws.oneIn(4) {
      text += "redact.\(glob) = \(draws.pick(["withhold", "coarsen", "keep"], or: "keep"))\n"
    }
    return text
  }

  @Test(
    "what is shown is what is sealed, and each field stands in the body where it says",
    arguments: ["current", "classic"])
  func consistent(_ format: String) throws {
    var draws = Draws(31)
    for _ in 0..<15 {
      let stage = try Stage(Self.settings(&draws, format: format))
      let node = RandomNode(&draws)
      let channels = Set(Channel.allCases.filter { _ in !draws.oneIn(4) })
      let preview = try stage.composer().report(
        Rounds.round(node.values, isClassic: format == "classic"), isFull: draws.oneIn(2),
        hypothetical: .init(channels: channels), now: .now())
      let body = preview.record.request.body
      let json = try JSONReader.parse(body)
      #expect(JSONWriter.bytes(json) == body, "the body is the canonical form of itself")
      #expect(preview.record.sha256 == Hex.encode(Digest.sha256(body)))
      var seen: Set<[String]> = []
      for field in preview.fields {
        #expect(seen.insert(field.path).inserted, "shown twice: \(field.path)")
        switch field.hiding {
        case .dropped: #expect(field.value == .null && field.rule?.hasPrefix("channel ") == true)
        case .withheld: #expect(json[path: field.path] == .string("withheld") && field.value == .string("withheld"))
        default: #expect(json[path: field.path] == field.value)
        }
        #expect((field.hiding == .plain) == (field.rule == nil))
      }
      let shown = preview.fields.filter { $0.hiding != .dropped }.count
      #expect(shown == Self.count(json), "every leaf of the body is shown")
      #expect(Set(preview.record.channels).isSubset(of: channels))
    }
  }

  private static func count(_ json: JSON) -> Int {
    switch json {
    case .object(let object): object.map { count($0.value) }.reduce(0, +)
    case .array(let items): items.map(count).reduce(0, +)
    default: 1
    }
  }

  @Test("no name, address, id, path or serial number of the machine is in a current report, whatever the settings")
  func needles() throws {
    var draws = Draws(32)
    for _ in 0..<15 {
      let stage = try Stage(Self.settings(&draws, format: "current"))
      let node = RandomNode(&draws)
      let serial = draws.word(), uuid = draws.word()
      let host = try stage.machine(serial: serial, uuid: uuid)
      let preview = try stage.composer(host).report(
        Rounds.round(node.values), isFull: true, hypothetical: .init(channels: [.basic]), now: .now())
      let text = preview.text
      var planted = node.needles + [serial, uuid, "admin@example.com", LocalAddress.current()]
      // A short host name may be part of some other word.
      if Identity.hostName().utf8.count > 7 { planted.append(Identity.hostName()) }
      for needle in planted {
        // In the body everything outside ASCII is escaped.
        let written = JSONWriter.text(.string(needle)).dropFirst().dropLast()
        #expect(!text.contains(written), "\(needle) leaves the machine")
      }
      #expect(planted.count > 20)
    }
  }

  @Test("under one key the same node gives the same pseudonyms, under another one others")
  func keys() throws {
    let answers = Rounds.round(Rounds.small)
    let one = try Stage(), other = try Stage()
    let first = try one.report(answers).json, again = try one.report(answers).json,
      second = try other.report(answers).json
    #expect(first == again)
    for path in [["node"], ["service"], ["telemetry-agent-ip-address"], ["sets", "0", "set"]] {
      #expect(first[path: path] != nil && first[path: path] != second[path: path])
    }
    let key = try one.scratch.write("key", "a key that several nodes share")
    let shared = "[privacy]\nkey-file = \(key)\n"
    let a = try Stage(Stage.plain + shared), b = try Stage(Stage.plain + shared)
    #expect(try a.report(answers).json == b.report(answers).json && !Files.exists(a.state + "/hash.key"))
  }
}
