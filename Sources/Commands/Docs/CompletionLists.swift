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

  /// A key, and behind it what the option allows. Stone's spelling too: `mgr`, then `mgr/telemetry/interval`.
  @Sendable static func keyAndValue(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    let before = index > 0 && index - 1 < words.count ? words[index - 1] : ""
    if before == "mgr" { return OptionTable.options(of: "telemetry").map { offer(stonePrefix + $0.key, $0.purpose) } }
    // A key of the table only: `set` itself is no key, though it may be spelled like the end of one.
    guard before.contains(".") || before.hasPrefix(stonePrefix), let option = try? KeyName.parse(before).option else {
      return OptionTable.all.filter { !$0.isPattern }.map { offer($0.name, $0.purpose) } + [
        offer("mgr", "Stone's names")
      ]
    }
    switch option.kind {
    case .boolean: return ["true", "false"]
    case .choice(let choices): return choices
    case .pathOr(let word): return [word]
    default: return [option.defaultText ?? ""].filter { !$0.isEmpty }.map { offer($0, "the default") }
    }
  }

  private static let stonePrefix = "mgr/telemetry/"

  /// Ids of records that wait, and what they are.
  @Sendable static func waiting(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    guard isIdentifier(prefix) else { return [] }
    let place = place(words)
    let rows: [WaitingRow]
    if let agent = place.agent {
      rows = ((try? SystemAgent(agent: agent).spool(PageQuery(.first)).rows) ?? []).filter { $0.id.hasPrefix(prefix) }
    } else {
      let outbox = try? OutboxOpening.forReading(place.stateDirectory)
      rows = ((try? outbox?.findWaiting(prefix: prefix, limit: longest)) ?? []).map(WaitingRow.init)
    }
    return rows.map { offer($0.id, "\($0.classification) to \($0.destination.rawValue), since \($0.accepted.local)") }
  }

  /// Ids of records that are settled, and what became of them.
  @Sendable static func settled(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    guard isIdentifier(prefix) else { return [] }
    let place = place(words)
    let rows: [SettledRow]
    if let agent = place.agent {
      rows = ((try? SystemAgent(agent: agent).journal(PageQuery(.first)).rows) ?? []).filter { $0.id.hasPrefix(prefix) }
    } else {
      let outbox = try? OutboxOpening.forReading(place.stateDirectory)
      rows = ((try? outbox?.findSettled(prefix: prefix, limit: longest)) ?? []).map(SettledRow.init)
    }
    return rows.map { offer($0.id, "\($0.result): \($0.what) to \($0.destination.rawValue), \($0.time.local)") }
  }

  /// A word, and where the shell shows it what the word stands for. The description may hold text of a record: what a
  /// shell or a terminal would act on is not in it. bash expands what it is offered, and gets the word alone.
  static func offer(_ word: String, _ description: String, to shell: CompletionShell? = .requesting) -> String {
    let plain = String(String.UnicodeScalarView(description.unicodeScalars.map { isPlain($0) ? $0 : "?" }))
    return switch shell {
    // Its own colons must not end the word.
    case .zsh: word.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "\\:") + ":" + plain
    case .fish: word + "\t" + plain
    default: word
    }
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && !SafeText.isHostile(scalar)
      || "0123456789 /.,:;-_+()'".unicodeScalars.contains(scalar)
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
