extension OptionTable {
  /// `[settings]`: everything telemetrics-client knew.
  static let probeOptions: [SettingOption] = [
    probe(
      "server", .url, "https://clr.telemetry.intel.com/v3/collector",
      "Where records of local programs go. Only a server named here or in the environment is ever used.",
      note: "the default used to be sent to; here somebody has to write a server down"),
    probe("socket_path", .socketPath, "/run/telem-0", "The Unix socket local programs hand their records to."),
    probe(
      "spool_dir", .path, "/var/spool/telemetry", "The directory from which records of older programs are taken in."),
    probe(
      "record_expiry", .integer(0...52_560_000), "1200", unit: "min",
      "How long a record may wait in the spool before it is dropped, which the journal then says.",
      note: "a negative number is refused; it used to delete every record"),
    probe(
      "spool_max_size", .integer(-1...1_000_000_000), "5120", unit: "KB",
      "How much may wait in the spool; -1 is no limit.",
      note: "a number below -1 is refused; it used to mean no limit"),
    probe(
      "spool_process_time", .integer(120...3600), "120", unit: "s",
      "The longest time between two tries to empty the spool, however long the server has failed.",
      note: "a number out of range is refused; it used to be changed silently"),
    probe(
      "rate_limit_enabled", .boolean, "true", "Whether the two limits below are kept."),
    probe(
      "record_burst_limit", .integer(-1...2_147_483_647), "1000", unit: "records",
      "The most records delivered within record_window_length; -1 is no limit."),
    probe(
      "record_window_length", .integer(0...59), "15", unit: "min", "The window record_burst_limit is counted in.",
      note: "a number out of range is refused; it used to end the daemon"),
    probe(
      "byte_burst_limit", .integer(-1...2_147_483_647), "-1", unit: "bytes",
      "The most bytes delivered within byte_window_length; -1 is no limit.",
      note: "bytes are the record's; they used to count four each"),
    probe(
      "byte_window_length", .integer(0...59), "20", unit: "min", "The window byte_burst_limit is counted in.",
      note: "a number out of range is refused; it used to end the daemon"),
    probe(
      "rate_limit_strategy", .choice(["spool", "drop"]), "spool",
      "What happens to a record over a limit: it waits in the spool, or it is dropped, which the journal then says.",
      note: "an unknown word is refused; it used to mean spool"),
    probe(
      "record_retention_enabled", .boolean, "true",
      "Whether the bodies of settled records are kept, the newest 64 MB, so that the journal can prove what left.",
      note: "the default was false; say false and a body goes when its record is settled"),
    probe(
      "record_server_delivery_enabled", .boolean, "true", "No keeps records of local programs on this machine."),
    probe("daemon_recycling_enabled", .boolean, "true", "Whether a service started by its socket leaves when idle."),
    probe(
      "cainfo", .path, nil, "The certificate authorities server is checked against, instead of the system's.",
      note: "a file that is missing is refused; it used to be ignored"),
    probe(
      "tidheader", .header, "X-Telemetry-TID: 6907c830-eed9-4ce9-81ae-76daf8d88f0f",
      "A header line sent with every record; empty sends none."),
    SettingOption(
      section: "settings", key: "protocol", kind: .choice(["auto", "headers", "json"]), defaultText: "auto",
      purpose: "How records are written: headers (/v2/ servers), json (/v3/ servers), or auto, by the URL's path."),
  ]

  private static func probe(
    _ key: String, _ kind: OptionKind, _ defaultText: String?, unit: String? = nil, _ purpose: String,
    note: String? = nil
  ) -> SettingOption {
    SettingOption(
      section: "settings", key: key, kind: kind, defaultText: defaultText, unit: unit, purpose: purpose,
      heritage: .telemetrics(note: note))
  }
}
