import Agent
import Platform

/// What the node said, what it said before, and which of it is on the screen.
struct InfoModel: Sendable {
  enum Row: Equatable, Sendable {
    case group(Int, isFolded: Bool, count: Int)
    case entry(group: Int, entry: Int)
    case errors(isFolded: Bool, count: Int)
    case error(Int)
  }

  private(set) var snapshot: NodeSnapshot?
  private(set) var rows: [Row] = []
  /// Why the last question was not answered; the values on the screen are older than it.
  var failure: Explanation?
  var list = ListState()
  var filter = "" { didSet { if filter != oldValue { rebuild() } } }
  /// Titles of the groups whose fold differs from the usual one of their kind.
  private var turned: Set<String> = []
  private var series: [String: Series] = [:]
  private var uptime: Int64?

  private static let errorsTitle = "errors answered by the node"

  mutating func accept(_ new: NodeSnapshot) {
    // A node that restarted counts from zero: nothing before it compares.
    if let uptime, let now = new.uptimeSeconds, now < uptime { series.removeAll() }
    if let snapshot, snapshot.address != new.address { series.removeAll() }
    uptime = new.uptimeSeconds
    failure = nil
    for group in new.groups {
      for entry in group.entries {
        guard let value = Self.number(entry.value) else { continue }
        series[Self.key(group.title, entry.name), default: Series()].add(value, at: new.taken)
      }
    }
    snapshot = new
    rebuild()
  }

  func series(_ group: Int, _ entry: Int) -> Series? {
    guard let snapshot else { return nil }
    let owner = snapshot.groups[group]
    return series[Self.key(owner.title, owner.entries[entry].name)]
  }

  private static func key(_ group: String, _ name: String) -> String { group + "\u{1F}" + name }

  /// Counters and gauges, not hexadecimal names or addresses.
  static func number(_ text: String) -> Double? {
    guard let first = text.utf8.first,
      first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == 0x2D || $0 == 0x2E }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }

  // MARK: folding

  private func isFolded(_ title: String, usually folded: Bool) -> Bool { turned.contains(title) != folded }

  private func isUsuallyFolded(_ kind: NodeSnapshot.Kind) -> Bool {
    switch kind {
    case .service, .namespace: false
    case .set, .index, .configuration, .histogram, .other: true
    }
  }

  /// Folds or unfolds what the cursor is on or in. Folding from inside moves the cursor to the group's line.
  mutating func fold(_ wanted: Bool?) {
    guard rows.indices.contains(list.selected), filter.isEmpty else { return }
    let title: String, folded: Bool
    switch rows[list.selected] {
    case .group(let index, let isFolded, _): (title, folded) = (snapshot?.groups[index].title ?? "", isFolded)
    case .entry(let index, _): (title, folded) = (snapshot?.groups[index].title ?? "", false)
    case .errors(let isFolded, _): (title, folded) = (Self.errorsTitle, isFolded)
    case .error: (title, folded) = (Self.errorsTitle, false)
    }
    guard wanted != folded else { return }
    if turned.remove(title) == nil { turned.insert(title) }
    rebuild()
    let line = rows.firstIndex { row in
      switch row {
      case .group(let index, _, _): snapshot?.groups[index].title == title
      case .errors: title == Self.errorsTitle
      default: false
      }
    }
    if let line { list.selected = line }
  }

  mutating func foldAll(_ folded: Bool) {
    turned = Set((snapshot?.groups ?? []).filter { isUsuallyFolded($0.kind) != folded }.map(\.title))
    if !folded { turned.insert(Self.errorsTitle) }
    rebuild()
  }

  private mutating func rebuild() {
    rows = []
    guard let snapshot else { return }
    for (index, group) in snapshot.groups.enumerated() {
      let found = group.entries.indices.filter { Filter.matches(filter, group.entries[$0].name) }
      if !filter.isEmpty, found.isEmpty { continue }
      let isFolded = filter.isEmpty && isFolded(group.title, usually: isUsuallyFolded(group.kind))
      rows.append(.group(index, isFolded: isFolded, count: found.count))
      if !isFolded { rows += found.map { .entry(group: index, entry: $0) } }
    }
    let errors = snapshot.errors.indices.filter { Filter.matches(filter, snapshot.errors[$0].name) }
    guard !errors.isEmpty else { return }
    let isFolded = filter.isEmpty && isFolded(Self.errorsTitle, usually: true)
    rows.append(.errors(isFolded: isFolded, count: errors.count))
    if !isFolded { rows += errors.map { .error($0) } }
  }
}
