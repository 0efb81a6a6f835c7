import Platform
import Testing

@testable import Settings

@Suite("A configuration")
struct ConfigurationTests {
  private func environment(_ variables: [String: String]) -> Environment {
    Environment(variables: variables, effectiveUser: 0)
  }

  @Test("of nothing has the defaults, and nothing is explicit")
  func empty() throws {
    let config = Configuration.parse("")
    try config.requireValid()
    #expect(config.seconds("main", "interval") == 600)
    #expect(config.int("telemetry", "interval") == 24)
    #expect(config.bool("telemetry", "channel_event"))
    #expect(!config.bool("telemetry", "channel_ident"))
    #expect(config.string("main", "home-url") == "https://telemetry.aerospike.com")
    #expect(config.string("main", "email") == nil)
    #expect(config.setting("main", "home-url").origin == .default)
    #expect(!config.isExplicit("main", "home-url"))
    #expect(OptionTable.sections.allSatisfy { !config.isExplicit(section: $0.name) })
    #expect(config.notes.isEmpty)
  }

  @Test("tells where each value stands")
  func origins() {
    let text = "[main]\nhome-url = http://h\nemail =\n[telemetry]\nchannel_ident = On\n"
    let config = Configuration.parse(
      text, file: "/x.conf", environment: environment(["TELEMETRY_TUI_MAIN_INTERVAL": "90"]))
    #expect(config.setting("main", "home-url").origin == .file(path: "/x.conf", line: 2))
    #expect(config.setting("main", "frequency").origin == .environment(name: "TELEMETRY_TUI_MAIN_INTERVAL"))
    #expect(config.seconds("main", "interval") == 90)
    #expect(config.channelSetting("ident") == Setting(text: "true", origin: .file(path: "/x.conf", line: 5)))
    #expect(config.channelSetting("nonsense") == nil)
    #expect(config.isExplicit("main", "home-url"))
    #expect(!config.isExplicit("main", "email"), "an empty value names nothing")
    #expect(config.isExplicit(section: "telemetry"))
    #expect(!config.isExplicit(section: "asd"))
  }

  @Test("refuses bad values with file, line, key and what is allowed, all of them")
  func faults() {
    let text = "[main]\ninterval = -5\ndisable = maybe\nbroken\n[settings]\nserver=clr\nproxy=x\n"
    let variable = "TELEMETRY_TUI_TELEMETRY_INTERVAL"
    let config = Configuration.parse(text, file: "/etc/x.conf", environment: environment([variable: "1h"]))
    #expect(
      config.faults.map(\.explanation.line) == [
        "main.interval = -5: /etc/x.conf:2: give a number of seconds from 1 to 31536000",
        "main.disable = maybe: /etc/x.conf:3: give yes or no",
        "a line that is no comment, no section and no key = value: /etc/x.conf:4: write key = value, or start the line "
          + "with #",
        "settings.server = clr: /etc/x.conf:6: give an http or https URL with a host, such as https://example.org",
        "telemetry.interval = 1h: environment variable \(variable): give a whole number from 8 to 8760 (h)",
      ])
    #expect(
      config.faults.map(\.key) == ["main.interval", "main.disable", nil, "settings.server", "telemetry.interval"])
    #expect(config.faults.map(\.line) == [2, 3, 4, 6, nil])
    #expect(config.faults.allSatisfy { $0.explanation.exit == .badConfiguration })
    #expect(config.setting("main", "interval") == Setting(text: "600", origin: .default))
    #expect(throws: config.faults[0]) { try config.requireValid() }
  }

  @Test("shows no password, neither in settings nor in faults")
  func secrets() {
    let config = Configuration.parse("[main]\nproxy = http://u:geheim@h:1\n[telemetry]\nproxy = ftp://u:geheim@h\n")
    #expect(config.setting("main", "proxy").shown == "http://***@h:1")
    #expect(config.string("main", "proxy") == "http://u:geheim@h:1")
    #expect(config.faults.map(\.explanation.line).allSatisfy { !$0.contains("geheim") })
    #expect(config.faults.count == 1)
  }

  @Test("lets nothing hostile reach the terminal")
  func hostile() {
    let config = Configuration.parse("[main]\ninterval = \u{1B}[2J\n\u{1B}]0;x = 1\n", file: "/\u{1B}c")
    for line in config.faults.map(\.explanation.line) + config.notes.map(\.line) {
      #expect(!line.unicodeScalars.contains(where: SafeText.isHostile))
    }
    #expect(config.faults.count == 1)
    #expect(config.notes.count == 1)
  }

  @Test("says what it does not know, and what may have been meant, without refusing")
  func notes() throws {
    let text = """
      [main]
      intervall = 3
      fgdaemon = true
      frequency = 60
      interval = 30
      cafile = ca.pem
      [Settings]
      server = http://h
      [DEFAULT]
      sample = False
      """
    let config = Configuration.parse(text, file: "f", environment: environment(["TELEMETRY_TUI_MAIN_INTERVALL": "1"]))
    try config.requireValid()
    #expect(config.seconds("main", "interval") == 30)
    #expect(
      config.notes.map(\.line) == [
        "no such setting main.intervall: f:2: did you mean main.interval?",
        "main.fgdaemon means nothing any more: f:3: it is the option of `asd-telemetry --fgdaemon`",
        "main.frequency has no effect: f:4: line 5 says interval",
        "main.cafile is a relative path: f:6: the service may be started elsewhere; write it in full",
        "no such setting Settings.server: f:8: did you mean settings.server?",
        "DEFAULT.sample means nothing here: f:10: it is the option of `asd-telemetry --sample`",
        "no such setting: environment variable TELEMETRY_TUI_MAIN_INTERVALL: did you mean TELEMETRY_TUI_MAIN_INTERVAL?",
      ])
  }

  @Test(
    "prefers interval to frequency, whichever comes first",
    arguments: [
      "[main]\ninterval = 30\nfrequency = 60\n", "[main]\nfrequency = 60\ninterval = 30\n",
    ])
  func aliases(text: String) {
    let config = Configuration.parse(text)
    #expect(config.seconds("main", "interval") == 30)
    #expect(config.notes.count == 1)
  }

  @Test("falls back to [DEFAULT] for what the old agent knew, and for nothing else")
  func defaultSection() throws {
    let text = "[DEFAULT]\nuser = aerospike\nproxy = http://p:1\ninterval = 99\n[asd]\n[main]\nuser = me\n[telemetry]\n"
    let config = Configuration.parse(text, file: "f")
    try config.requireValid()
    #expect(config.string("main", "user") == "me")
    #expect(config.string("asd", "user") == nil)
    #expect(config.setting("main", "proxy").origin == .file(path: "f", line: 3))
    #expect(config.string("telemetry", "proxy") == nil)
    #expect(config.seconds("main", "interval") == 99)
    #expect(config.int("telemetry", "interval") == 24)
  }

  @Test("keeps redaction rules in order, the later of two for one pattern, and the case of patterns")
  func redaction() {
    let text = "[privacy]\nredact.config.* = withhold\nRedact.A = keep\nredact.a = Coarsen\nredact.config.* = keep\n"
    let config = Configuration.parse(text, file: "f")
    #expect(
      config.redactionRules == [
        RedactionRule(glob: "A", action: .keep, origin: .file(path: "f", line: 3)),
        RedactionRule(glob: "a", action: .coarsen, origin: .file(path: "f", line: 4)),
        RedactionRule(glob: "config.*", action: .keep, origin: .file(path: "f", line: 5)),
      ])
    #expect(config.string("privacy", "redact.a") == "coarsen")
    #expect(config.string("privacy", "redact.b") == nil)
    #expect(Configuration.parse("[privacy]\nredact.x = hide\n").faults.map(\.key) == ["privacy.redact.x"])
  }

  @Test("stays quick and brief whatever it is given", arguments: ["x", "redact.y", "redact.", "[", "interval"])
  func bulk(word: String) {
    let lines = (0..<20_000).map { "\(word)\($0) = keep" }.joined(separator: "\n")
    let config = Configuration.parse("[privacy]\n\(lines)\n[main]\n\(String(repeating: "k", count: 90_000)) = 1\n")
    #expect(config.redactionRules.count + config.notes.count + config.faults.count == 20_001)
    #expect(config.notes.allSatisfy { $0.line.utf8.count < 400 })
    #expect(config.faults.allSatisfy { $0.explanation.line.utf8.count < 400 })
  }
}
