import Terminal

extension ConsoleState {
  /// The help: the key table, what has the focus first.
  var helpText: String {
    let near = contexts
    let order = near + KeyContext.allCases.filter { !near.contains($0) }
    var lines: [String] = []
    for context in order {
      let bindings = KeyTable.all.filter { $0.context == context && !(isReadOnly && $0.isDangerous) }
      guard !bindings.isEmpty else { continue }
      if !lines.isEmpty { lines.append("") }
      lines.append(context.title.uppercased())
      for binding in bindings {
        let keys = binding.keys.map { KeyBinding.shown($0, glyphs: glyphs) }.joined(separator: " ")
        let gap = String(repeating: " ", count: max(2, 14 - glyphs.width(of: keys)))
        var line = "  " + keys + gap + binding.help
        if near.contains(context), let reason = binding.reason(in: self) { line += " (not now: \(reason))" }
        lines.append(line)
      }
    }
    return lines.joined(separator: "\n")
  }
}
