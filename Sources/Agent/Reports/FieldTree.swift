import Platform
import Report

/// A report while it passes the gates: its values, and beside each leaf what was done to it.
public indirect enum FieldTree: Sendable, Equatable {
  case leaf(Leaf)
  case object([Member])
  case array([FieldTree])

  public struct Leaf: Sendable, Equatable {
    public var value: JSON
    public var hiding: Hiding
    public var rule: String?
    public init(_ value: JSON, _ hiding: Hiding = .plain, rule: String? = nil) {
      self.value = value
      self.hiding = hiding
      self.rule = rule
    }
  }

  public struct Member: Sendable, Equatable {
    public var key: String
    public var value: FieldTree
    public init(_ key: String, _ value: FieldTree) {
      self.key = key
      self.value = value
    }
  }

  public static func text(_ text: String) -> FieldTree { .leaf(Leaf(.string(text))) }

  /// A JSON value with every leaf as `leaf` makes it.
  init(_ json: JSON, below path: [String] = [], _ leaf: ([String], JSON) -> Leaf) {
    switch json {
    case .object(let object):
      self = .object(object.map { Member($0.key, FieldTree($0.value, below: path + [$0.key], leaf)) })
    case .array(let items):
      self = .array(items.enumerated().map { FieldTree($0.element, below: path + [String($0.offset)], leaf) })
    case .null, .bool, .number, .string: self = .leaf(leaf(path, json))
    }
  }

  /// The plain value that is sealed.
  public var json: JSON {
    switch self {
    case .leaf(let leaf): return leaf.value
    case .array(let items): return .array(items.map(\.json))
    case .object(let members):
      var object = JSONObject()
      for member in members { object[member.key] = member.value.json }
      return .object(object)
    }
  }

  /// The leaves with their paths, in order.
  public func leaves(below path: [String] = []) -> [(path: [String], leaf: Leaf)] {
    switch self {
    case .leaf(let leaf): [(path, leaf)]
    case .array(let items):
      items.enumerated().flatMap { $0.element.leaves(below: path + [String($0.offset)]) }
    case .object(let members): members.flatMap { $0.value.leaves(below: path + [$0.key]) }
    }
  }

  /// Calls with the path of every leaf, and by a path that ends in `*` for what an empty container would hold.
  func visit(below path: [String] = [], _ body: ([String]) -> Void) {
    switch self {
    case .leaf: body(path)
    case .array(let items):
      if items.isEmpty { body(path + ["*"]) }
      for (index, item) in items.enumerated() { item.visit(below: path + [String(index)], body) }
    case .object(let members):
      if members.isEmpty { body(path + ["*"]) }
      for member in members { member.value.visit(below: path + [member.key], body) }
    }
  }

  /// The tree without what `isOut` names: leaves, and by a path that ends in `*` what an empty container would hold.
  /// A container that loses all it holds goes as well. nil when nothing is left.
  func pruned(below path: [String] = [], _ isOut: ([String]) -> Bool) -> FieldTree? {
    switch self {
    case .leaf: return isOut(path) ? nil : self
    case .array(let items):
      if items.isEmpty { return isOut(path + ["*"]) ? nil : self }
      let rest = items.enumerated().compactMap { $0.element.pruned(below: path + [String($0.offset)], isOut) }
      return rest.isEmpty ? nil : .array(rest)
    case .object(let members):
      if members.isEmpty { return isOut(path + ["*"]) ? nil : self }
      let rest = members.compactMap { member in
        member.value.pruned(below: path + [member.key], isOut).map { Member(member.key, $0) }
      }
      return rest.isEmpty ? nil : .object(rest)
    }
  }

  /// The tree with each leaf replaced, or left out where `change` gives nil. Containers stay, even when they get empty.
  func mapped(below path: [String] = [], _ change: ([String], Leaf) -> Leaf?) -> FieldTree? {
    switch self {
    case .leaf(let leaf): change(path, leaf).map(FieldTree.leaf)
    case .array(let items):
      .array(items.enumerated().compactMap { $0.element.mapped(below: path + [String($0.offset)], change) })
    case .object(let members):
      .object(
        members.compactMap { member in
          member.value.mapped(below: path + [member.key], change).map { Member(member.key, $0) }
        })
    }
  }
}
