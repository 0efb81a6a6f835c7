/// What each key of the older programs does here: the rows of a table in telemetry-tui.conf(5), from the option table.
public enum OldKeys {
  /// One key of an older program.
  public struct Row: Sendable, Equatable {
    /// As the old program's people write it: `main.frequency`, `mgr/telemetry/interval`.
    public var key: String
    /// One or two sentences.
    public var here: String
  }

  /// The older programs, in the order of the table.
  public static let programs: [SettingOption.Heritage] = [.aerospike(), .telemetrics(), .stone()]

  /// Every key of one program; the note of `heritage` does not matter.
  public static func rows(of heritage: SettingOption.Heritage) -> [Row] {
    OptionTable.all.filter { $0.heritage.program == heritage.program }.flatMap(rows)
      + OptionTable.retired.filter { $0.heritage.program == heritage.program }.map { retired in
        Row(key: name(retired.section, retired.key, heritage), here: "Nothing: \(retired.instead).")
      }
  }

  private static func rows(_ option: SettingOption) -> [Row] {
    let note = option.heritage.note.map { " \($0.prefix(1).uppercased())\($0.dropFirst())." }
    let here = "Means the same." + (note ?? "")
    return [Row(key: name(option.section, option.key, option.heritage), here: here)]
      + option.aliases.map {
        Row(key: name(option.section, $0, option.heritage), here: "The first name of `\(option.key)`.")
      }
  }

  private static func name(_ section: String, _ key: String, _ heritage: SettingOption.Heritage) -> String {
    if case .stone = heritage { "mgr/telemetry/\(key)" } else { "\(section).\(key)" }
  }
}
