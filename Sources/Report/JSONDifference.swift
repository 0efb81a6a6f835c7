/// One field that differs between two reports.
public struct JSONDifference: Sendable, Equatable {
  public enum Kind: String, Sendable { case added, removed, changed }

  public var kind: Kind
  /// Dotted.
  public var path: String
  public var before: JSON?
  public var after: JSON?

  /// The leaves that differ, in the order of the later value, removed ones last.
  public static func between(_ before: JSON, _ after: JSON) -> [JSONDifference] {
    let old = leaves(before), new = leaves(after)
    let oldByPath = Dictionary(old.map { ($0.path, $0.value) }, uniquingKeysWith: { $1 })
    let newPaths = Set(new.map(\.path))
    let changed = new.compactMap { leaf -> JSONDifference? in
      guard let earlier = oldByPath[leaf.path] else {
        return JSONDifference(kind: .added, path: leaf.path, before: nil, after: leaf.value)
      }
      if earlier == leaf.value { return nil }
      return JSONDifference(kind: .changed, path: leaf.path, before: earlier, after: leaf.value)
    }
    let removed = old.filter { !newPaths.contains($0.path) }
      .map { JSONDifference(kind: .removed, path: $0.path, before: $0.value, after: nil) }
    return changed + removed
  }

  private static func leaves(_ json: JSON, below path: [String] = []) -> [(path: String, value: JSON)] {
    switch json {
    case .object(let object) where !object.isEmpty:
      return object.flatMap { leaves($0.value, below: path + [$0.key]) }
    case .array(let items) where !items.isEmpty:
      return items.enumerated().flatMap { leaves($0.element, below: path + [String($0.offset)]) }
    default: return [(FieldRegistry.joined(path), json)]
    }
  }

  /// `+ path: value`, `- path: value`, `~ path: old -> new`.
  public var line: String {
    func text(_ value: JSON?) -> String { value.map { $0.stringValue ?? JSONWriter.text($0) } ?? "" }
    switch kind {
    case .added: return "+ \(path): \(text(after))"
    case .removed: return "- \(path): \(text(before))"
    case .changed: return "~ \(path): \(text(before)) -> \(text(after))"
    }
  }

  public var json: JSON {
    .pairs([
      "change": .string(kind.rawValue), "field": .string(path), "before": before ?? .null, "after": after ?? .null,
    ])
  }
}
