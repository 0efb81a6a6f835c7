import Report

/// Why a section cannot be made from an answer. The reason goes into the report: it names members of the answer, never
/// their values.
struct SectionFault: Error, Equatable {
  var reason: String

  init(_ reason: String) { self.reason = reason }

  static func missing(_ member: String) -> SectionFault { SectionFault("the answer has no usable member \(member)") }
}

extension JSON {
  func array(_ member: String) throws(SectionFault) -> [JSON] {
    guard let items = self[member]?.arrayValue else { throw .missing(member) }
    return items
  }

  func object(_ member: String) throws(SectionFault) -> JSONObject {
    guard let object = self[member]?.objectValue else { throw .missing(member) }
    return object
  }

  /// Whether the member was a list whose items were handed over one by one.
  func list(_ member: String) throws(SectionFault) {
    guard self[member]?.intValue != nil else { throw .missing(member) }
  }

  /// The member, `null` when there is none.
  func member(_ name: String) -> JSON { self[name] ?? .null }

  func int(_ member: String) -> Int64 { self[member]?.intValue ?? 0 }

  /// A flag as the cluster writes it: 0 or 1, or a real one.
  func flag(_ member: String) -> Bool { self[member]?.boolValue ?? ((self[member]?.intValue ?? 0) != 0) }
}

/// How often each text came, in the order of its first time.
struct Tally: Sendable {
  private var order: [String] = []
  private var counts: [String: Int] = [:]

  mutating func add(_ text: String) {
    if counts[text] == nil { order.append(text) }
    counts[text, default: 0] += 1
  }

  var values: [Int] { order.map { counts[$0] ?? 0 } }

  /// Sorted by text.
  var json: JSON {
    var object = JSONObject()
    for text in order.sorted() { object[text] = .int(counts[text] ?? 0) }
    return .object(object)
  }
}

extension JSON {
  /// Numbers, flags and what holds them; of texts only those under these names. For parts of an answer that grow with
  /// each release: a counter more is welcome, a name more is not.
  func withoutTexts(except names: Set<String> = []) -> JSON {
    switch self {
    case .null, .bool, .number, .string: return self
    case .array(let items): return .array(items.filter { $0.stringValue == nil }.map { $0.withoutTexts(except: names) })
    case .object(let members):
      var kept = JSONObject()
      for (key, value) in members where value.stringValue == nil || names.contains(key) {
        kept[key] = value.withoutTexts(except: names)
      }
      return .object(kept)
    }
  }
}
