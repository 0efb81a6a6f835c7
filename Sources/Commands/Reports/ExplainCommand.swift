import ArgumentParser
import Platform
import Report

struct ExplainCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a field is, where it comes from, why, and what hides it.",
    discussion: "Without a path: the whole field registry.")

  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp("A dotted path, as `config.service.address`.", valueName: "path"),
    completion: .list(CompletionLists.fieldPaths))
  var path: String?

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    guard let path else {
      list(FieldRegistry.entries)
      return .done
    }
    if let entry = FieldRegistry.entry(forPath: path) {
      detail(path, entry)
      return .done
    }
    // The beginning of paths: everything below it.
    let below = FieldRegistry.entries.filter { $0.pattern.hasPrefix(path + ".") }
    guard !below.isEmpty else {
      throw Explanation(
        "no report has such a field", at: path, remedy: "list them all with `telemetry-tui explain`", exit: .noInput)
    }
    list(below)
    return .done
  }

  private func list(_ entries: [FieldEntry]) {
    if global.json { return Output.json(.array(entries.map { Self.json($0.pattern, $0) })) }
    var table = TextTable(["FIELD", "CHANNEL", "HIDING", "WHAT"])
    for entry in entries { table.add([entry.pattern, entry.channel.rawValue, entry.treatment.rawValue, entry.what]) }
    Output.lines(table.lines)
  }

  private func detail(_ path: String, _ entry: FieldEntry) {
    if global.json { return Output.json(Self.json(path, entry)) }
    Output.line(path)
    for row in FieldDescription.rows(entry) {
      Output.line("  " + row.label + String(repeating: " ", count: max(1, 10 - row.label.count)) + row.text)
    }
  }

  static func json(_ path: String, _ entry: FieldEntry) -> JSON {
    .pairs([
      "field": .string(path), "pattern": .string(entry.pattern), "channel": .string(entry.channel.rawValue),
      "origin": .string(entry.origin), "what": .string(entry.what), "why": .string(entry.why),
      "hiding": .string(entry.treatment.rawValue), "since": .int(entry.since), "known": .bool(entry.isKnown),
    ])
  }
}

/// The lines that stand beside a field, in `explain` and in the console.
public enum FieldDescription {
  public static func rows(_ entry: FieldEntry) -> [(label: String, text: String)] {
    let what = entry.isKnown ? entry.what : "\(entry.what) (defined by the server, not known one by one)"
    return [
      ("where", entry.origin), ("what", what), ("why", entry.why), ("hidden", entry.hiding),
      ("channel", entry.channel.rawValue), ("since", "revision \(entry.since)"),
    ]
  }
}
