/// The one table of options. Loading, checking, `config list`, the default file, the man page and the console's
/// settings view all come from it.
public enum OptionTable {
  /// In the order they are shown: by section, as in `sections`.
  public static let all: [SettingOption] =
    nodeOptions + mainOptions + loggingOptions + probeOptions + clusterOptions + privacyOptions + consoleOptions

  /// The sections in the order they are shown, each with one sentence about it.
  public static let sections: [(name: String, purpose: String)] = [
    ("asd", "The Aerospike node on this machine, and how to ask it."),
    ("main", "The report to Aerospike, and the agent itself."),
    ("logging", "Where the log goes and how much of it."),
    ("settings", "Records of local programs: their socket, spool and limits, and the server they go to."),
    ("telemetry", "The storage cluster's report, and what kinds of information may leave this machine."),
    ("privacy", "What is hidden, and how."),
    ("console", "The console's looks."),
  ]

  /// The option a key means, aliases and patterns included; keys in any case. nil when there is none.
  public static func option(_ section: String, _ key: String) -> SettingOption? {
    if let found = bySection[section]?[key.lowercased()] { return found }
    return patterns.first { $0.section == section && $0.isNamed(key) }
  }

  /// The options of one section, in order; none of a section that does not exist.
  public static func options(of section: String) -> [SettingOption] { all.filter { $0.section == section } }

  private static let bySection: [String: [String: SettingOption]] = {
    var table: [String: [String: SettingOption]] = [:]
    for option in all where !option.isPattern {
      for key in [option.key] + option.aliases { table[option.section, default: [:]][key] = option }
    }
    return table
  }()

  /// The options that a variable of the environment can set, and its name.
  static let byEnvironmentName: [(name: String, option: SettingOption)] = all.compactMap { option in
    option.environmentName.map { ($0, option) }
  }

  private static let patterns = all.filter(\.isPattern)
}
