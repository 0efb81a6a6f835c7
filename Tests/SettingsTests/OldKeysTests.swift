import Testing

@testable import Settings

@Suite("The keys of the older programs")
struct OldKeysTests {
  /// Every key each of them had, in any of its versions.
  static let all: [(SettingOption.Heritage, String)] = [
    (
      .aerospike(),
      "asd.config-file logging.logfile logging.loglevel main.home-url main.interval main.frequency main.disable "
        + "main.cafile main.email main.group main.proxy main.user main.fgdaemon main.sample"
    ),
    (
      .telemetrics(),
      "server socket_path spool_dir rate_limit_strategy cainfo tidheader record_expiry spool_max_size "
        + "spool_process_time record_window_length byte_window_length record_burst_limit byte_burst_limit "
        + "rate_limit_enabled daemon_recycling_enabled record_retention_enabled record_server_delivery_enabled"
    ),
    (
      .stone(),
      "url device_url enabled last_opt_revision leaderboard leaderboard_description description contact organization "
        + "proxy interval channel_basic channel_crash channel_device channel_ident channel_perf log_level "
        + "log_to_cluster log_to_cluster_level log_to_file"
    ),
  ]

  @Test("each has a row that says what it does here, and no other has one", arguments: [0, 1, 2])
  func complete(_ index: Int) throws {
    let (heritage, keys) = Self.all[index]
    let prefix = ["", "settings.", "mgr/telemetry/"][index]
    let rows = OldKeys.rows(of: heritage)
    #expect(Set(rows.map(\.key)) == Set(keys.split(separator: " ").map { prefix + $0 }))
    #expect(Set(rows.map(\.key)).count == rows.count)
    for row in rows { #expect(row.here.hasSuffix(".") && !row.here.contains(".."), "\(row)") }
    #expect(OldKeys.programs.map(\.program).contains(heritage.program))
  }

  @Test("a row says the same, what changed, the new name, or what is used instead")
  func words() throws {
    let rows = Dictionary(
      uniqueKeysWithValues: OldKeys.programs.flatMap { OldKeys.rows(of: $0) }.map { ($0.key, $0.here) })
    #expect(rows["main.cafile"] == "Means the same.")
    #expect(rows["logging.loglevel"] == "Means the same. An unknown word is refused; it used to mean warning.")
    #expect(rows["main.frequency"] == "The first name of `interval`.")
    #expect(rows["main.sample"] == "Nothing: it is the option of `asd-telemetry --sample`.")
    #expect(rows["mgr/telemetry/log_level"] == "Nothing: logging.loglevel is for the whole program.")
  }

  @Test("a retired key is named with what is used instead, and is no fault")
  func retired() throws {
    for key in OptionTable.retired {
      let config = Configuration.parse("[\(key.section)]\n\(key.key.uppercased()) = 1\n", file: "f")
      try config.requireValid()
      let line = "\(key.section).\(key.key.uppercased()) means nothing any more: f:2: \(key.instead)"
      #expect(config.notes.map(\.line) == [line])
    }
  }
}
