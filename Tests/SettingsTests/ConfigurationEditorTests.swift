import Glibc
import Platform
import Testing

@testable import Settings

@Suite("Editing the configuration")
struct ConfigurationEditorTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private let own = "/etc/telemetry-tui/telemetry.conf"

  private func load(_ explicit: String? = nil, _ variables: [String: String] = [:]) -> Configuration {
    let environment = Environment(variables: variables, effectiveUser: 0)
    return Configuration.load(explicitPath: explicit, environment: environment, root: scratch.path)
  }

  private func mode(_ file: String) -> mode_t {
    var info = stat()
    return stat(file, &info) == 0 ? info.st_mode & 0o7777 : 0
  }

  @Test("changes one line and tells old and new, keeping the mode")
  func changes() throws {
    let text = "# mine\r\n[main]\r\nInterval : 600 \r\n; end"
    let file = try scratch.write("/my.conf", text, mode: 0o640)
    let change = try ConfigurationEditor(load(file)).set("main", "interval", "300")
    #expect(change.name == "main.interval")
    #expect(change.file == file)
    #expect(change.old == "600")
    #expect(change.new == "300")
    #expect(change.shadowedBy == nil)
    #expect(try scratch.text("/my.conf") == "# mine\r\n[main]\r\nInterval : 300 \r\n; end")
    #expect(mode(file) == 0o640)
    #expect(try Files.names(in: scratch.path) == ["my.conf"], "no temporary file stays")
  }

  @Test("writes no value that loading would refuse")
  func validates() throws {
    let file = try scratch.write("/my.conf", "[main]\ninterval = 600\n")
    let fault = SettingsFault.value(
      name: "main.interval", text: "-5", origin: nil, allowed: "a number of seconds from 1 to 31536000")
    #expect(throws: fault) { try ConfigurationEditor(load(file)).set("main", "interval", "-5") }
    #expect(fault.explanation.line == "main.interval = -5: give a number of seconds from 1 to 31536000")
    #expect(throws: SettingsFault.self) { try ConfigurationEditor(load(file)).set("main", "email", "a@b\n[main]") }
    #expect(throws: SettingsFault.self) { try ConfigurationEditor(load(file)).set("main", "nonsense", "1") }
    #expect(throws: SettingsFault.unwritable(name: "settings.spool_dir", file: file, problem: .backslash)) {
      try ConfigurationEditor(load(file)).set("settings", "spool_dir", #"/a\b"#)
    }
    #expect(try scratch.text("/my.conf") == "[main]\ninterval = 600\n")
  }

  @Test("writes several settings in one step, or none of them")
  func several() throws {
    let text = "[main]\nfrequency = 600 \n# email =\n[logging]\n"
    let file = try scratch.write("/my.conf", text, mode: 0o600)
    let editor = ConfigurationEditor(load(file))
    let interval = try KeyName.parse("main.interval"), email = try KeyName.parse("main.email")
    let level = try KeyName.parse("logging.loglevel")
    #expect(throws: SettingsFault.self) {
      try editor.set([(name: interval, value: "30"), (name: level, value: "loud")])
    }
    #expect(try scratch.text("/my.conf") == text)
    let changes = try editor.set([
      (name: interval, value: "30"), (name: email, value: "a@b.c"), (name: level, value: "Error"),
    ])
    #expect(changes.map(\.name) == ["main.interval", "main.email", "logging.loglevel"])
    #expect(changes.map(\.old) == ["600", nil, nil] && changes.map(\.new) == ["30", "a@b.c", "error"])
    let expected = "[main]\nfrequency = 30 \n# email =\nemail = a@b.c\n[logging]\nloglevel = Error\n"
    #expect(try scratch.text("/my.conf") == expected)
    #expect(mode(file) == 0o600)
  }

  @Test("a file that says it already is not written") func unchanged() throws {
    let file = try scratch.write("/my.conf", "[main]\ninterval = 600\n")
    var before = stat(), after = stat()
    #expect(stat(file, &before) == 0)
    #expect(try ConfigurationEditor(load(file)).set("main", "interval", "600").old == "600")
    #expect(stat(file, &after) == 0 && before.st_ino == after.st_ino)
  }

  @Test(
    "changes an old key under its old name, and the new one where both are there",
    arguments: [
      ("[main]\nfrequency = 600\n", "[main]\nfrequency = 5\n"),
      ("[main]\ninterval = 1\nfrequency = 600\n", "[main]\ninterval = 5\nfrequency = 600\n"),
    ])
  func aliases(before: String, after: String) throws {
    let file = try scratch.write("/my.conf", before)
    _ = try ConfigurationEditor(load(file)).set("main", "interval", "5")
    #expect(try scratch.text("/my.conf") == after)
    #expect(load(file).seconds("main", "interval") == 5)
    let change = try ConfigurationEditor(load(file)).unset("main", "interval")
    #expect(change.old == "5")
    #expect(try scratch.text("/my.conf") == "[main]\n")
  }

  @Test("makes the file and its directories when there is none")
  func creates() throws {
    let change = try ConfigurationEditor(load()).set("telemetry", "interval", "72")
    #expect(change.old == nil)
    #expect(change.startedFrom == [])
    #expect(mode(scratch.path + own) == 0o644)
    #expect(try scratch.text(own).hasPrefix("# Settings of telemetry-tui."))
    #expect(try scratch.text(own).hasSuffix("\n\n[telemetry]\ninterval = 72\n"))
    #expect(load().int("telemetry", "interval") == 72)
  }

  @Test("starts a new file from those it takes the place of, no more readable than they were")
  func inherits() throws {
    let old = try scratch.write("/etc/telemetrics/telemetrics.conf", "[settings]\nserver=http://h\n", mode: 0o600)
    let change = try ConfigurationEditor(load()).set("settings", "record_expiry", "60")
    #expect(change.startedFrom == [old])
    #expect(load().files == [scratch.path + own])
    #expect(load().string("settings", "server") == "http://h")
    #expect(load().int("settings", "record_expiry") == 60)
    #expect(mode(scratch.path + own) == 0o600)
    #expect(try scratch.text("/etc/telemetrics/telemetrics.conf") == "[settings]\nserver=http://h\n")
  }

  @Test("tells what keeps the new value from counting")
  func shadows() throws {
    try scratch.write(own, "[main]\nuser = a\n")
    let dropIn = try scratch.write(own + ".d/1.conf", "[main]\nuser = b\n")
    #expect(try ConfigurationEditor(load()).set("main", "user", "c").shadowedBy == .file(path: dropIn, line: 2))
    #expect(try ConfigurationEditor(load()).set("main", "group", "c").shadowedBy == nil)
    let variable = "TELEMETRY_TUI_MAIN_USER"
    let config = load(nil, [variable: "z"])
    #expect(try ConfigurationEditor(config).set("main", "user", "c").shadowedBy == .environment(name: variable))
    #expect(try ConfigurationEditor(load()).unset("main", "user").shadowedBy == .file(path: dropIn, line: 2))
  }

  @Test("sets and removes redaction rules by their exact pattern")
  func rules() throws {
    let file = try scratch.write("/my.conf", "[privacy]\nredact.A.* = keep\n")
    _ = try ConfigurationEditor(load(file)).set("privacy", "redact.a.*", "withhold")
    _ = try ConfigurationEditor(load(file)).set("privacy", "redact.A.*", "coarsen")
    #expect(try scratch.text("/my.conf") == "[privacy]\nredact.A.* = coarsen\nredact.a.* = withhold\n")
    #expect(try ConfigurationEditor(load(file)).unset("privacy", "redact.A.*").old == "coarsen")
    #expect(load(file).redactionRules.map(\.glob) == ["a.*"])
  }

  @Test("leaves the file alone when there is nothing to remove")
  func unsetNothing() throws {
    let change = try ConfigurationEditor(load()).unset("main", "email")
    #expect(change.old == nil)
    #expect(!Files.exists(scratch.path + own))
  }

  @Test("puts a faulty file right")
  func repairs() throws {
    let file = try scratch.write("/my.conf", "[main]\ninterval = abc\n")
    #expect(!load(file).faults.isEmpty)
    #expect(try ConfigurationEditor(load(file)).set("main", "interval", "60").old == "abc")
    try load(file).requireValid()
  }

  @Test("names the file it cannot write")
  func unwritable() throws {
    try scratch.write("/etc/telemetry-tui", "a file where the directory should be")
    #expect(throws: SettingsFault.self) { try ConfigurationEditor(load()).set("main", "interval", "60") }
  }
}
