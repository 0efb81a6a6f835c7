/// Where and why a text is no JSON.
struct JSONFault: Error, Equatable {
  var reason: String
  /// Zero-based byte offset.
  var offset: Int
}

/// One value in a JSON text: what it is and where it stands. Strings and numbers are read from the text on demand.
struct JSONNode {
  enum Kind { case null, yes, no, number, string, array, object }

  var kind: Kind
  /// Its bytes in the text.
  var range: Range<Int>
  /// Members of an object, elements (with empty keys) of an array; empty below the depth that was asked for.
  var members: [(key: String, node: JSONNode)] = []
}

/// RFC 8259, strict, with limits: all of the text is checked, but only what is wanted of it becomes nodes, so that a
/// report costs little more memory than its bytes.
struct JSONParser {
  private let bytes: [UInt8]
  private let depth: Int
  private let wanted: Set<String>?
  private var next = 0
  private var level = 0
  private var nodes = 0
  private static let deepest = 200
  private static let mostNodes = 1_000_000

  /// `depth`: how many levels of containers become nodes; `wanted`: which members of the outermost object, nil: all.
  static func parse(_ bytes: [UInt8], depth: Int, wanted: Set<String>? = nil) throws(JSONFault) -> JSONView {
    var parser = JSONParser(bytes: bytes, depth: depth, wanted: wanted)
    parser.skipSpace()
    let root = try parser.value(isKept: true)
    parser.skipSpace()
    guard parser.next == bytes.count else { throw parser.fault("something follows the value") }
    return JSONView(bytes: bytes, node: root)
  }

  private init(bytes: [UInt8], depth: Int, wanted: Set<String>?) {
    self.bytes = bytes
    self.depth = depth
    self.wanted = wanted
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: next) }

  private var current: UInt8 { next < bytes.count ? bytes[next] : 0 }

  private mutating func skipSpace() {
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x0A || bytes[next] == 0x0D || bytes[next] == 0x09 {
      next += 1
    }
  }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard next < bytes.count, bytes[next] == UInt8(ascii: wanted) else { return false }
    next += 1
    return true
  }

  private mutating func value(isKept: Bool) throws(JSONFault) -> JSONNode {
    let start = next
    if isKept {
      nodes += 1
      guard nodes <= Self.mostNodes else { throw fault("more than \(Self.mostNodes) values") }
    }
    var members: [(key: String, node: JSONNode)] = []
    let kind: JSONNode.Kind
    switch current {
    case UInt8(ascii: "{"):
      kind = .object
      try enter()
      try object(isKept: isKept, &members)
      level -= 1
    case UInt8(ascii: "["):
      kind = .array
      try enter()
      try array(isKept: isKept, &members)
      level -= 1
    case UInt8(ascii: "\""):
      kind = .string
      try string()
    case UInt8(ascii: "t"): kind = try word("true", .yes)
    case UInt8(ascii: "f"): kind = try word("false", .no)
    case UInt8(ascii: "n"): kind = try word("null", .null)
    default:
      kind = .number
      try number()
    }
    return JSONNode(kind: kind, range: start..<next, members: members)
  }

  private mutating func enter() throws(JSONFault) {
    guard level < Self.deepest else { throw fault("nested deeper than \(Self.deepest)") }
    level += 1
    next += 1
  }

  private mutating func object(isKept: Bool, _ members: inout [(key: String, node: JSONNode)]) throws(JSONFault) {
    skipSpace()
    if take("}") { return }
    let isShown = isKept && level <= depth
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw fault("a member name is missing") }
      let start = next
      try string()
      let name = start..<next
      skipSpace()
      guard take(":") else { throw fault("a colon is missing") }
      skipSpace()
      if isShown {
        let key = String(decoding: JSONView.unescaped(bytes, name), as: UTF8.self)
        let isWanted = level > 1 || wanted.map { $0.contains(key) } ?? true
        let node = try value(isKept: isWanted)
        if isWanted { members.append((key, node)) }
      } else {
        _ = try value(isKept: false)
      }
      skipSpace()
      if take("}") { return }
      guard take(",") else { throw fault("a comma or } is missing") }
    }
  }

  private mutating func array(isKept: Bool, _ members: inout [(key: String, node: JSONNode)]) throws(JSONFault) {
    skipSpace()
    if take("]") { return }
    let isShown = isKept && level <= depth
    while true {
      skipSpace()
      let node = try value(isKept: isShown)
      if isShown { members.append(("", node)) }
      skipSpace()
      if take("]") { return }
      guard take(",") else { throw fault("a comma or ] is missing") }
    }
  }

  private mutating func word(_ word: String, _ kind: JSONNode.Kind) throws(JSONFault) -> JSONNode.Kind {
    guard bytes[next...].starts(with: word.utf8) else { throw fault("an unknown word") }
    next += word.utf8.count
    return kind
  }

  private mutating func digits() -> Int {
    let start = next
    while next < bytes.count, Text.isDigit(bytes[next]) { next += 1 }
    return next - start
  }

  private mutating func number() throws(JSONFault) {
    guard next < bytes.count else { throw fault("the text ends too early") }
    _ = take("-")
    let hasLeadingZero = current == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0 else { throw fault("no value here") }
    guard !hasLeadingZero || whole == 1 else { throw fault("a number with a leading zero") }
    if take(".") { guard digits() > 0 else { throw fault("a number without digits after the point") } }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw fault("a number without digits in its exponent") }
    }
  }

  private mutating func string() throws(JSONFault) {
    next += 1
    while next < bytes.count {
      let byte = bytes[next]
      if byte == UInt8(ascii: "\"") {
        next += 1
        return
      }
      guard byte >= 0x20 else { throw fault("a control character in a string") }
      next += 1
      if byte == UInt8(ascii: "\\") { try escape() }
    }
    throw fault("a string without its end")
  }

  private mutating func escape() throws(JSONFault) {
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      next += 1
    case UInt8(ascii: "u"):
      guard next + 4 < bytes.count, bytes[(next + 1)...(next + 4)].allSatisfy({ JSONView.hex($0) != nil }) else {
        throw fault("an escape without four digits")
      }
      next += 5
    default: throw fault("an unknown escape")
    }
  }
}
