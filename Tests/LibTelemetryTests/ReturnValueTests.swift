import Platform
import Report
import TestSupport
import Testing
import libtelemetry

/// What each call returns: the numbers programs compare with.
@Suite("Return values of libtelemetry") struct ReturnValueTests {
  private static let long = String(repeating: "x", count: 40)

  /// Calls, and what each of them returns.
  static let calls: [(words: [String], results: [Int])] = [
    (["create", "1", "a/b/c", "1"], [0]),
    (["create", "1", "NULL", "1"], [-22]),
    (["create", "1", "", "1"], [-22]),
    (["create", "1", "a/b", "1"], [-22]),
    (["create", "1", "a/b/c/d", "1"], [-22]),
    (["create", "1", "//", "1"], [0]),
    (["create", "1", "\(long)x/\(long)/\(long)", "1"], [-22]),
    (["create", "1", "\(long)x/\(long)/\(long.dropLast())", "1"], [0]),
    (["create", "1", "a/\(long)x/c", "1"], [-22]),
    (["create", "1", "a b/é/c", "1"], [0]),
    (["create", "1", "0x612f620a2f63", "1"], [-22]),
    (["create", "0", "a/b/c", "4294967295", "payload", "", "free", "free"], [0, 0, 0, 0]),
    (["payload", "x", "event", "0123456789abcdef0123456789abcdef", "send"], [-22, -1, -22]),
    (["create", "1", "a/b/c", "1", "payload", "NULL"], [0, -22]),
    (["create", "1", "a/b/c", "1", "payload", "0x090a0b0c0d207e"], [0, 0]),
    (["create", "1", "a/b/c", "1", "payload", "0x1b5b", "payload", "0x01", "payload", "0x7f"], [0, -22, -22, -22]),
    (["create", "1", "a/b/c", "1", "payload", "é"], [0, -22]),
    (["create", "1", "a/b/c", "1", "payload", "*8192", "payload", "*8193"], [0, 0, 0]),
    (["create", "1", "a/b/c", "1", "event", "0123456789abcdef0123456789abcdef"], [0, 0]),
    (["create", "1", "a/b/c", "1", "event", "0123456789ABCDEF0123456789abcdef"], [0, -1]),
    (["create", "1", "a/b/c", "1", "event", "0123456789abcdef0123456789abcde"], [0, -1]),
    (["create", "1", "a/b/c", "1", "event", "0123456789abcdef0123456789abcdef0"], [0, -1]),
    (["create", "1", "a/b/c", "1", "event", "NULL"], [0, -1]),
    (["config", "NULL", "config", "relative", "config", "/", "config", "/no/such/file"], [-22, -22, -22, -2]),
    (["config", "/etc/passwd/x"], [-20]),
    (["opted-in"], [1]),
    // Nobody listens: there is no socket file.
    (["create", "1", "a/b/c", "1", "send", "payload", "x", "send"], [0, -2, 0, -2]),
  ]

  @Test("every call returns what it is documented to return, in each locale")
  func table() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    for (words, results) in Self.calls {
      for locale in ["C", "C.UTF-8"] {
        let outcome = installed.run(reporter, words, variables: "LC_ALL=\(locale)")
        #expect(outcome.status == 0, "\(words): \(outcome.output)")
        let found = outcome.output.split(separator: "\n").compactMap {
          $0.split(separator: " ").last.flatMap { Int($0) }
        }
        #expect(found == results, "\(words): \(outcome.output)")
      }
    }
  }

  @Test("a host without /proc gives -1 and no record")
  func noProcessors() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    try installed.succeed("rm \(installed.root)/proc/cpuinfo")
    #expect(installed.run(reporter, ["create", "1", "a/b/c", "1"]).output == "create -1\n")
  }

  @Test("without opt-in nothing is sent, and a listener that is gone is told the same way")
  func refused() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let receiver = try ProbeReceiver(installed.socket)
    let words = ["opted-in", "create", "1", "a/b/c", "1", "payload", "x", "send"]
    try installed.succeed("rm \(installed.root)/etc/telemetrics/opt-in")
    #expect(installed.run(reporter, words).output == "opted-in 0\ncreate 0\npayload 0\nsend -111\n")
    try installed.succeed("mkdir \(installed.root)/etc/telemetrics/opt-in")
    #expect(installed.run(reporter, words).output == "opted-in 1\ncreate 0\npayload 0\nsend 0\n")
    #expect(receiver.messages(1).count == 1)
    receiver.end()
    #expect(installed.run(reporter, words).output == "opted-in 1\ncreate 0\npayload 0\nsend -111\n")
  }

  @Test("the C library and the agent call the same texts classifications")
  func sameRules() throws {
    var draws = Draws(20_261_121)
    let bytes: [UInt8] = [0x09, 0x0A, 0x20, 0x2F, 0x2F, 0x2F, 0x61, 0x7A, 0x7F, 0xC3]
    var taken = 0
    for _ in 0..<20_000 {
      let text: [UInt8]
      if draws.oneIn(2) {
        text = (0..<draws.number(below: 12)).map { _ in draws.pick(bytes, or: 0x61) }
      } else {
        let parts = (0..<3).map { _ in [UInt8](repeating: 0x61, count: 37 + draws.number(below: 6)) }
        text = Array(parts.joined(separator: [0x2F]))
      }
      var classification = text.map { CChar(bitPattern: $0) } + [0]
      var record: UnsafeMutablePointer<telem_ref>?
      let result = tm_create_record(&record, 1, &classification, 1)
      #expect((result == 0) == (Classification.fault(text) == nil), "\(text)")
      #expect((record == nil) == (result != 0))
      if result == 0 { taken += 1 }
      tm_free_record(record)
    }
    #expect(taken > 1000)
  }
}
