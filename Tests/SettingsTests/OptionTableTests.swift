import Testing

@testable import Settings

@Suite("The option table")
struct OptionTableTests {
  @Test("has every key of the contract, and no more")
  func complete() {
    let expected = [
      "asd": "config-file host port user password-file tls-cafile",
      "main": "disable interval home-url email user group cafile proxy report-format",
      "logging": "logfile loglevel",
      "settings": "server socket_path spool_dir record_expiry spool_max_size spool_process_time rate_limit_enabled "
        + "record_burst_limit record_window_length byte_burst_limit byte_window_length rate_limit_strategy "
        + "record_retention_enabled record_server_delivery_enabled daemon_recycling_enabled cainfo tidheader protocol",
      "telemetry": "enabled url device_url interval proxy contact description organization leaderboard channel_basic "
        + "channel_crash channel_device channel_ident channel_perf channel_event command cluster-conf",
      "privacy": "hash key-file new-fields redact.<glob>", "console": "theme refresh ascii mouse",
    ]
    #expect(Set(OptionTable.sections.map(\.name)) == Set(expected.keys))
    for (section, keys) in expected {
      let found = Set(OptionTable.options(of: section).map(\.key))
      #expect(found == Set(keys.split(separator: " ").map(String.init)), "\(section)")
    }
  }

  @Test("contradicts itself nowhere")
  func consistent() {
    let names = OptionTable.all.map(\.name)
    #expect(Set(names).count == names.count)
    let variables = OptionTable.all.compactMap(\.environmentName)
    #expect(Set(variables).count == variables.count)
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
    for option in OptionTable.all {
      if let text = option.defaultText {
        #expect(option.kind.canonical(text) == text, "the default of \(option.name) is not allowed")
      } else if !option.isPattern, option.name != "asd.port" {
        #expect(option.kind.allowsEmpty, "\(option.name) needs a default")
      }
      #expect(option.purpose.hasSuffix("."), "\(option.name)")
      #expect(option.environmentName?.allSatisfy(allowed.contains) ?? option.isPattern, "\(option.name)")
      #expect(OptionTable.option(option.section, option.key.uppercased()) == option)
    }
  }

  @Test(
    "names variables as the contract says",
    arguments: [
      ("main", "home-url", "TELEMETRY_TUI_MAIN_HOME_URL"), ("asd", "config-file", "TELEMETRY_TUI_ASD_CONFIG_FILE"),
      ("settings", "spool_dir", "TELEMETRY_TUI_SETTINGS_SPOOL_DIR"),
    ])
  func variables(section: String, key: String, name: String) {
    #expect(OptionTable.option(section, key)?.environmentName == name)
  }

  @Test("finds options by alias and pattern, and never across sections")
  func lookup() {
    #expect(OptionTable.option("main", "Frequency")?.key == "interval")
    #expect(OptionTable.option("privacy", "redact.config.*")?.isPattern == true)
    #expect(OptionTable.option("privacy", "redact.") == nil)
    #expect(OptionTable.option("main", "redact.config.*") == nil)
    #expect(OptionTable.option("telemetry", "frequency") == nil)
    #expect(OptionTable.option("Main", "interval") == nil)
  }

  private static let accepted: [(String, String, String, String?)] = [
    ("main", "interval", "1", "1"), ("main", "interval", "31536000", "31536000"), ("main", "interval", "0.5", nil),
    ("main", "interval", "600.5", "600.5"), ("main", "interval", "-5", nil), ("main", "interval", "31536001", nil),
    ("main", "interval", "abc", nil), ("main", "interval", "nan", nil), ("main", "interval", "inf", nil),
    ("main", "interval", "0x10", nil), ("main", "interval", "", nil), ("main", "interval", "1 000", nil),
    ("telemetry", "interval", "8", "8"), ("telemetry", "interval", "7", nil), ("telemetry", "interval", "8760", "8760"),
    ("telemetry", "interval", "8761", nil), ("telemetry", "interval", "24.5", nil),
    ("settings", "spool_process_time", "119", nil), ("settings", "spool_process_time", "300", "300"),
    ("settings", "record_window_length", "0", "0"), ("settings", "record_window_length", "60", nil),
    ("settings", "byte_window_length", "-1", nil), ("settings", "record_expiry", "-1", nil),
    ("settings", "record_expiry", "0", "0"), ("settings", "spool_max_size", "-1", "-1"),
    ("settings", "spool_max_size", "-2", nil), ("settings", "byte_burst_limit", "99999999999999999999", nil),
    ("settings", "rate_limit_strategy", "DROP", "drop"), ("settings", "rate_limit_strategy", "hold", nil),
    ("settings", "tidheader", "X-A: b", "X-A: b"), ("settings", "tidheader", "X A: b", nil),
    ("settings", "tidheader", "none", nil), ("settings", "tidheader", ": b", nil), ("settings", "tidheader", "", ""),
    ("settings", "socket_path", "/" + String(repeating: "x", count: 106), "/" + String(repeating: "x", count: 106)),
    ("settings", "socket_path", "/" + String(repeating: "x", count: 107), nil),
    ("main", "disable", "YES", "true"), ("main", "disable", "0", "false"), ("main", "disable", "maybe", nil),
    ("main", "home-url", "http://[::1]:9/x", "http://[::1]:9/x"), ("main", "home-url", "home.example", nil),
    ("main", "home-url", "ftp://h", nil), ("main", "home-url", "https://", nil),
    ("main", "home-url", "https://:80", nil),
    ("main", "home-url", "https://h:99999", nil), ("main", "home-url", "https://h x", nil),
    ("main", "home-url", "", ""),
    ("main", "proxy", "10.0.0.1:3128", "10.0.0.1:3128"), ("main", "proxy", "socks5h://u:p@h:1", "socks5h://u:p@h:1"),
    ("main", "proxy", "http://h:1/", "http://h:1/"), ("main", "proxy", "gopher://h", nil),
    ("main", "email", "a@b", "a@b"), ("main", "email", "nobody", nil), ("main", "email", "@b", nil),
    ("main", "email", "Jo <jo@b.c>", "Jo <jo@b.c>"), ("main", "user", "a b", nil), ("asd", "port", "0", nil),
    ("asd", "port", "65535", "65535"), ("logging", "logfile", "out", "out"), ("logging", "loglevel", "loud", nil),
    ("console", "refresh", "0.1", "0.1"), ("console", "refresh", "61", nil), ("telemetry", "contact", "a\u{1B}b", nil),
    ("privacy", "redact.x", "coarsen", "coarsen"), ("privacy", "redact.x", "", nil), ("privacy", "hash", "sha1", nil),
  ]

  @Test("accepts what is sensible and clamps nothing", arguments: accepted)
  func values(section: String, key: String, text: String, canonical: String?) throws {
    let option = try #require(OptionTable.option(section, key))
    #expect(option.kind.canonical(text) == canonical)
  }

  @Test("says what is allowed")
  func words() throws {
    let allowed = { (section: String, key: String) in OptionTable.option(section, key)?.allowed }
    #expect(allowed("main", "interval") == "a number of seconds from 1 to 31536000")
    #expect(allowed("console", "refresh") == "a number of seconds from 0.1 to 60")
    #expect(allowed("settings", "byte_window_length") == "a whole number from 0 to 59 (min)")
    #expect(allowed("privacy", "hash") == "one of keyed, md5")
  }
}

@Suite("The name of a setting, as typed")
struct KeyNameTests {
  @Test(
    "is understood in all its forms",
    arguments: [
      ("main.interval", "main.interval"), ("MAIN.Interval", "main.interval"), ("main.frequency", "main.interval"),
      ("frequency", "main.interval"), ("home-url", "main.home-url"), ("mgr/telemetry/interval", "telemetry.interval"),
      ("privacy.redact.Config.*", "privacy.redact.Config.*"), ("redact.a.b", "privacy.redact.a.b"),
      ("spool_dir", "settings.spool_dir"),
    ])
  func understood(text: String, name: String) throws {
    #expect(try KeyName.parse(text).name == name)
  }

  @Test(
    "is refused with what it may have meant",
    arguments: [
      ("interval", SettingsFault.ambiguousKey("interval", candidates: ["main.interval", "telemetry.interval"])),
      ("main.intervall", .unknownKey("main.intervall", candidates: ["main.interval"])),
      ("asd.interval", .unknownKey("asd.interval", candidates: ["main.interval", "telemetry.interval"])),
      ("hom-url", .unknownKey("hom-url", candidates: ["main.home-url"])),
      ("spool-dir", .unknownKey("spool-dir", candidates: ["settings.spool_dir"])),
      ("mgr/telemetry/intreval", .unknownKey("mgr/telemetry/intreval", candidates: ["telemetry.interval"])),
      (
        "mgr/telemetry/last_opt_revision",
        .retiredKey("mgr/telemetry/last_opt_revision", instead: "consent holds the revision that was agreed to")
      ),
      ("quux", .unknownKey("quux", candidates: [])), ("", .unknownKey("", candidates: [])),
    ])
  func refused(text: String, fault: SettingsFault) {
    #expect(throws: fault) { try KeyName.parse(text) }
  }

  @Test("may be Stone's two words")
  func stone() throws {
    #expect(try KeyName.parseStone(["mgr", "mgr/telemetry/channel_ident"]).name == "telemetry.channel_ident")
    #expect(try KeyName.parseStone(["main.email"]).name == "main.email")
    #expect(throws: SettingsFault.self) { try KeyName.parseStone(["mon", "mgr/telemetry/interval"]) }
    #expect(throws: SettingsFault.self) { try KeyName.parseStone([]) }
  }
}
