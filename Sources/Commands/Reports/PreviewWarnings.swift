import Agent
import Platform
import Privacy
import Report

/// What stands in a preview and looks as if it named a machine or a person, and what the rules hid: said beside it, on
/// standard error.
enum PreviewWarnings {
  /// More than so many lines nobody reads.
  private static let most = 20

  static func tell(_ previews: [Preview], _ context: CommandContext) {
    let warnings = lines(previews, Detectors.ofThisMachine())
    for line in warnings.prefix(most) { context.say(line) }
    if warnings.count > most { context.say("\(warnings.count - most) more fields look like that") }
    for line in rules(previews) { context.say(line) }
  }

  static func lines(_ previews: [Preview], _ detectors: Detectors) -> [String] {
    previews.flatMap(\.fields).compactMap { field in
      guard field.hiding == .plain || field.hiding == .coarsened, let text = field.value.stringValue else { return nil }
      let found = detectors.findings(in: text)
      guard !found.isEmpty else { return nil }
      let words = found.map(\.words).joined(separator: " and ")
      return "\(FieldRegistry.joined(field.path)) looks like \(words): hide it with privacy.redact.PATH = withhold"
    }
  }

  /// Each of the administrator's rules that hid something, and how much.
  static func rules(_ previews: [Preview]) -> [String] {
    var counts: [String: Int] = [:]
    for field in previews.flatMap(\.fields) {
      if let rule = field.rule, rule.hasPrefix("redact.") { counts[rule, default: 0] += 1 }
    }
    return counts.keys.sorted().map { rule in
      let count = counts[rule] ?? 0
      return "\(rule) hid \(count) field\(count == 1 ? "" : "s")"
    }
  }
}
