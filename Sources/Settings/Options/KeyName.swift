/// A setting as a user names it, found in the table.
public struct KeyName: Sendable, Equatable {
  public var section: String
  /// As the table spells it; of a pattern, as the user did.
  public var key: String
  public var option: SettingOption

  /// `main.interval`.
  public var name: String { "\(section).\(key)" }

  /// Understands `section.key`, a bare `key` that only one section has, an alias of either, Stone's
  /// `mgr/telemetry/interval`, and `privacy.redact.GLOB`. Keys and sections in any case, but a glob as it is.
  public static func parse(_ text: String) throws(SettingsFault) -> KeyName {
    if let found = exact(text) { return found }
    let found = OptionTable.all.filter { $0.isNamed(text) }
    switch found.count {
    case 0:
      if let retired = retired(text) { throw .retiredKey(text, instead: retired.instead) }
      throw .unknownKey(text, candidates: suggestions(text))
    case 1: return KeyName(found[0], text)
    default: throw .ambiguousKey(text, candidates: found.map(\.name))
    }
  }

  /// Understands the words of `config set` before the value: one name, or Stone's `mgr mgr/telemetry/NAME`.
  public static func parseStone(_ words: [String]) throws(SettingsFault) -> KeyName {
    if words.count == 2, words[0] == "mgr", words[1].hasPrefix(stonePrefix) { return try parse(words[1]) }
    guard words.count == 1 else { throw .unknownKey(words.joined(separator: " "), candidates: []) }
    return try parse(words[0])
  }

  private static let stonePrefix = "mgr/telemetry/"

  private init(_ option: SettingOption, _ spelled: String) {
    self.section = option.section
    self.key = option.isPattern ? Self.pattern(option, spelled) : option.key
    self.option = option
  }

  /// The prefix as the table has it, the glob as the user typed it.
  private static func pattern(_ option: SettingOption, _ spelled: String) -> String {
    let prefix = option.patternPrefix ?? ""
    return prefix + spelled.dropFirst(prefix.count)
  }

  private static func exact(_ text: String) -> KeyName? {
    if text.hasPrefix(stonePrefix) {
      let key = String(text.dropFirst(stonePrefix.count))
      return OptionTable.option("telemetry", key).map { KeyName($0, key) }
    }
    guard let dot = text.firstIndex(of: ".") else { return nil }
    let key = String(text[text.index(after: dot)...])
    return OptionTable.option(text[..<dot].lowercased(), key).map { KeyName($0, key) }
  }

  private static func retired(_ text: String) -> RetiredKey? {
    let name = text.replacingStone(stonePrefix)
    guard let dot = name.firstIndex(of: ".") else { return nil }
    return OptionTable.retired(name[..<dot].lowercased(), String(name[name.index(after: dot)...]))
  }

  private static func suggestions(_ text: String) -> [String] {
    if text.contains(".") || text.contains("/") { return Nearest.names(to: text.replacingStone(stonePrefix)) }
    let keys = Set(OptionTable.all.filter { !$0.isPattern }.flatMap { [$0.key] + $0.aliases })
    let near = Nearest.of(text, among: keys.sorted())
    return OptionTable.all.filter { option in near.contains { option.isNamed($0) } }.map(\.name)
  }
}

extension String {
  fileprivate func replacingStone(_ prefix: String) -> String {
    hasPrefix(prefix) ? "telemetry." + dropFirst(prefix.count) : self
  }
}
