/// The lists in Info values.
public enum InfoList {
  /// The pieces between `;`, empty ones left out.
  public static func items(_ value: String) -> [String] { value.split(separator: ";").map(String.init) }

  /// `name=value;name=value`: the value is everything after the first `=`, so that a value may hold one itself; a
  /// piece without one has an empty value. A name that comes again has its values joined with `;`, as the server means
  /// it (several access addresses). Order is kept.
  public static func pairs(_ text: String, separator: Character = ";") -> [(name: String, value: String)] {
    var order: [String] = []
    var values: [String: String] = [:]
    for piece in text.split(separator: separator) {
      let equals = piece.firstIndex(of: "=") ?? piece.endIndex
      let name = String(piece[..<equals])
      let value = equals == piece.endIndex ? "" : String(piece[piece.index(after: equals)...])
      if let earlier = values[name] {
        values[name] = earlier + ";" + value
      } else {
        order.append(name)
        values[name] = value
      }
    }
    return order.map { ($0, values[$0] ?? "") }
  }

  /// The records of `sindex` and `sets`, `a=1:b=2;a=3:b=4`: one list of pairs a record.
  public static func records(_ text: String) -> [[(name: String, value: String)]] {
    text.split(separator: ";").map { pairs(String($0), separator: ":") }
  }

  /// The namespace and name of each index in a `sindex` answer; records without either are left out, as are names
  /// that no message can carry.
  public static func indexes(_ value: String) -> [NodeIndex] {
    records(value).compactMap { record in
      guard let namespace = record.first(where: { $0.name == "ns" })?.value,
        let name = record.first(where: { $0.name == "indexname" })?.value,
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
