extension OptionTable {
  /// `[asd]`: the node.
  static let nodeOptions: [SettingOption] = [
    SettingOption(
      section: "asd", key: "config-file", kind: .path, defaultText: "/etc/aerospike/aerospike.conf",
      purpose: "The node's own configuration file, from which its service address and port are read.",
      heritage: .aerospike(note: "the address in it counts too, and blocks may stand in any order")),
    SettingOption(
      section: "asd", key: "host", kind: .word,
      purpose: "The node's address, instead of the one in config-file."),
    SettingOption(
      section: "asd", key: "port", kind: .integer(1...65535),
      purpose: "The node's service port, instead of the one in config-file."),
    SettingOption(
      section: "asd", key: "user", kind: .word,
      purpose: "The user to log in to the node as, where the node asks for one."),
    SettingOption(
      section: "asd", key: "password-file", kind: .path,
      purpose: "The file that holds that user's password on its first line. Nobody else should be able to read it."),
    SettingOption(
      section: "asd", key: "tls-cafile", kind: .path,
      purpose: "The certificate authorities the node's certificate is checked against. Setting it means TLS."),
  ]

  /// `[main]`: the report home.
  static let mainOptions: [SettingOption] = [
    SettingOption(
      section: "main", key: "disable", kind: .boolean, defaultText: "false",
      purpose: "Yes stops every report and record, whatever was consented to.",
      heritage: .aerospike(note: "no is not consent: that is given with `telemetry-tui on`")),
    SettingOption(
      section: "main", key: "interval", aliases: ["frequency"], kind: .seconds(1...31_536_000), defaultText: "600",
      unit: "s", purpose: "The time between two reports of the node.",
      heritage: .aerospike(note: "called frequency in files of 2015")),
    SettingOption(
      section: "main", key: "home-url", kind: .url, defaultText: "https://telemetry.aerospike.com",
      purpose: "Where the node's reports go. Port 8192 and /telemetry/v1 are added unless the URL has a port or path.",
      heritage: .aerospike(note: "a port or path in it is kept; both used to make nonsense of it")),
    SettingOption(
      section: "main", key: "email", kind: .email,
      purpose: "An address the vendor may write to. It is sent only with the channel ident.",
      heritage: .aerospike(note: "it is left out without the channel ident")),
    SettingOption(
      section: "main", key: "user", kind: .word,
      purpose: "The user the service becomes when root starts it with `service`, `telemctl` or `asd-telemetry`.",
      heritage: .aerospike()),
    SettingOption(
      section: "main", key: "group", kind: .word,
      purpose: "The group the service becomes then, instead of the user's own.",
      heritage: .aerospike()),
    SettingOption(
      section: "main", key: "cafile", kind: .path,
      purpose: "Certificate authorities trusted for home-url, beside the system's.", heritage: .aerospike()),
    SettingOption(
      section: "main", key: "proxy", kind: .proxy,
      purpose: "The proxy to reach home-url through. It may hold user:password@.",
      heritage: .aerospike(note: "also used together with cafile, and for http"), isSecret: true),
    SettingOption(
      section: "main", key: "report-format", kind: .choice(["current", "classic"]), defaultText: "current",
      purpose: "The form of the node's report: current is that of agent 1.0.12, classic that of agent 1.0.0."),
  ]

  /// `[logging]`
  static let loggingOptions: [SettingOption] = [
    SettingOption(
      section: "logging", key: "logfile", kind: .pathOr("out"), defaultText: "out",
      purpose: "The file the service logs to; out is standard output, which a service without a manager does not have.",
      heritage: .aerospike()),
    SettingOption(
      section: "logging", key: "loglevel", kind: .choice(["debug", "info", "warning", "error", "critical"]),
      defaultText: "info", purpose: "The least urgent messages that are logged.",
      heritage: .aerospike(note: "an unknown word is refused; it used to mean warning")),
  ]
}
