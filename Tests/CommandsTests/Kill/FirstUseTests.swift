import Glibc
import Platform
import Report
import Testing

/// The first use of a state directory, by many at once and by the killed.
@Suite struct FirstUseTests {
  @Test func `many at once make one key, and all succeed`() throws {
    for _ in 0..<3 {
      let machine = try Machine()
      let all = try (0..<10).map { _ in
        try machine.start(["--config", machine.config, "--state-dir", machine.state, "preview", "basic"])
      }
      for child in all { #expect(child.wait() == 0, "\(child.err)") }
      let nodes = Set(try all.map { try JSONReader.parse($0.out).text("node") })
      #expect(nodes.count == 1, "one key hides one name in one way: \(nodes)")
      #expect(try Files.names(in: machine.state) == ["hash.key"])
    }
  }

  /// What is run and killed, and what has to be there before.
  static let programs: [([String], [[String]])] = [
    (["preview"], []), (["on"], []), (["show"], [["on"]]), (["send"], [["on"]]),
  ]

  @Test(.enabled(if: Programs.has("strace"), "strace is missing: run `make setup`"), arguments: programs)
  func `killed before each of its writes, a program leaves nothing that stops the next`(
    words: [String], before: [[String]]
  ) throws {
    // Not at random moments: before the first call that changes a file, then before the second, and so on to the end.
    var number = 0
    var status: Int32 = -SIGKILL
    while status != 0, number < 120 {
      number += 1
      let machine = try Machine()
      for words in before { try machine.must(words) }
      let calls = "write,fsync,fdatasync,rename,link,unlink"
      machine.wrapper = [
        "strace", "-qq", "-o", machine.path + "/trace", "-e", "trace=\(calls)", "-e",
        "inject=\(calls):signal=KILL:when=\(number)",
      ]
      status = try machine.run(words).status
      machine.wrapper = []
      machine.deliveryIsOver()
      if words != ["send"] { try machine.must("on") }
      let send = try machine.run("send")
      #expect(send.status == 0, "killed before write \(number): \(send.err)")
      #expect(try machine.run("spool", "verify").status == 0)
    }
    #expect(status == 0, "\(words) never came to its end")
    #expect(number > 2, "nothing was killed")
  }
}
