/// A key of an older program's files that this one has no option for. It is understood and named, and does nothing.
public struct RetiredKey: Sendable, Equatable {
  public var section: String
  public var key: String
  /// The program whose files have it.
  public var heritage: SettingOption.Heritage
  /// What does its work here: no capital, no full stop.
  public var instead: String

  /// `section.key`
  public var name: String { "\(section).\(key)" }
}

extension OptionTable {
  /// In the order they are shown.
  public static let retired: [RetiredKey] =
    [
      ("fgdaemon", "it is the option of `asd-telemetry --fgdaemon`"),
      ("sample", "it is the option of `asd-telemetry --sample`"),
    ].map { RetiredKey(section: "main", key: $0, heritage: .aerospike(), instead: $1) }
    + [
      ("leaderboard_description", "no report of ours has it"),
      ("last_opt_revision", "consent holds the revision that was agreed to"),
      ("log_level", "logging.loglevel is for the whole program"),
      ("log_to_file", "logging.logfile is for the whole program"),
      ("log_to_cluster", "nothing is logged to the cluster"),
      ("log_to_cluster_level", "nothing is logged to the cluster"),
    ].map { RetiredKey(section: "telemetry", key: $0, heritage: .stone(), instead: $1) }

  /// The retired key that this is, in any case of its letters; nil when it is none.
  static func retired(_ section: String, _ key: String) -> RetiredKey? {
    retired.first { $0.section == section && $0.key == key.lowercased() }
  }
}
