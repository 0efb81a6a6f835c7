import Platform
import Privacy
import Report
import Settings

/// The gate of newer fields, the channel gate and the redaction gate, in the order every report passes them.
struct ReportGates: Sendable {
  /// The channels that are on.
  let channels: Set<Channel>
  let rules: [RedactionRule]
  var newer = NewerFields.none
  /// What is known of a field.
  var entry: @Sendable ([String]) -> FieldEntry? = { FieldRegistry.entry(for: $0) }

  struct Outcome: Sendable, Equatable {
    var tree: FieldTree
    /// The paths that were kept back, and why.
    var dropped: [Dropped]
    /// The channels whose fields are inside, `basic` first.
    var channels: [Channel]
    /// The revision of the field set that it holds no newer field than.
    var revision = FieldRegistry.revision
    /// The fields inside that came after consent and go along all the same, as patterns of the registry.
    var newFields: [String] = []

    /// Why nothing is inside: all of it came after consent was given. nil when that is not why.
    var allIsNewer: String? {
      let isNewer = channels.isEmpty && dropped.contains { !$0.rule.hasPrefix("channel ") }
      return isNewer ? "every field is newer than what was agreed to" : nil
    }
  }

  struct Dropped: Sendable, Equatable {
    var path: [String]
    var hiding: Hiding
    var rule: String

    init(path: [String], channel: Channel) {
      self.path = path
      hiding = .dropped
      rule = "channel \(channel.rawValue) is off"
    }

    init(path: [String], newer reason: String, _ treatment: NewerFields.Treatment) {
      self.path = path
      hiding = treatment == .stayOut ? .dropped : .waiting
      rule = reason
    }

    var field: Preview.Field { .init(path: path, value: .null, hiding: hiding, rule: rule) }
  }

  /// `below` stands before every path in the registry and in the rules. What begins with a key of `head` passes
  /// whatever channels are on, and counts for none; the rules hold for it as for all.
  func pass(_ tree: FieldTree, below: [String] = [], head: Set<String> = []) -> Outcome {
    var dropped: [Dropped] = []
    var inside: Set<Channel> = []
    let agreed = newer.isInside ? tree : withoutNewer(tree, below: below, &dropped)
    let passed = agreed.mapped { inner, leaf in
      let path = below + inner
      let entry = entry(path)
      var leaf = leaf
      if leaf.rule == nil { leaf.rule = newer.reason(entry) }
      if let first = inner.first, head.contains(first) { return redacted(path, leaf) }
      let channel = entry?.channel ?? .basic
      guard channels.contains(channel) else {
        dropped.append(Dropped(path: inner, channel: channel))
        return nil
      }
      inside.insert(channel)
      return redacted(path, leaf)
    }
    return Outcome(
      tree: passed ?? .object([]), dropped: dropped, channels: inside.sorted(), revision: newer.revision,
      newFields: passed.map { newFields(in: $0, below: below, head: head) } ?? [])
  }

  /// What the setting lets in, in the order of the body.
  private func newFields(in tree: FieldTree, below: [String], head: Set<String>) -> [String] {
    guard newer.treatment == .accept, newer.agreed < FieldRegistry.revision else { return [] }
    var patterns: [String] = []
    tree.visit { inner in
      guard let entry = entry(below + inner), newer.isNewer(entry), !patterns.contains(entry.pattern) else { return }
      // A container that its channel has emptied tells nothing.
      if channels.contains(entry.channel) || inner.first.map(head.contains) == true { patterns.append(entry.pattern) }
    }
    return patterns
  }

  private func withoutNewer(_ tree: FieldTree, below: [String], _ dropped: inout [Dropped]) -> FieldTree {
    var found: [Dropped] = []
    let rest = tree.pruned { inner in
      guard let entry = entry(below + inner), let reason = newer.reason(entry) else { return false }
      // What its channel keeps back anyway waits for that.
      let isOpen = channels.contains(entry.channel)
      found.append(
        isOpen ? .init(path: inner, newer: reason, newer.treatment) : .init(path: inner, channel: entry.channel))
      return true
    }
    dropped += found
    return rest ?? .object([])
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
