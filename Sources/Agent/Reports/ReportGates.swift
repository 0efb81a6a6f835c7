import Platform
import Privacy
import Report
import Settings

/// The channel gate and the redaction gate, in the order every report passes them.
struct ReportGates: Sendable {
  /// The channels that are on.
  let channels: Set<Channel>
  let rules: [RedactionRule]

  struct Outcome: Sendable, Equatable {
    var tree: FieldTree
    /// The paths that a channel kept back, and which one.
    var dropped: [Dropped]
    /// The channels whose fields are inside, `basic` first.
    var channels: [Channel]
  }

  struct Dropped: Sendable, Equatable {
    var path: [String]
    var channel: Channel
  }

  /// `below` stands before every path in the registry and in the rules. What begins with a key of `head` passes
  /// whatever channels are on, and counts for none; the rules hold for it as for all.
  func pass(_ tree: FieldTree, below: [String] = [], head: Set<String> = []) -> Outcome {
    var dropped: [Dropped] = []
    var inside: Set<Channel> = []
    let passed = tree.mapped { inner, leaf in
      let path = below + inner
      if let first = inner.first, head.contains(first) { return redacted(path, leaf) }
      let channel = FieldRegistry.entry(for: path)?.channel ?? .basic
      guard channels.contains(channel) else {
        dropped.append(Dropped(path: inner, channel: channel))
        return nil
      }
      inside.insert(channel)
      return redacted(path, leaf)
    }
    return Outcome(tree: passed ?? .object([]), dropped: dropped, channels: inside.sorted())
  }

  /// The administrator's last word, on a value the built-in rules have already treated.
  private func redacted(_ path: [String], _ leaf: FieldTree.Leaf) -> FieldTree.Leaf {
    let joined = FieldRegistry.joined(path)
    guard let rule = rules.last(where: { Glob.matches($0.glob, joined) }) else { return leaf }
    switch rule.action {
    case .keep: return leaf
    case .withhold: return FieldTree.Leaf(.string(withheldMark), .withheld, rule: rule.label)
    case .coarsen:
      // A pseudonym has no coarser form, and one that is withheld is as coarse as it gets.
      if leaf.hiding != .plain { return leaf }
      let coarse = Coarsening.of(leaf.value)
      let hiding: Hiding = coarse == .string(withheldMark) ? .withheld : .coarsened
      return FieldTree.Leaf(coarse, hiding, rule: rule.label)
    }
  }
}
