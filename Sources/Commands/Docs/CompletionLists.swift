import Agent
import ArgumentParser
import Outbox
import Platform
import Report
import Settings

/// What completion offers that the command line alone does not know. Asked for while somebody types: every answer is
/// quick, and trouble is an empty one.
enum CompletionLists {
  private static let longest = 200

  /// What `explain` can be asked for: every path that is one, and for families the key they are below. A pattern is
  /// no word for a shell.
  static let fieldPaths: [String] = {
    var paths: [String] = []
    for entry in FieldRegistry.entries {
      let isOne = !entry.pattern.contains("*") && !entry.pattern.contains(" ")
      let path = isOne ? entry.pattern : String(entry.pattern.prefix { $0 != "." && $0 != "*" })
      if !paths.contains(path) { paths.append(path) }
    }
    return paths
  }()

  /// A key, and behind it what the option allows.
  @Sendable static func keyAndValue(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    let before = index > 0 && index - 1 < words.count ? words[index - 1] : ""
    guard let option = OptionTable.all.first(where: { !$0.isPattern && $0.name == before }) else { return settingNames }
    switch option.kind {
    case .boolean: return ["true", "false"]
    case .choice(let choices): return choices
    default: return [option.defaultText ?? ""].filter { !$0.isEmpty }
    }
  }

  /// Ids of records that wait.
  @Sendable static func waiting(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    guard isIdentifier(prefix) else { return [] }
    let place = place(words)
    if let agent = place.agent {
      let rows = (try? SystemAgent(agent: agent).spool(PageQuery(.first)).rows) ?? []
      return rows.map(\.id).filter { $0.hasPrefix(prefix) }
    }
    guard let outbox = try? OutboxOpening.forReading(place.stateDirectory) else { return [] }
    return (try? outbox.findWaiting(prefix: prefix, limit: longest).map(\.id)) ?? []
  }

  /// Ids of records that are settled.
  @Sendable static func settled(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    guard isIdentifier(prefix) else { return [] }
    let place = place(words)
    if let agent = place.agent {
      let rows = (try? SystemAgent(agent: agent).journal(PageQuery(.first)).rows) ?? []
      return rows.map(\.id).filter { $0.hasPrefix(prefix) }
    }
    guard let outbox = try? OutboxOpening.forReading(place.stateDirectory) else { return [] }
    return (try? outbox.findSettled(prefix: prefix, limit: longest).map(\.id)) ?? []
  }

  private static func isIdentifier(_ text: String) -> Bool { text.allSatisfy { $0.isHexDigit && $0.isASCII } }

  /// The agent that the line on which somebody types means.
  private static func place(_ words: [String]) -> AgentPlace {
    func value(of option: String) -> String? {
      for (index, word) in words.enumerated() {
        if word == option, index + 1 < words.count { return words[index + 1] }
        if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
      }
      return nil
    }
    return AgentPlace.find(
      named: value(of: "--state-dir"), usesConfiguration: value(of: "--config") != nil, environment: .current())
  }
}
