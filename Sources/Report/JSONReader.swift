import Platform

/// Where and why a text is no JSON.
public struct JSONFault: Explained, Equatable {
  public var reason: String
  /// Zero-based byte offset.
  public var offset: Int

  public var explanation: Explanation {
    Explanation("no JSON, \(reason)", at: "byte \(offset)", remedy: "check the text", exit: .badData)
  }
}

/// RFC 8259, strict, with a limit on depth. Object members keep their order; of a repeated key the last value counts.
public struct JSONReader {
  private let bytes: [UInt8]
  private var next = 0
  private var depth = 0
  private static let deepest = 128

  public static func parse(_ bytes: [UInt8]) throws(JSONFault) -> JSON {
    var reader = JSONReader(bytes: bytes)
    reader.skipSpace()
    let value = try reader.value()
    reader.skipSpace()
    guard reader.next == bytes.count else { throw reader.fault("something follows the value") }
    return value
  }

  public static func parse(_ text: String) throws(JSONFault) -> JSON { try parse(Array(text.utf8)) }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: next) }

  private var current: UInt8? { next < bytes.count ? bytes[next] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { next += 1 }
  }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: wanted) else { return false }
    next += 1
    return true
  }

  private mutating func value() throws(JSONFault) -> JSON {
    switch current {
    case UInt8(ascii: "{"): return try nested { reader throws(JSONFault) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(JSONFault) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case nil: throw fault("the text ends too early")
    default: return try number()
    }
  }

  private mutating func nested(_ body: (inout Self) throws(JSONFault) -> JSON) throws(JSONFault) -> JSON {
    guard depth < Self.deepest else { throw fault("nested deeper than \(Self.deepest)") }
    depth += 1
    next += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONFault) -> JSON {
    var object = JSONObject()
    skipSpace()
    if take("}") { return .object(object) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw fault("a member name is missing") }
      let key = try string()
      skipSpace()
      guard take(":") else { throw fault("a colon is missing") }
      skipSpace()
      object[key] = try value()
      skipSpace()
      if take("}") { return .object(object) }
      guard take(",") else { throw fault("a comma or } is missing") }
    }
  }

  private mutating func array() throws(JSONFault) -> JSON {
    var items: [JSON] = []
    skipSpace()
    if take("]") { return .array(items) }
    while true {
      skipSpace()
      items.append(try value())
      skipSpace()
      if take("]") { return .array(items) }
      guard take(",") else { throw fault("a comma or ] is missing") }
    }
  }

  private mutating func literal(_ word: String, _ value: JSON) throws(JSONFault) -> JSON {
    guard bytes[next...].starts(with: word.utf8) else { throw fault("an unknown word") }
    next += word.utf8.count
    return value
  }

  private mutating func digits() -> Int {
    let start = next
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { next += 1 }
    return next - start
  }

  private mutating func number() throws(JSONFault) -> JSON {
    let start = next
    _ = take("-")
    let leadingZero = current == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0 else { throw fault("no value here") }
    guard !leadingZero || whole == 1 else { throw fault("a number with a leading zero") }
    if take(".") { guard digits() > 0 else { throw fault("a number without digits after the point") } }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw fault("a number without digits in its exponent") }
    }
    return .number(String(decoding: bytes[start..<next], as: UTF8.self))
  }

  private mutating func string() throws(JSONFault) -> String {
    next += 1
    var units: [UInt8] = []
    while let byte = current {
      next += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units += Array(try escaped().utf8)
      case 0..<0x20: throw fault("a control character in a string")
      default: units.append(byte)
      }
    }
    throw fault("a string without its end")
  }

  private mutating func escaped() throws(JSONFault) -> String {
    guard let byte = current else { throw fault("a string without its end") }
    next += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw fault("an unknown escape")
    }
  }

  private mutating func unicode() throws(JSONFault) -> String {
    var units = [try hexUnit()]
    if UTF16.isLeadSurrogate(units[0]), next + 1 < bytes.count, bytes[next] == UInt8(ascii: "\\"),
      bytes[next + 1] == UInt8(ascii: "u")
    {
      next += 2
      units.append(try hexUnit())
    }
    return String(decoding: units, as: UTF16.self)
  }

  private mutating func hexUnit() throws(JSONFault) -> UInt16 {
    // `UInt16` would take a sign.
    guard next + 4 <= bytes.count, let pair = Hex.decode(String(decoding: bytes[next..<(next + 4)], as: UTF8.self)),
      pair.count == 2
    else { throw fault("an escape without four digits") }
    next += 4
    return UInt16(pair[0]) << 8 | UInt16(pair[1])
  }
}
