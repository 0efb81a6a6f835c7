import Platform
import Report
import Testing

/// What is shown is what is sealed, sent, and hashed into the ledger, whatever the settings.
@Suite(.serialized) struct SameBytesTests {
  @Test(arguments: [UInt64(1), 2]) func `under any settings the bytes are the same everywhere`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let machine = try Machine()
    try machine.must("on", "--channels", "basic,crash,device,ident,perf,event")
    var expected: [[UInt8]] = []
    for round in 0..<15 {
      try machine.configure(Self.settings(machine, &random))
      // A switch of a channel is an edit of the file: made anew it is as the file says.
      let shown = try machine.run("show")
      try #require(shown.status == 0, "seed \(seed), round \(round): \(shown.err)")
      if round % 3 == 0 {
        try machine.must("--daemon", "--once")
      } else {
        try machine.must("send")
      }
      expected.append(shown.out)
      #expect(machine.sentReports().last == shown.out, "seed \(seed), round \(round)")
    }
    #expect(machine.sentReports() == expected)
    #expect(Set(expected.map(sha256)).count == expected.count, "every report is another one")
    for (row, body) in zip(try machine.reports(), expected) {
      #expect(row.text("sha256") == sha256(body))
      #expect(row.number("bytes") == Int64(body.count))
      #expect(try machine.must("journal", "show", "--body", row.text("id")).out == body)
    }
    // The words on the node's condition too.
    #expect(try machine.ledger().map { $0.text("sha256") } == machine.sink.requests.map { sha256($0.body) })
    #expect(try machine.run("journal", "verify").status == 0)
  }

  @Test func `a real HTTP server receives the very bytes`() throws {
    let machine = try Machine()
    let server = try PythonServer(machine)
    try machine.must("config", "set", "main.home-url", server.url + "/collect?from=here")
    try machine.must("on")
    var shown: [String] = []
    for _ in 0..<3 {
      shown.append(sha256(try machine.must("show").out))
      try machine.must("send")
    }
    #expect(try server.received() == shown)
    #expect(try machine.reports().map { $0.text("sha256") } == shown)
    let request = try #require(try server.requests().first)
    #expect(request.text("method") == "POST")
    #expect(request.text("path") == "/collect?from=here")
  }

  @Test func `a preview of the open channels differs from the report in what the moment changes, and nothing else`()
    throws
  {
    let machine = try Machine()
    try machine.must("on")
    let preview = try machine.must("preview", "basic", "crash", "device", "event").json()
    let shown = try machine.must("show").json()
    let moving = ["statistics", "namespaces", "sindexes", "meminfo", "system", "unix-epoch-time"]
    let difference = JSONDifference.between(preview, shown).map { $0.line }
    for line in difference {
      #expect(moving.contains { line.contains($0) }, "\(line)")
    }
    #expect(preview.objectValue?.keys == shown.objectValue?.keys)
  }

  /// A configuration drawn at random, in which `basic` is on.
  private static func settings(_ machine: Machine, _ random: inout SeededGenerator) -> String {
    func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }
    let globs = ["statistics.*", "meminfo.*", "*", "config.*", "namespaces.*.memory*", "system.*", "email", "no.such"]
    let rules = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      "redact.\(pick(globs)) = \(pick(["withhold", "coarsen", "keep"]))"
    }
    let path = pick(["", "/telemetry/v9", "/a?b=c&d=%20"])
    let channels = ["crash", "device", "ident", "perf", "event"].map { "channel_\($0) = \(pick(["true", "false"]))" }
    return """
      [asd]
      host = 127.0.0.1
      port = \(machine.node.port)
      [main]
      home-url = \(machine.sink.url)\(path)
      interval = \(Int.random(in: 60...100_000, using: &random))
      email = \(pick(["", "a@example.com", "näme@example.org"]))
      report-format = \(pick(["current", "classic"]))
      [logging]
      loglevel = \(pick(["debug", "info", "warning"]))
      [privacy]
      hash = \(pick(["keyed", "md5"]))
      \(rules.joined(separator: "\n"))
      [telemetry]
      channel_basic = true
      \(channels.joined(separator: "\n"))

      """
  }
}

/// The same numbers for the same seed, so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
