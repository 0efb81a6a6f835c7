import Agent
import Platform
import Report

/// What stands in a preview and looks as if it named a machine or a person, and what the rules hid: said beside it, on
/// standard error.
enum PreviewWarnings {
  /// More than so many lines nobody reads.
  private static let most = 20

  static func tell(_ previews: [Preview], _ context: CommandContext) {
    let warnings = lines(previews)
    for line in warnings.prefix(most) { context.say(line) }
    if warnings.count > most { context.say("\(warnings.count - most) more fields look like that") }
    for line in rules(previews) + new(previews) { context.say(line) }
  }

  private static func lines(_ previews: [Preview]) -> [String] {
    previews.flatMap(\.fields).filter { !$0.looksLike.isEmpty }.map { field in
      let words = field.looksLike.joined(separator: " and ")
      return "\(FieldRegistry.joined(field.path)) looks like \(words): hide it with privacy.redact.PATH = withhold"
    }
  }

  /// What came after consent was given, a line for each kind of field.
  private static func new(_ previews: [Preview]) -> [String] {
    var lines: [String] = []
    for preview in previews {
      for field in preview.fields {
        guard let rule = field.rule, rule.hasPrefix("new in "), let entry = preview.entry(field) else { continue }
        let line = "\(entry.pattern): \(rule)"
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return lines
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
