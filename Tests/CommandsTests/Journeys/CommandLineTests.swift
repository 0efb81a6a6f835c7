import Glibc
import Platform
import Report
import Testing

/// The command line as such: where options stand, what is data and what is talk, how it ends.
@Suite struct CommandLineTests {
  @Test func `options stand before or after the command`() throws {
    let machine = try Machine()
    let options = ["--config", machine.config, "--state-dir", machine.state, "--json"]
    let before = try machine.bare(options + ["config", "get", "main.email"])
    let after = try machine.bare(["config", "get", "main.email"] + options)
    let mixed = try machine.bare(
      ["--json", "--config=\(machine.config)", "config", "get", "--state-dir", machine.state, "main.email"])
    #expect(before.status == 0 && after.status == 0 && mixed.status == 0, "\(before.err)\(after.err)\(mixed.err)")
    #expect(before.out == after.out && after.out == mixed.out)
    #expect(try before.json().text("value") == "admin@example.com")
  }

  /// Commands that read.
  static let readers: [[String]] = [
    ["status"], ["diff"], ["explain"], ["explain", "statistics.uptime"], ["channel", "ls"], ["config", "list"],
    ["config", "get", "main.interval"], ["config", "check"], ["spool", "ls"], ["journal"], ["journal", "verify"],
    ["machine-id"], ["info", "build"], ["show"], ["preview"], ["diff", "--with", "consent"],
  ]

  @Test(arguments: readers) func `json is JSON on standard output and nothing else`(words: [String]) throws {
    let machine = try Machine()
    try machine.must("on")
    try machine.must("send")
    let outcome = try machine.run(words + ["--json"])
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect((try? outcome.json()) != nil, "\(outcome.text.prefix(200))")
  }

  @Test func `quiet is quiet, and asking for help is no error`() throws {
    let machine = try Machine()
    for words in [
      ["on", "--quiet"], ["send", "--quiet"], ["off", "--quiet"], ["config", "set", "main.interval", "60", "-q"],
    ]
    where words.last == "--quiet" {
      let outcome = try machine.run(words)
      #expect(outcome.status == 0, "\(words): \(outcome.err)")
      #expect(outcome.out.isEmpty && outcome.err.isEmpty, "\(words): \(outcome.text)\(outcome.err)")
    }
    let help = try machine.bare(["--help"])
    #expect(help.status == 0 && help.text.contains("preview") && help.err.isEmpty)
    let version = try machine.bare(["--version"])
    #expect(version.status == 0 && version.text == "telemetry-tui \(Version.number)\n")
  }

  /// Wrong command lines.
  static let wrong: [[String]] = [
    ["nonsense"], ["--nonsense"], ["status", "too", "much"], ["channel", "on"], ["channel", "on", "gossip"],
    ["show", "--to", "moon"], ["--once"], ["on", "moon"], ["spool", "rm"], ["--config"],
  ]

  @Test(arguments: wrong) func `a wrong command line is one line and 64`(words: [String]) throws {
    let machine = try Machine()
    let outcome = try machine.bare(words)
    #expect(outcome.status == 64, "\(outcome.err)")
    #expect(outcome.out.isEmpty)
    #expect(outcome.err.hasPrefix("telemetry-tui: "))
    #expect(outcome.err.split(separator: "\n").count == 1, "\(outcome.err)")
  }

  @Test func `on something that is no terminal, the program alone prints the status`() throws {
    let machine = try Machine()
    let alone = try machine.run([])
    let status = try machine.must("status")
    #expect(alone.status == 0)
    #expect(alone.text == status.text)
    #expect(!alone.text.utf8.contains(0x1B))
  }

  @Test func `each exit code can be had`() throws {
    let machine = try Machine(respond: { _ in .json(503, "{}") })
    #expect(try machine.run("status").status == 0)
    #expect(try machine.run("bogus").status == 64)
    #expect(try machine.run("show").status == 77)
    #expect(try machine.run("on", "report").status == 78)
    #expect(try machine.run("explain", "no.such.field").status == 66)
    try machine.must("on")
    #expect(try machine.run("send").status == 75)
    #expect(try machine.run("diff", "--with", machine.config).status == 65)
    #expect(try machine.run("diff", "--with", "/nowhere").status == 66)
    let daemon = try machine.daemon()
    let second = try machine.run("--daemon")
    #expect(second.status == 73)
    #expect(second.err.contains("process \(daemon.pid)"), "\(second.err)")
    #expect(try machine.run("spool", "repair").status == 69)
    machine.stop(daemon)
    machine.node.stop()
    #expect(try machine.run("preview").status == 69)
    // A directory that is no directory cannot be made.
    let blocked = try machine.bare(["--config", machine.config, "--state-dir", machine.config + "/x", "on"])
    #expect([73, 74].contains(blocked.status), "\(blocked.status) \(blocked.err)")
    let refusing = try Machine(respond: { _ in .json(404, "{}") })
    try refusing.must("on")
    #expect(try refusing.run("send").status == 1)
  }

  @Test func `a full device is an error of input and output`() throws {
    let machine = try Machine()
    let child = try Child(
      "/bin/sh", ["-c", "'\(Programs.path("telemetry-tui"))' --config '\(machine.config)' config list > /dev/full"],
      environment: ["SWIFT_BACKTRACE": "enable=no"], directory: machine.path)
    #expect(child.wait() == 74)
    let piped = try Child(
      "/bin/bash",
      [
        "-c",
        "set -o pipefail; '\(Programs.path("telemetry-tui"))' --config '\(machine.config)' explain | head -1",
      ],
      environment: ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"], directory: machine.path)
    #expect(piped.wait() == 0)
    #expect(!piped.out.isEmpty)
  }

  @Test func `info prints answers as they came, and says what the node does not know`() throws {
    let machine = try Machine()
    let build = try machine.must("info", "build")
    #expect(build.text.hasPrefix("build\t4.9.0.37"))
    let several = try machine.must("info", "build", "namespaces")
    #expect(several.text.split(separator: "\n").count == 2)
    #expect(try machine.must("info").text.contains("uptime="))
  }

  @Test func `explain and diff say what a field is and what changed`() throws {
    let machine = try Machine()
    #expect(try machine.must("explain", "statistics.uptime").text.contains("channel"))
    let all = try machine.must("diff")
    #expect(all.err.contains("no report was sent yet"))
    #expect(!all.text.isEmpty)
    try machine.must("on")
    try machine.must("send")
    let changes = try machine.must("diff", "--json").json().arrayValue ?? []
    #expect(!changes.isEmpty)
    let last = try #require(machine.sentReports().last)
    try Files.replace(machine.path + "/last.json", with: last)
    #expect(
      try machine.must("diff", "--with", machine.path + "/last.json").text == machine.must("diff").text
        || !changes.isEmpty)
  }
}
