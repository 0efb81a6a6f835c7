import Agent
import Platform
import Report

/// The report that would leave, and how the administrator looks at it.
struct PreviewModel: Sendable {
  enum Mode: Sendable { case tree, bytes }

  struct Row: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
      case group(count: Int, isFolded: Bool)
      case leaf(value: String)
      /// Not in the body at all: its channel is off, or it waits for consent.
      case dropped
      /// It was in the last report, and is not in this one.
      case removed(value: String)
    }

    var depth: Int
    var path: [String]
    var label: String
    var kind: Kind
    var hiding: Hiding = .plain
    var rule: String?
    /// How it differs from the last report that was sent.
    var change: JSONDifference?
    /// What the open value seems to name, in words.
    var looksLike: [String] = []
  }

  /// nil until the first destination is known.
  var destination: Destination?
  var isHypothetical = false
  private(set) var preview: Preview?
  private(set) var isText = false
  /// nil when the body is no JSON.
  private(set) var body: JSON?
  /// What became of it after `send`; nil: not sent yet.
  var outcome: Message?
  var failure: Explanation?
  var mode = Mode.tree
  var onlyHidden = false { didSet { rebuild() } }
  var onlyChanged = false { didSet { rebuild() } }
  /// The bodies of the last report that was sent, several of a device report; nil: none, or not known yet.
  private(set) var baseline: [JSON]?
  /// Why there is nothing to compare with.
  var baselineFailure: Explanation?
  /// In the order of the body, removed fields last.
  private(set) var changes: [JSONDifference] = []
  private var changeByPath: [String: JSONDifference] = [:]
  var filter = "" { didSet { if filter != oldValue { rebuild() } } }
  var list = ListState()
  var bytesScroll = ListState()
  /// The registry entry has the keys (wide screens) or is open (narrow ones).
  var isSideFocused = false
  var sideScroll = ListState()
  private(set) var rows: [Row] = []
  /// Fields in the body that something was done to.
  private(set) var hiddenCount = 0
  /// Fields that are not in the body.
  private(set) var droppedCount = 0
  private(set) var fieldCount = 0
  private var allFields: [Preview.Field] = []
  private var fields: [String: Preview.Field] = [:]
  private var folded: Set<String> = []

  /// The groups of what is not in the body.
  static let leftOut = "left out, channel off"
  static let waiting = "waiting, new since you agreed"
  private static let absent: [(label: String, hiding: Hiding)] = [(waiting, .waiting), (leftOut, .dropped)]

  /// The bodies of all its requests, a line end between them.
  private(set) var bytes: [UInt8] = []

  /// Whether it goes out as several requests, one a host: then the first key of a path is `host 1 of 2`.
  var hasHosts: Bool { preview?.others.isEmpty == false }

  /// The path as the registry and the rules of `[privacy]` have it.
  func registryPath(_ path: [String]) -> [String] {
    let inner = hasHosts ? Array(path.dropFirst()) : path
    return destination == .device ? ["device"] + inner : inner
  }

  private static func label(_ index: Int, of count: Int) -> String { "host \(index + 1) of \(count)" }

  private static func body(_ requests: [Preview]) -> JSON? {
    guard requests.count > 1 else { return requests.first.flatMap { try? JSONReader.parse($0.request.body) } }
    var hosts = JSONObject()
    for (index, request) in requests.enumerated() {
      hosts[label(index, of: requests.count)] = try? JSONReader.parse(request.request.body)
    }
    return .object(hosts)
  }

  private static func fields(_ requests: [Preview]) -> [Preview.Field] {
    guard requests.count > 1 else { return requests.first?.fields ?? [] }
    return requests.enumerated().flatMap { index, request in
      request.fields.map { field in
        var field = field
        field.path = [label(index, of: requests.count)] + field.path
        return field
      }
    }
  }

  mutating func accept(_ new: Preview) {
    let isSameShape = preview?.record.destination == new.record.destination && !rows.isEmpty
    preview = new
    outcome = nil
    failure = nil
    bytes = Array(new.all.map(\.request.body).joined(separator: [UInt8(ascii: "\n")]))
    isText = BytesDump.isPrintable(bytes)
    body = Self.body(new.all)
    allFields = Self.fields(new.all)
    fields = [:]
    for field in allFields { fields[Self.key(field.path)] = field }
    fieldCount = allFields.count { !$0.hiding.isLeftOut }
    droppedCount = allFields.count - fieldCount
    compare()
    hiddenCount = allFields.count { $0.hiding != .plain } - droppedCount
    if !isSameShape {
      list = ListState()
      folded = []
      // A long report starts with its chapters in view.
      if fieldCount > 40, let body { foldDeep(body, path: []) }
      if allFields.contains(where: { $0.hiding == .dropped }) { folded.insert(Self.leftOut) }
    }
    rebuild()
  }

  /// The last report that was sent has come.
  mutating func compare(with detail: RecordDetail) {
    guard detail.destination == destination else { return }
    guard let request = detail.request, let others = detail.others else {
      baselineFailure = Explanation(
        "the last report cannot be compared with, it is not kept whole or too large",
        at: detail.destination.rawValue, remedy: "`:diff --to \(detail.destination.rawValue)` does what can be done")
      return
    }
    baseline = ([request.body] + others).compactMap { try? JSONReader.parse($0) }
    baselineFailure = nil
    compare()
    rebuild()
  }

  private mutating func compare() {
    (changes, changeByPath) = ([], [:])
    guard let baseline, let preview else { return }
    if preview.record.destination == .device {
      let now = preview.all.map { (try? JSONReader.parse($0.record.request.body)) ?? .null }
      changes = DeviceComparison.changes(
        since: baseline, now.enumerated().map { (hasHosts ? Self.label($0.offset, of: now.count) : nil, $0.element) })
    } else if let body, let before = baseline.first {
      changes = JSONDifference.between(before, body)
    }
    changeByPath = Dictionary(changes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func forget() {
    (baseline, baselineFailure, changes, changeByPath) = (nil, nil, [], [:])
    preview = nil
    body = nil
    bytes = []
    allFields = []
    rows = []
    outcome = nil
    failure = nil
  }

  /// `12 fields, 4 hidden, 1 left out`.
  static func summary(fields: Int, hidden: Int, dropped: Int) -> String {
    "\(fields) fields, \(hidden) hidden" + (dropped == 0 ? "" : ", \(dropped) left out")
  }

  static func key(_ path: [String]) -> String { path.joined(separator: "\u{1F}") }

  var summary: String { Self.summary(fields: fieldCount, hidden: hiddenCount, dropped: droppedCount) }

  var selectedRow: Row? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }

  private mutating func foldDeep(_ value: JSON, path: [String]) {
    for (key, child) in Self.children(value) where !Self.children(child).isEmpty {
      if path.count >= 1 { folded.insert(Self.key(path + [key])) }
      if path.count < 2 { foldDeep(child, path: path + [key]) }
    }
  }

  static func children(_ value: JSON) -> [(key: String, value: JSON)] {
    switch value {
    case .object(let object): Array(object)
    case .array(let items): items.enumerated().map { (String($0.offset), $0.element) }
    default: []
    }
  }

  private var isFlat: Bool { onlyHidden || onlyChanged || !filter.isEmpty }

  /// Folds or unfolds; folding a leaf folds the group it is in.
  mutating func fold(_ wanted: Bool?) {
    guard !isFlat, let row = selectedRow else { return }
    var path = row.path
    var isFolded = false
    if case .group(_, let now) = row.kind {
      isFolded = now
    } else {
      path = row.kind == .dropped ? [row.hiding == .waiting ? Self.waiting : Self.leftOut] : Array(path.dropLast())
    }
    if wanted == true, isFolded { path = Array(path.dropLast()) }
    guard !path.isEmpty, wanted != false || isFolded else { return }
    let key = Self.key(path)
    if wanted ?? !isFolded { folded.insert(key) } else { folded.remove(key) }
    rebuild()
    if let line = rows.firstIndex(where: { $0.path == path }) { list.selected = line }
  }

  mutating func foldAll(_ fold: Bool) {
    folded = []
    if fold {
      if let body { for (key, child) in Self.children(body) where !Self.children(child).isEmpty { folded.insert(key) } }
      folded.insert(Self.leftOut)
    }
    rebuild()
  }

  private mutating func rebuild() {
    rows = []
    guard preview != nil else { return }
    if isFlat {
      for field in allFields where !onlyHidden || field.hiding != .plain {
        let label = field.path.joined(separator: ".")
        guard Filter.matches(filter, label), !onlyChanged || changeByPath[label] != nil else { continue }
        rows.append(leaf(field.path, label: label, depth: 0, value: field.value))
      }
      if onlyChanged, !onlyHidden { appendRemoved() }
      return
    }
    if let body { append(body, path: []) }
    for (label, hiding) in Self.absent { append(allFields.filter { $0.hiding == hiding }, below: label) }
  }

  /// A group of fields that are not in the body.
  private mutating func append(_ absent: [Preview.Field], below label: String) {
    guard !absent.isEmpty else { return }
    let isFolded = folded.contains(label)
    rows.append(Row(depth: 0, path: [label], label: label, kind: .group(count: absent.count, isFolded: isFolded)))
    guard !isFolded else { return }
    for field in absent {
      rows.append(leaf(field.path, label: field.path.joined(separator: "."), depth: 1, value: field.value))
    }
  }

  private mutating func appendRemoved() {
    for change in changes where change.kind == .removed && Filter.matches(filter, change.path) {
      let path = change.path.split(separator: ".").map(String.init)
      let kind = Row.Kind.removed(value: change.before.map(JSONWriter.text) ?? "")
      rows.append(Row(depth: 0, path: path, label: change.path, kind: kind, change: change))
    }
  }

  private mutating func append(_ value: JSON, path: [String]) {
    for (key, child) in Self.children(value) {
      let childPath = path + [key]
      let grandchildren = Self.children(child)
      if grandchildren.isEmpty {
        rows.append(leaf(childPath, label: key, depth: path.count, value: child))
        continue
      }
      let isFolded = folded.contains(Self.key(childPath))
      let kind = Row.Kind.group(count: grandchildren.count, isFolded: isFolded)
      rows.append(Row(depth: path.count, path: childPath, label: key, kind: kind))
      if !isFolded { append(child, path: childPath) }
    }
  }

  private func leaf(_ path: [String], label: String, depth: Int, value: JSON) -> Row {
    let field = fields[Self.key(path)]
    let hiding = field?.hiding ?? .plain
    let kind: Row.Kind = hiding.isLeftOut ? .dropped : .leaf(value: JSONWriter.text(value))
    return Row(
      depth: depth, path: path, label: label, kind: kind, hiding: hiding, rule: field?.rule,
      change: changeByPath.isEmpty ? nil : changeByPath[FieldRegistry.joined(path)],
      looksLike: field?.looksLike ?? [])
  }
}

extension Preview {
  var request: SealedRequest { record.request }
}
