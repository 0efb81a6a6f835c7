/// The lists in Info values.
public enum InfoList {
  /// The pieces between `;`, empty ones left out.
  public static func items(_ value: String) -> [String] { value.split(separator: ";").map(String.init) }

  /// The records of `sindex` and `sets`: split at `;`, their fields at `:`, each field at its first `=`. A field
  /// without one has an empty value. Order is kept.
  public static func records(_ value: String) -> [[(key: String, value: String)]] {
    value.split(separator: ";").map { record in
      record.split(separator: ":").map { field in
        let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
      }
    }
  }

  /// The namespace and name of each index in a `sindex` answer; records without either are left out, as are names
  /// that no message can carry.
  public static func indexes(_ value: String) -> [NodeIndex] {
    records(value).compactMap { record in
      guard let namespace = record.first(where: { $0.key == "ns" })?.value,
        let name = record.first(where: { $0.key == "indexname" })?.value,
        InfoMessage.isAskable(namespace), InfoMessage.isAskable(name)
      else { return nil }
      return NodeIndex(namespace: namespace, name: name)
    }
  }
}

/// A secondary index. Two namespaces may have indexes of the same name.
public struct NodeIndex: Sendable, Hashable {
  public var namespace: String
  public var name: String

  public init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// The name that asks for its statistics.
  public var command: String { "sindex/\(namespace)/\(name)" }
}
