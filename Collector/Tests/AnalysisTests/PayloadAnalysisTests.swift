import Testing
import Words

@testable import Analysis

@Suite struct PayloadAnalysisTests {
  private let crash = "org.clearlinux/crash/clr"

  private func guilty(_ lines: [String], blocked: Set<Frame> = []) -> Frame? {
    let payload = Array((["Process: /usr/bin/x"] + lines).joined(separator: "\n").utf8)
    return PayloadAnalysis.findings(classification: crash, payload: payload, blocked: blocked).guilty
  }

  @Test("the first frame of the thread that crashed is guilty")
  func first() {
    let frames = ["PID: 1", "", "Backtrace (TID 1):", "#0 level3() - [/run/x] - /run/x.c:2", "#1 main() - [/run/x]"]
    #expect(guilty(frames) == Frame(function: "level3()", module: "/run/x"))
    #expect(
      guilty(["", "#0 ??? - [a]", "", "Backtrace (TID 2):", "#0 f() - [b]"]) == Frame(function: "???", module: "a"))
  }

  @Test("frames without a name come after those with one, blocked ones last; a second guess is taken")
  func order() {
    let abort = Frame(function: "abort()", module: "libc")
    #expect(guilty(["#0 ??? - [a]", "#1 f() - [b]"]) == Frame(function: "f()", module: "b"))
    #expect(guilty(["#0 ??? - [a]", "#1 ??? - [b]"]) == Frame(function: "???", module: "a"))
    #expect(guilty(["#0 ? g - [kernel]", "#1 ? h - [kernel]"]) == Frame(function: "? h", module: "kernel"))
    #expect(guilty(["#0 abort() - [libc]", "#1 f() - [b]"], blocked: [abort]) == Frame(function: "f()", module: "b"))
    #expect(guilty(["#0 abort() - [libc]", "#1 ??? - [b]"], blocked: [abort]) == Frame(function: "???", module: "b"))
    #expect(guilty(["#0 abort() - [libc]"], blocked: [abort]) == abort)
    #expect(guilty(["no frames here", "#x f() - [b]", "#1 (no symbols)"]) == nil)
  }

  @Test("a frame is read as the backend's expression reads it")
  func frames() {
    #expect(
      Backtrace.frame(Array("#0 a - [b] - [c] - /x[1]:2".utf8)[...]) == Frame(function: "a - [b]", module: "c] - /x[1"))
    #expect(Backtrace.frame(Array("#12 f() - []".utf8)[...]) == Frame(function: "f()", module: ""))
    #expect(Backtrace.frame(Array("# f() - [m]".utf8)[...]) == nil)
    #expect(Backtrace.frame(Array("#0  - [m]".utf8)[...]) == nil)
    #expect(Backtrace.frame(Array("#0 caf".utf8)[...] + [0xE9] + Array("() - [m]".utf8))?.function == "caf\u{E9}()")
  }

  @Test("the payload's first line is no frame, and other classes have no guilty")
  func limits() {
    #expect(
      PayloadAnalysis.findings(classification: crash, payload: Array("#0 f() - [m]".utf8), blocked: []).guilty == nil)
    let payload = Array("x\n#0 f() - [m]\r\n".utf8)
    #expect(PayloadAnalysis.findings(classification: crash, payload: payload, blocked: []).guilty?.module == "m")
    #expect(
      PayloadAnalysis.findings(classification: "org.clearlinux/crash/unknown", payload: payload, blocked: [])
        == Findings())
  }

  @Test("an update that did not fail is marked with both versions")
  func updates() {
    func marks(_ text: String) -> [Mark] {
      PayloadAnalysis.findings(
        classification: "org.clearlinux/swupd-client/update", payload: Array(text.utf8), blocked: []
      ).marks
    }
    let head = "PACKAGE_NAME=swupd\nPACKAGE_VERSION=3\n"
    #expect(marks(head + "current_version=10\nserver_version=20\nresult=0\n") == [Mark(.update, "10 20")])
    #expect(marks(head + "current_version=10\nserver_version=20\n") == [Mark(.update, "10 20")])
    #expect(marks(head + "current_version=10\nserver_version=20\nresult=4\n").isEmpty)
    #expect(marks(head + "current_version=ten\nserver_version=20\n").isEmpty)
  }

  @Test("a machine check is marked with its status")
  func machineChecks() {
    let payload = Array("CPU 0 BANK 4\nSTATUS 8c00004000010090 MCGSTATUS 0\nMCGCAP 1000c1b\n".utf8)
    let findings = PayloadAnalysis.findings(
      classification: "org.clearlinux/mce/corrected", payload: payload, blocked: [])
    #expect(findings.marks == [Mark(.machineCheck, "STATUS 8c00004000010090 MCGSTATUS 0")])
  }

  @Test("payloads of any bytes are looked through without a fault")
  func anyBytes() {
    var state: UInt64 = 3
    let alphabet = Array("#0 9?-[]()\n=STATUS MCGSTATUS".utf8) + [0, 0xFF]
    for _ in 0..<2000 {
      let payload = (0..<60).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return alphabet[Int(state >> 33) % alphabet.count]
      }
      for name in [crash, "org.clearlinux/mce/x", "org.clearlinux/swupd-client/update"] {
        let findings = PayloadAnalysis.findings(classification: name, payload: payload, blocked: [])
        #expect(findings.marks.count <= 1)
      }
    }
  }
}
