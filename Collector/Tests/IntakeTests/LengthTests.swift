import Testing
import Words

@testable import Intake

@Suite struct LengthTests {
  @Test("a text is cut between characters, within its bytes")
  func cut() {
    #expect("abc".cut(to: 3) == "abc")
    #expect("abcdef".cut(to: 5) == "ab…")
    #expect("äöü".cut(to: 5) == "ä…")
    let piled = "e" + String(repeating: "\u{301}", count: 1000)
    #expect(piled.cut(to: 20).utf8.count <= 20)
    #expect(Frame(function: piled, module: "m").function.utf8.count <= 1000)
  }

  @Test("what no index takes is refused with its name, and what real senders have is not")
  func limits() {
    func long(_ count: Int) -> String { String(repeating: "x", count: count) }
    #expect(refusal(["classification": "a/b/" + long(1020)]) == nil)
    #expect(refusal(["classification": "a/b/" + long(1021)]) == "Classification value is invalid")
    #expect(refusal(["build": long(512)]) == nil)
    #expect(refusal(["build": long(513)]) == "Build version is longer than 512 bytes")
    #expect(refusal(["system_name": long(257)]) == "System name is longer than 256 bytes")
    #expect(throws: Refusal("Telemetry ID mismatch")) {
      try RecordIntake(tenants: .any).record(headers: headers(["X-Telemetry-TID": long(257)]), body: [])
    }
  }
}
