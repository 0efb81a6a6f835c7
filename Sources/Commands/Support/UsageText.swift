/// ArgumentParser's words for wrong arguments, as one line of the form all errors have.
enum UsageText {
  /// `meant`: the command that was probably meant, where a word is nobody's.
  static func line(_ message: String, program: String = Program.name, meant: String? = nil) -> String {
    let lines = message.split(separator: "\n").map { trimmed($0) }
    let (what, choices) = halves(lines.first ?? "wrong arguments")
    // More than a few values stand one a line, marked with a dash.
    let listed = lines.dropFirst().filter { $0.hasPrefix("- ") }.map { $0.dropFirst(2) }
    let remedy =
      listed.isEmpty ? choices.map { "give \($0)" } : "give one of \(listed.joined(separator: ", "))"
    let question = meant.flatMap { what.contains("nexpected argument") ? "did you mean `\($0)`?" : nil }
    return "\(lowered(what)): arguments: \(remedy ?? question ?? "see `\(program) --help`")"
  }

  private static func halves(_ text: String) -> (String, String?) {
    let mark = ". Please provide "
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix(mark) {
        return (String(text[..<index]), withoutStop(text[index...].dropFirst(mark.count)))
      }
      index = text.index(after: index)
    }
    return (withoutStop(text[...]), nil)
  }

  private static func withoutStop(_ text: Substring) -> String {
    String(text.last == "." || text.last == ":" ? text.dropLast() : text)
  }

  private static func lowered(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " })
  }
}
