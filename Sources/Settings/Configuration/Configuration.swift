import Platform

/// Everything the administrator set, from files and environment, checked against `OptionTable`. A value: load it
/// again to see changes.
///
/// Loading never fails. What is wrong is collected in `faults`; who is about to act calls `requireValid()` first,
/// because an option with a refused value reads as its default.
public struct Configuration: Sendable {
  /// The files that were read or should have been, in the order they count (the last wins).
  public internal(set) var files: [String] = []
  /// The file `config set` edits; it need not exist yet.
  public internal(set) var editTarget = ""
  /// In the order of files and lines, environment last.
  public internal(set) var faults: [SettingsFault] = []
  /// Unknown keys and the like: worth saying once, no reason to stop.
  public internal(set) var notes: [SettingsNote] = []
  /// In the order they were written. Of two rules for the same glob only the later one is here.
  public internal(set) var redactionRules: [RedactionRule] = []

  /// Files whose content a new `editTarget` starts with.
  var inherited: [String] = []
  /// What was said, by option name.
  var said: [String: Setting] = [:]

  init() {}

  /// Reads the file named, or else those of the search order (see `SearchPath`), and the environment.
  public static func load(explicitPath: String?, environment: Environment) -> Configuration {
    load(explicitPath: explicitPath, environment: environment, root: "")
  }

  /// Reads one text as if it were the file `file`.
  public static func parse(
    _ text: String, file: String = "telemetry.conf", environment: Environment = Environment(variables: [:])
  ) -> Configuration {
    var loader = ConfigurationLoader()
    loader.result.files = [file]
    loader.result.editTarget = file
    loader.add(INIDocument.parse(text), file: file)
    return loader.finished(environment)
  }

  /// Throws the first fault, if there is any.
  public func requireValid() throws(SettingsFault) {
    if let first = faults.first { throw first }
  }

  /// The value of an option: the environment's, else the last file's, else the default. Aliases are accepted; of an
  /// option that does not exist the text is empty.
  public func setting(_ section: String, _ key: String) -> Setting {
    let option = OptionTable.option(section, key)
    assert(option != nil, "\(section).\(key) is not in the option table")
    guard let option else { return Setting(text: "", origin: .default) }
    if option.isPattern { return pattern(option, key) }
    return said[option.name]
      ?? Setting(text: option.defaultText ?? "", origin: .default, isSecret: option.isSecret)
  }

  /// nil when there is no value, or an empty one.
  public func string(_ section: String, _ key: String) -> String? {
    let text = setting(section, key).text
    return text.isEmpty ? nil : text
  }

  /// The value of a boolean option; they all have a default.
  public func bool(_ section: String, _ key: String) -> Bool {
    let value = setting(section, key).bool
    assert(value != nil, "\(section).\(key) is no boolean")
    return value ?? false
  }

  /// The value of a whole-number option. 0 where nothing was said and there is no default (only `asd.port`).
  public func int(_ section: String, _ key: String) -> Int {
    let setting = setting(section, key)
    assert(setting.int != nil || setting.text.isEmpty, "\(section).\(key) is no whole number")
    return setting.int ?? 0
  }

  /// The value of a number option, in the option's unit, fractions kept; meant for those in seconds.
  public func seconds(_ section: String, _ key: String) -> Double {
    let value = setting(section, key).seconds
    assert(value != nil, "\(section).\(key) is no number")
    return value ?? 0
  }

  /// Whether a file or the environment gives the option a value that is not empty. A destination counts as
  /// configured only when its URL does: the default URLs are there to be looked at.
  public func isExplicit(_ section: String, _ key: String) -> Bool {
    let setting = setting(section, key)
    return setting.origin != .default && !setting.text.isEmpty
  }

  /// Whether a file or the environment gives any option of the section a value that is not empty.
  public func isExplicit(section: String) -> Bool {
    OptionTable.options(of: section).contains { !$0.isPattern && isExplicit(section, $0.key) }
  }

  /// Passwords that were said, each with its user and alone: what no log may hold.
  public var secrets: [String] {
    said.values.flatMap { (setting: Setting) -> [String] in
      guard let range = ValueSyntax.credentials(in: setting.text), setting.isSecret || setting.text.contains("://")
      else { return [] }
      let both = String(setting.text[range])
      // One of three characters would be found everywhere.
      let password = both.split(separator: ":", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
      return [both] + (password.count > 3 ? [password] : [])
    }
  }

  /// The toggle of a channel (`basic`, `ident`, ...), or nil when there is no such channel.
  public func channelSetting(_ name: String) -> Setting? {
    guard OptionTable.option("telemetry", "channel_\(name)") != nil else { return nil }
    return setting("telemetry", "channel_\(name)")
  }

  private func pattern(_ option: SettingOption, _ key: String) -> Setting {
    let glob = String(key.dropFirst(option.patternPrefix?.count ?? 0))
    let rule = redactionRules.last { $0.glob == glob }
    return Setting(text: rule?.action.rawValue ?? "", origin: rule?.origin ?? .default)
  }
}
