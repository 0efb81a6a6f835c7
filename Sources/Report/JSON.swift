/// A JSON value that keeps what a report needs kept: the order of keys and the text of numbers.
public indirect enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The number as it is written: no float ever rounds a counter.
  case number(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  public static func int(_ value: some BinaryInteger) -> JSON { .number(String(value)) }
  /// `null` for nil.
  public static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
  /// An object of the pairs, in their order; a key that comes twice keeps its first place and its last value.
  public static func pairs(_ pairs: KeyValuePairs<String, JSON>) -> JSON {
    var object = JSONObject()
    for (key, value) in pairs { object[key] = value }
    return .object(object)
  }

  public var stringValue: String? { if case .string(let text) = self { text } else { nil } }
  public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var intValue: Int64? { if case .number(let text) = self { Int64(text) } else { nil } }
  public var arrayValue: [JSON]? { if case .array(let items) = self { items } else { nil } }
  public var objectValue: JSONObject? { if case .object(let object) = self { object } else { nil } }

  /// The member of an object, nil for anything else.
  public subscript(_ key: String) -> JSON? { objectValue?[key] }

  /// The value at a path of keys and, in arrays, of decimal indexes.
  public subscript(path path: some Sequence<String>) -> JSON? {
    var value = self
    for step in path {
      switch value {
      case .object(let object):
        guard let next = object[step] else { return nil }
        value = next
      case .array(let items):
        guard let index = Int(step), items.indices.contains(index) else { return nil }
        value = items[index]
      default: return nil
      }
    }
    return value
  }
}

/// Members in the order they were first set.
public struct JSONObject: Sendable, Equatable, Sequence {
  public private(set) var keys: [String] = []
  private var values: [String: JSON] = [:]

  public init() {}

  public var count: Int { keys.count }
  public var isEmpty: Bool { keys.isEmpty }

  /// Setting nil removes the member.
  public subscript(_ key: String) -> JSON? {
    get { values[key] }
    set {
      if let newValue {
        if values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
      } else if values.removeValue(forKey: key) != nil {
        keys.removeAll { $0 == key }
      }
    }
  }

  public func makeIterator() -> AnyIterator<(key: String, value: JSON)> {
    var index = 0
    return AnyIterator {
      while index < keys.count {
        let key = keys[index]
        index += 1
        if let value = values[key] { return (key, value) }
      }
      return nil
    }
  }
}
