extension OptionTable {
  /// `[telemetry]`: Stone's module options, and the channels for every source.
  static let clusterOptions: [SettingOption] = [
    stone(
      "enabled", .boolean, "false", "Whether the cluster is reported at all.",
      note: "yes is not consent: that is given with `telemetry-tui on report`"),
    stone("url", .url, "https://telemetry.ceph.com/report", "Where the cluster's reports go."),
    stone("device_url", .url, "https://telemetry.ceph.com/device", "Where the device reports go."),
    stone(
      "interval", .integer(8...8760), "24", unit: "h", "The time between two reports of the cluster.",
      note: "the documented minimum of 8 is kept; the module did not check it"),
    SettingOption(
      section: "telemetry", key: "proxy", kind: .proxy,
      purpose: "The proxy to reach both URLs through. It may hold user:password@.", heritage: .stone(), isSecret: true),
    stone("contact", .text, nil, "Who runs the cluster. Sent only with the channel ident."),
    stone("description", .text, nil, "What the cluster is for. Sent only with the channel ident."),
    stone("organization", .text, nil, "Whose cluster it is. Sent only with the channel ident."),
    stone("leaderboard", .boolean, "false", "Whether the cluster may appear on a public list. Sent with every report."),
    channel("basic", "true", "Versions, configuration, capacity and counters of a node or cluster, and of its host."),
    channel("crash", "true", "Where programs crashed: stack frames, signals, versions."),
    channel("device", "true", "Health of disks: model, age, SMART counters."),
    channel("ident", "false", "Who you are: e-mail, contact, organization, description."),
    channel("perf", "false", "Performance counters and histograms."),
    SettingOption(
      section: "telemetry", key: "channel_event", kind: .boolean, defaultText: "true",
      purpose: "Channel event. Records from local programs that are not crashes."),
    SettingOption(
      section: "telemetry", key: "command", kind: .text,
      purpose: "The program the cluster is asked with. When empty, stone if there is one, else ceph."),
    SettingOption(
      section: "telemetry", key: "cluster-conf", kind: .path,
      purpose: "The cluster's configuration file, given to that program."),
  ]

  private static func stone(
    _ key: String, _ kind: OptionKind, _ defaultText: String?, unit: String? = nil, _ purpose: String,
    note: String? = nil
  ) -> SettingOption {
    SettingOption(
      section: "telemetry", key: key, kind: kind, defaultText: defaultText, unit: unit, purpose: purpose,
      heritage: .stone(note: note))
  }

  private static func channel(_ name: String, _ defaultText: String, _ meaning: String) -> SettingOption {
    stone("channel_\(name)", .boolean, defaultText, "Channel \(name). \(meaning)")
  }
}
