import ArgumentParser

/// The subcommand that a word nobody knows was probably meant to be.
enum Suggestion {
  /// A letter too many, missing, wrong, or two in the other order; more is another word.
  private static let mostEdits = 2

  /// What to type in place of the first word that no command has, `telemetry-tui spool ls`; nil when no name is near.
  static func command(for arguments: [String], of root: any ParsableCommand.Type, as program: String) -> String? {
    var command = root
    var path = [program]
    for word in arguments where !word.hasPrefix("-") {
      let known = command.configuration.subcommands
      if let next = known.first(where: { $0._commandName == word }) {
        command = next
        path.append(word)
        continue
      }
      let near = known.filter { $0.configuration.shouldDisplay }.map { ($0._commandName, edits(word, $0._commandName)) }
        .filter { $0.1 <= min(mostEdits, $0.0.count / 2) }
      // What is near no name may be the value of an option.
      if let nearest = near.min(by: { $0.1 < $1.1 }) { return (path + [nearest.0]).joined(separator: " ") }
    }
    return nil
  }

  /// How many letters to add, drop, change or swap with their neighbour (Damerau and Levenshtein, restricted).
  static func edits(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var next = [row + 1]
      for column in 0..<right.count {
        var least = min(next[column], last[column + 1]) + 1
        least = min(least, last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, before[column - 1] + 1)
        }
        next.append(least)
      }
      before = last
      last = next
    }
    return last[right.count]
  }
}
