import Terminal

/// The key table for readers of documents: the cheat sheet and the man page are made from it.
public enum KeySheet {
  public struct Section: Sendable, Equatable {
    public var title: String
    public var rows: [Row]
  }

  public struct Row: Sendable, Equatable {
    /// As they stand on a keyboard: `Enter`, `Ctrl-L`, `Up`.
    public var keys: [String]
    public var help: String
    /// Not to be had where nothing may be changed.
    public var isDangerous: Bool
  }

  /// In the order of the help: everywhere first, then each view.
  public static let sections: [Section] = {
    let first: [KeyContext] = [.frame, .list]
    return (first + KeyContext.allCases.filter { !first.contains($0) }).map { context in
      Section(
        title: context.title,
        rows: KeyTable.all.filter { $0.context == context }.map {
          Row(keys: $0.keys.map(\.name), help: $0.help, isDangerous: $0.isDangerous)
        })
    }
  }()

  /// The cheat sheet, as Markdown.
  public static var markdown: String {
    var lines = [
      "# Keys of the console", "",
      "Made from the program's key table by `make generate`; `?` in the console shows the same. A key with `*` changes",
      "or sends something: it asks first, and with `--read-only` there is none of it.", "",
    ]
    for section in sections {
      lines += ["## \(section.title)", "", "| key | does |", "|---|---|"]
      lines += section.rows.map { row in
        let keys = row.keys.map { "`\($0 == "|" ? "\\|" : $0)`" }.joined(separator: " ")
        return "| \(keys)\(row.isDangerous ? " *" : "") | \(row.help) |"
      }
      lines.append("")
    }
    return lines.dropLast().joined(separator: "\n") + "\n"
  }
}
