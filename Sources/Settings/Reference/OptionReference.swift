/// The option table as words: the rows of the man page, of `config list --help` and of the default file.
public enum OptionReference {
  /// One option, every column as text. Columns that do not apply are nil.
  public struct Row: Sendable, Equatable {
    /// `main.interval`
    public var name: String
    public var section: String
    public var key: String
    public var aliases: [String]
    /// What is allowed, with the unit: `a whole number from 0 to 59 (min)`.
    public var allowed: String
    public var defaultText: String?
    public var unit: String?
    public var environmentName: String?
    public var purpose: String
    /// `Also in files of Aerospike Telemetry Agent, called frequency in files of 2015.`
    public var heritage: String?
  }

  /// In the order of the table.
  public static let rows: [Row] = OptionTable.all.map(row)

  /// The row of one option.
  public static func row(_ option: SettingOption) -> Row {
    Row(
      name: option.name, section: option.section, key: option.key, aliases: option.aliases, allowed: option.allowed,
      defaultText: option.defaultText, unit: option.unit, environmentName: option.environmentName,
      purpose: option.purpose, heritage: heritage(option.heritage))
  }

  private static func heritage(_ heritage: SettingOption.Heritage) -> String? {
    heritage.program.map { program in
      "Also in files of \(program)" + (heritage.note.map { "; \($0)" } ?? "") + "."
    }
  }

  /// Breaks text at blanks into lines of at most `width` characters; a longer word stands alone.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
