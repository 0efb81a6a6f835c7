import Settings

/// One option as the console shows it: the option table's row and the value in force.
public struct SettingRow: Sendable, Equatable {
  /// `main.interval`.
  public var name: String
  /// Without passwords.
  public var value: String
  /// `default`, `FILE:LINE`, `environment variable NAME`.
  public var origin: String
  public var isDefault: Bool
  public var defaultText: String?
  public var allowed: String
  public var unit: String?
  public var purpose: String
  public var environmentName: String?
  /// The value is not shown whole.
  public var isSecret: Bool

  public init(
    name: String, value: String, origin: String, isDefault: Bool, defaultText: String? = nil, allowed: String,
    unit: String? = nil, purpose: String, environmentName: String? = nil, isSecret: Bool = false
  ) {
    self.name = name
    self.value = value
    self.origin = origin
    self.isDefault = isDefault
    self.defaultText = defaultText
    self.allowed = allowed
    self.unit = unit
    self.purpose = purpose
    self.environmentName = environmentName
    self.isSecret = isSecret
  }

  public var section: String { String(name.prefix { $0 != "." }) }

  /// Every option in the table's order, then the rules of `[privacy]`.
  public static func all(_ configuration: Configuration) -> [SettingRow] {
    let options = OptionTable.all.filter { !$0.isPattern }.map { option in
      let setting = configuration.setting(option.section, option.key)
      return SettingRow(
        name: option.name, value: setting.shown, origin: setting.origin.place, isDefault: setting.origin == .default,
        defaultText: option.defaultText, allowed: option.allowed, unit: option.unit, purpose: option.purpose,
        environmentName: option.environmentName, isSecret: option.isSecret)
    }
    let rules = configuration.redactionRules.map { rule in
      SettingRow(
        name: "privacy.redact.\(rule.glob)", value: rule.action.rawValue, origin: rule.origin.place, isDefault: false,
        allowed: "one of withhold, coarsen, keep", purpose: "What is done to the fields like this path.")
    }
    return options + rules
  }
}
