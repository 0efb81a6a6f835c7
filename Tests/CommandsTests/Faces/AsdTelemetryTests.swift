import Glibc
import Platform
import Privacy
import Report
import Testing

@testable import Commands

@Suite("asd-telemetry") struct AsdTelemetryTests {
  private let stage: ServiceStage
  private var machine: Machine { stage.machine }

  init() throws { stage = try ServiceStage() }

  private func asd(_ words: String...) throws -> Machine.Outcome { try asd(words) }

  private func asd(_ words: [String]) throws -> Machine.Outcome {
    try machine.bare(["asd-telemetry", "--state-dir", machine.state] + words)
  }

  private var text: String { get throws { try Files.readText(machine.config) } }
  private var consent: [Destination: Agreement] { Consent.read(in: machine.state).agreements }

  // MARK: - Words

  @Test("wrong words end with 64 and one line")
  func usage() throws {
    let config = machine.config
    let wrong: [([String], String)] = [
      ([], "the configuration file is missing"), (["start"], "the configuration file is missing"),
      ([config, "frob"], "the value 'frob' is invalid"), ([config, "start", "stop"], "unexpected argument 'stop'"),
      (["--nonsense", config], "unknown option --nonsense"), (["--set", config], "--set could be --set-cafile or "),
      ([config, "--set-email"], "the option --set-email needs a value"),
      (["--enable=yes", config], "the option --enable takes no value"),
      (["--enable", "--disable", config], "both --enable and --disable"),
      (["--set-interval=5", "--set-frequency=6", config], "--set-interval and --set-frequency differ"),
      (["--sample", config, "start"], "--sample goes alone"),
      (["--sample", config, "--set-email=a@b.c"], "--sample goes alone"),
      (["--config", config, "other.conf"], "other.conf is a second configuration file"),
      (["--config", config, "other.conf", "start"], "other.conf is a second configuration file"),
    ]
    let before = try text
    for (words, what) in wrong {
      let outcome = try asd(words)
      #expect(outcome.status == 64 && outcome.out.isEmpty, "\(words): \(outcome.status)")
      #expect(outcome.err.hasPrefix("asd-telemetry: " + what), "\(words): \(outcome.err)")
      #expect(outcome.err.split(separator: "\n").count == 1, "\(words): \(outcome.err)")
    }
    #expect(try text == before && consent.isEmpty && stage.pid == nil)
  }

  @Test("a configuration file that is missing or cannot be read is no success, whatever is to be done")
  func unreadable() throws {
    let missing = machine.path + "/none.conf"
    for words in [[], ["status"], ["stop"], ["start"], ["--enable"], ["--sample"], ["--set-email=a@b.c"]] {
      let outcome = try asd([missing] + words)
      #expect(outcome.status == 66 && outcome.err.contains(missing), "\(words): \(outcome.err)")
      #expect(!Files.exists(missing))
    }
    try machine.configure("[main\n")
    for words in [[], ["start"], ["--sample"]] {
      let outcome = try asd([machine.config] + words)
      #expect(outcome.status == 78 && outcome.err.contains(machine.config + ":1"), "\(words): \(outcome.err)")
    }
    #expect(consent.isEmpty)
  }

  @Test("the configuration file may be named by --config, and the name of the program may be its own")
  func names() throws {
    #expect(try asd("--config", machine.config, "status").status == 3)
    let path = machine.path + "/asd-telemetry"
    #expect(symlink(Programs.path("telemetry-tui"), path) == 0)
    let child = try Child(
      path, [machine.config, "--state-dir", machine.state, "status"], environment: ["HOME": machine.path],
      directory: machine.path)
    #expect(child.wait() == 3 && String(decoding: child.out, as: UTF8.self) == "* telemetry is not running\n")
    #expect(try machine.bare(["asd-telemetry", "-V"]).text == Version.number + "\n")
    #expect(try machine.bare(["asd-telemetry", "-h"]).text.contains("USAGE: asd-telemetry "))
  }

  // MARK: - Changing

  @Test("options anywhere, cut short, in both spellings: one change of the file, comments and mode stay")
  func changes() throws {
    try machine.configure("# mine\n[main]\n; how often\nfrequency = 600\nEmail: a@b.c\n\n[logging]\nloglevel=info\n")
    chmod(machine.config, 0o600)
    let outcome = try asd(
      "--set-i=30.5", machine.config, "--set-em", "x@y.z", "--set-logl=debug", "--set-p", "http://u:p%40@h:3128")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(outcome.text == "Configuration file [\(machine.config)] successfully changed.\n" && outcome.err.isEmpty)
    #expect(
      try text
        == "# mine\n[main]\n; how often\nfrequency = 30.5\nEmail: x@y.z\nproxy: http://u:p%%40@h:3128\n\n"
        + "[logging]\nloglevel=debug\n")
    var info = stat()
    #expect(stat(machine.config, &info) == 0 && info.st_mode & 0o777 == 0o600)
    #expect(consent.isEmpty, "changing a setting is no consent")

    #expect(try asd(machine.config, "--set-frequency=40", "--set-proxy=", "--set-email=").status == 0)
    #expect(try text.contains("frequency = 40\nEmail:\nproxy:\n"), "an empty value takes a setting back")
    try machine.must("config", "check")
  }

  @Test("every setting can be set, and is what config get says")
  func everySetting() throws {
    let values = [
      ("cafile", "main.cafile", "/etc/ca.pem"), ("email", "main.email", "ops@example.org"),
      ("group", "main.group", "daemon"), ("interval", "main.interval", "77"),
      ("logfile", "logging.logfile", "/var/log/agent.log"), ("loglevel", "logging.loglevel", "critical"),
      ("proxy", "main.proxy", "http://proxy:3128"), ("user", "main.user", "nobody"),
    ]
    let words = values.map { "--set-\($0.0)=\($0.2)" }
    #expect(try asd(words + [machine.config]).status == 0)
    for (_, key, value) in values { #expect(try machine.must("config", "get", key).text == value + "\n", "\(key)") }
    #expect(Set(values.map { "set-" + $0.0 } + ["set-frequency"]) == Set(AsdTelemetryChanges.keys.flatMap(\.options)))
  }

  @Test(
    "a wrong value is refused with file, key and what is allowed, and nothing is written",
    arguments: [
      ("--set-interval=0", "main.interval = 0", "a number of seconds from 1 to 31536000"),
      ("--set-interval=soon", "main.interval = soon", "a number of seconds"),
      ("--set-frequency=-1", "main.interval = -1", "a number of seconds"),
      ("--set-interval=", "main.interval is empty", "a number of seconds"),
      ("--set-loglevel=loud", "logging.loglevel = loud", "one of debug, info, warning, error, critical"),
      ("--set-email=nobody", "main.email = nobody", "an address such as"),
      ("--set-user=a b", "main.user = a b", "one word"),
      ("--set-proxy=gopher://u:secret@h", "main.proxy = gopher://***@h", "a proxy as"),
    ])
  func wrongValues(_ option: String, _ what: String, _ allowed: String) throws {
    let before = try text
    let outcome = try asd("--set-logfile=/tmp/x.log", option, "--enable", machine.config, "start")
    #expect(outcome.status == 78 && outcome.out.isEmpty)
    #expect(
      outcome.err.hasPrefix("asd-telemetry: \(what): \(machine.config): give \(allowed)"), "\(outcome.err)")
    #expect(try text == before && consent.isEmpty && stage.pid == nil)
  }

  @Test("a fault of the file can be put right, others in it are told when they matter") func putRight() throws {
    try machine.configure(try text + "\n[logging]\nloglevel = loud\n")
    #expect(try asd(machine.config, "start").status == 78)
    #expect(try asd(machine.config, "--set-loglevel=info").status == 0)
    try machine.must("config", "check")
  }

  @Test("--enable agrees for home alone, --disable takes it back and what waits; both stand in the file")
  func enabling()
    throws
  {
    #expect(try asd("--enable", machine.config).status == 0)
    #expect(try text.contains("disable = false\n"))
    let agreement = try #require(consent[.home])
    #expect(consent.count == 1 && agreement.uid == geteuid() && agreement.url.hasPrefix(machine.sink.url))
    machine.sink.stop()
    #expect(try machine.run("send", "home").status == 75)
    #expect(try machine.spool().count == 1)

    let off = try asd("--dis", machine.config)
    #expect(off.status == 0 && off.err.contains("asd-telemetry: home is off"), "\(off.err)")
    #expect(try text.contains("disable = true\n"))
    #expect(try consent.isEmpty && machine.spool().isEmpty)
    let again = try asd("--disable", machine.config)
    #expect(again.status == 0 && again.err.contains("home is off already"))
  }

  @Test("no fault of the file keeps --disable from taking consent back") func faulty() throws {
    #expect(try asd("--enable", machine.config).status == 0)
    try machine.configure(try text + "\n[logging]\nloglevel = loud\n")
    #expect(try asd("--enable", machine.config).status == 78)
    let outcome = try asd("--disable", machine.config)
    #expect(
      outcome.status == 0 && outcome.err.contains("logging.loglevel = loud: \(machine.config):"), "\(outcome.err)")
    #expect(try consent.isEmpty && text.contains("disable = true\n"))
  }

  @Test("what overrules --enable is told") func overruled() throws {
    machine.variables["DO_NOT_TRACK"] = "1"
    let outcome = try asd("--enable", machine.config)
    #expect(outcome.status == 0 && consent[.home] != nil)
    #expect(outcome.err.contains("nothing leaves all the same, DO_NOT_TRACK is set"), "\(outcome.err)")
    machine.variables["DO_NOT_TRACK"] = nil
    machine.variables["TELEMETRY_TUI_MAIN_EMAIL"] = "env@example.org"
    let shadowed = try asd("--set-email=file@example.org", machine.config)
    #expect(shadowed.err.contains("main.email does not count in the file: environment variable"), "\(shadowed.err)")
  }

  @Test("consent is taken back even where the file cannot be written", .enabled(if: geteuid() == 0, "needs root"))
  func readOnlyFile() throws {
    #expect(try asd("--enable", machine.config).status == 0)
    machine.becomeNobody()
    let before = try text
    for path in [machine.config, machine.path] { chown(path, 0, 0) }
    let outcome = try asd("--disable", machine.config)
    #expect(outcome.status == 77 && outcome.out.isEmpty, "\(outcome.err)")
    #expect(try consent.isEmpty && text == before)
  }

  // MARK: - Looking

  @Test("--sample prints the full report as JSON and nothing else, sends nothing and asks nobody") func sample() throws
  {
    try machine.configure(try text + "disable = true\n")
    let outcome = try asd("--sample", machine.config)
    #expect(outcome.status == 0 && outcome.err.isEmpty, "\(outcome.err)")
    let report = try outcome.json()
    for key in ["statistics", "config", "namespaces", "telemetry-agent-version", "interval", "unix-epoch-time"] {
      #expect(report[key] != nil, "\(key)")
    }
    #expect(report["email"] == nil || report["email"]?.stringValue != "admin@example.com", "the channel ident is off")
    #expect(machine.sink.requests.isEmpty && consent.isEmpty)
    // Also when a daemon would send an abbreviated one next.
    try machine.configure(try text.replacing("disable = true", with: "disable = false"))
    try machine.must("on", "home")
    try machine.must("send", "home")
    #expect(try machine.must("preview").json()["config"] == nil)
    #expect(try asd("--sample", machine.config).json()["config"] != nil)
  }

  @Test("--sample without a node ends with 69 and prints no report") func noNode() throws {
    machine.node.stop()
    let outcome = try asd("--sample", machine.config)
    #expect(outcome.status == 69 && outcome.out.isEmpty && outcome.err.contains("127.0.0.1"), "\(outcome.err)")
  }
}
