/// Finds what somebody who mistyped a name may have meant.
enum Nearest {
  /// The names of options (`main.interval`) near a name: the right key in a wrong section, or else a slip of the
  /// fingers.
  static func names(to name: String) -> [String] {
    let options = OptionTable.all.filter { !$0.isPattern }
    let key = name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? name
    let elsewhere = options.filter { $0.isNamed(key) }.map(\.name)
    return elsewhere.isEmpty ? of(name, among: options.map(\.name)) : elsewhere
  }

  /// The candidates at the smallest distance, if that is small for the length of the word; `-` and `_` are one.
  static func of(_ word: String, among candidates: [String]) -> [String] {
    guard word.utf8.count <= 80 else { return [] }
    let wanted = folded(word)
    let limit = max(1, min(3, wanted.count / 4))
    let ranked = candidates.map { (name: $0, distance: distance(wanted, folded($0))) }
    guard let best = ranked.map(\.distance).min(), best <= limit else { return [] }
    return ranked.filter { $0.distance == best }.map(\.name)
  }

  static func question(_ names: [String]) -> String? {
    names.isEmpty ? nil : "did you mean \(names.joined(separator: " or "))?"
  }

  private static func folded(_ word: String) -> [UInt8] {
    word.lowercased().utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(previous[j + 1], row[j]) + 1
        cost = min(cost, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      (before, previous) = (previous, row)
    }
    return previous[b.count]
  }
}
