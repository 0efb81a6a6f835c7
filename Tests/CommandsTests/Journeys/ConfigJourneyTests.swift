import Glibc
import Platform
import Report
import Testing

/// `config`: reading, checking and editing without harm.
@Suite struct ConfigJourneyTests {
  @Test func `an edit keeps comments, order and mode, and takes effect`() throws {
    let machine = try Machine()
    let before = try Files.readText(machine.config)
    chmod(machine.config, 0o640)
    let set = try machine.must("config", "set", "main.interval", "120")
    #expect(set.err.contains("main.interval was 600, is 120"))
    let after = try Files.readText(machine.config)
    #expect(after == before.replacing("interval = 600", with: "interval = 120"))
    var info = stat()
    stat(machine.config, &info)
    #expect(info.st_mode & 0o777 == 0o640)
    #expect(try machine.must("config", "get", "main.interval").text == "120\n")
    #expect(
      try machine.must("config", "get", "main.interval", "--json").json().text("origin").hasPrefix(machine.config))
    try machine.must("config", "unset", "main.interval")
    #expect(try machine.must("config", "get", "main.interval").text == "600\n")
  }

  @Test func `Stone's names are taken`() throws {
    let machine = try Machine()
    try machine.must("config", "set", "mgr", "mgr/telemetry/interval", "72")
    #expect(try machine.must("config", "get", "telemetry.interval").text == "72\n")
    #expect(try machine.must("config", "get", "mgr", "mgr/telemetry/interval").text == "72\n")
  }

  /// What is typed, and what the refusal names.
  static let refusals: [([String], Int32, [String])] = [
    (["config", "set", "main.interval", "soon"], 78, ["main.interval = soon", "1"]),
    (["config", "set", "main.interval", "0"], 78, ["main.interval = 0"]),
    (["config", "set", "main.report-format", "modern"], 78, ["main.report-format = modern", "current", "classic"]),
    (["config", "set", "asd.port", "70000"], 78, ["asd.port = 70000", "65535"]),
    (["config", "set", "main.intervall", "5"], 64, ["no such setting", "main.interval"]),
    (["config", "set", "main.interval"], 64, ["a key and a value are needed"]),
    (["config", "get", "nonsense.key"], 64, ["no such setting"]),
    (["config", "list", "nonsense"], 64, ["no such section", "main"]),
  ]

  @Test(arguments: refusals) func `a wrong edit is refused and changes nothing`(
    words: [String], status: Int32, says: [String]
  ) throws {
    let machine = try Machine()
    let before = try Files.readText(machine.config)
    let refused = try machine.run(words)
    #expect(refused.status == status, "\(refused.err)")
    #expect(refused.out.isEmpty)
    for text in says { #expect(refused.err.contains(text), "\(refused.err)") }
    #expect(refused.err.split(separator: "\n").count == 1)
    #expect(try Files.readText(machine.config) == before)
  }

  @Test func `a wrong value in the file names file, line, key and what is allowed, and nothing is sent`() throws {
    let machine = try Machine()
    try machine.must("on")
    try machine.configure(
      "[asd]\nport = \(machine.node.port)\n\n[main]\nhome-url = \(machine.sink.url)\ninterval = soon\n")
    let line = "\(machine.config):6"
    for words in [["config", "check"], ["show"], ["send"], ["status"], ["--daemon"], ["--daemon", "--once"]] {
      let refused = try machine.run(words)
      #expect(refused.status == 78, "\(words): \(refused.status)")
      #expect(refused.err.contains("main.interval = soon: \(line): give"), "\(words): \(refused.err)")
    }
    #expect(machine.sink.count == 0)
    let check = try machine.run("config", "check", "--json")
    #expect(check.status == 78)
    #expect(try check.json()["good"] == .bool(false))
    // It can be mended with the same program.
    try machine.must("config", "set", "main.interval", "60")
    #expect(try machine.must("config", "check").text == "good: \(machine.config)\n")
    try machine.must("send")
  }

  @Test func `missing sections are no fault, a line that is no setting is one`() throws {
    let machine = try Machine()
    try machine.configure("[main]\ninterval = 60\n")
    #expect(try machine.run("config", "check").status == 0)
    #expect(try machine.run("status").status == 0)
    #expect(try machine.run("show").status == 78, "no home-url was ever named")
    try machine.configure("")
    #expect(try machine.run("config", "check").status == 0)
    #expect(try machine.must("status").text.hasPrefix("nothing leaves this machine"))
    try machine.configure("[main]\nwhat is this\n")
    let refused = try machine.run("config", "check")
    #expect(refused.status == 78)
    #expect(refused.err.contains("\(machine.config):2"))
  }

  @Test func `the environment overrides the file and is named as the origin`() throws {
    let machine = try Machine()
    machine.variables["TELEMETRY_TUI_MAIN_INTERVAL"] = "77"
    let got = try machine.must("config", "get", "main.interval", "--json").json()
    #expect(got.text("value") == "77")
    #expect(got.text("origin").contains("TELEMETRY_TUI_MAIN_INTERVAL"))
    machine.variables["TELEMETRY_TUI_MAIN_INTERVAL"] = "nonsense"
    let refused = try machine.run("config", "check")
    #expect(refused.status == 78)
    #expect(refused.err.contains("TELEMETRY_TUI_MAIN_INTERVAL"))
  }

  @Test func `secrets are never printed`() throws {
    let machine = try Machine(settings: "proxy = http://user:hunter2@127.0.0.1:1\n")
    for words in [
      ["config", "list"], ["config", "list", "--json"], ["config", "get", "main.proxy"], ["config", "check"],
      ["status"], ["config", "set", "main.proxy", "http://user:hunter3@127.0.0.1:1"],
    ] {
      let outcome = try machine.run(words)
      #expect(!(outcome.text + outcome.err).contains("hunter"), "\(words)")
    }
  }

  @Test(.enabled(if: geteuid() == 0 && Programs.has("setpriv"), "needs root and setpriv"))
  func `a configuration that may not be read is named, and nothing is sent`() throws {
    let machine = try Machine()
    try machine.must("on")
    machine.becomeNobody()
    chown(machine.config, 0, 0)
    chmod(machine.config, 0o600)
    for words in [["config", "check"], ["status"], ["send"], ["--daemon", "--once"]] {
      let refused = try machine.run(words)
      #expect(refused.status != 0)
      #expect(refused.err.contains(machine.config), "\(words): \(refused.err)")
      #expect(refused.err.contains("ermission denied"), "\(words): \(refused.err)")
    }
    #expect(machine.sink.count == 0)
  }
}
