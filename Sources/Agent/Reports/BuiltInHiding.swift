import InfoProtocol
import Platform
import Privacy
import Report

/// Applies the field registry's treatment to each value as a report is put together.
struct BuiltInHiding: Sendable {
  let pseudonyms: Pseudonyms
  /// How MAC octets are written before hashing: the two report formats differ.
  var octets = Pseudonyms.OctetCase.mixed

  /// Separates node ids in lists of them.
  private static let idSeparator: Character = ","

  /// The leaf of a text value at a path.
  func leaf(_ path: [String], _ text: String) -> FieldTree { .leaf(treated(path, text)) }

  /// Whether the server says by it that nothing is there: then there is nothing to hide, and a hash of it would hide
  /// that from the reader.
  static func saysNothing(_ text: String) -> Bool { text.isEmpty || text == "null" }

  func treated(_ path: [String], _ text: String) -> FieldTree.Leaf {
    let treatment = FieldRegistry.entry(for: path)?.treatment ?? .withheld
    if treatment == .plain || Self.saysNothing(text) { return FieldTree.Leaf(.string(text)) }
    if treatment == .withheld { return FieldTree.Leaf(.string(withheldMark), .withheld, rule: "built in") }
    return FieldTree.Leaf(.string(hidden(text, treatment)), pseudonyms.hiding, rule: "built in")
  }

  private func hidden(_ text: String, _ treatment: FieldEntry.Treatment) -> String {
    switch treatment {
    case .plain, .withheld: text
    case .name: pseudonyms.of(text)
    case .hashed: pseudonyms.ofEach(text, separator: ";", pseudonyms.of)
    case .address: pseudonyms.ofEach(text, separator: ";", pseudonyms.ofAddress)
    case .node:
      pseudonyms.ofEach(text, separator: Self.idSeparator) { pseudonyms.ofNode($0, octets: octets) }
    }
  }

  /// An object of named values below a path.
  func object(_ path: [String], _ pairs: [(name: String, value: String)]) -> FieldTree {
    .object(pairs.map { FieldTree.Member($0.name, leaf(path + [$0.name], $0.value)) })
  }

  /// An array of objects below a path.
  func records(_ path: [String], _ text: String) -> FieldTree {
    .array(InfoList.records(text).enumerated().map { object(path + [String($0.offset)], $0.element) })
  }

  /// A JSON value of strings, arrays and objects below a path.
  func tree(_ path: [String], _ json: JSON) -> FieldTree {
    switch json {
    case .string(let text): leaf(path, text)
    case .array(let items): .array(items.enumerated().map { tree(path + [String($0.offset)], $0.element) })
    case .object(let object): .object(object.map { FieldTree.Member($0.key, tree(path + [$0.key], $0.value)) })
    case .null, .bool, .number: .leaf(FieldTree.Leaf(json))
    }
  }
}
