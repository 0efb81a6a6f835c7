/// The one encoder. Canonical: members in the order of the object, no white space (or two-space indentation for
/// people), strings in ASCII with `\uXXXX` for the rest, as the old agent's `json.dumps` wrote them.
public enum JSONWriter {
  /// The bytes that are sealed and sent.
  public static func bytes(_ value: JSON) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(4096)
    write(value, indent: nil, to: &out)
    return out
  }

  public static func text(_ value: JSON) -> String { String(decoding: bytes(value), as: UTF8.self) }

  /// For people: one member a line.
  public static func indented(_ value: JSON) -> String {
    var out: [UInt8] = []
    write(value, indent: 0, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  private static func write(_ value: JSON, indent: Int?, to out: inout [UInt8]) {
    switch value {
    case .null: out += Array("null".utf8)
    case .bool(let flag): out += Array((flag ? "true" : "false").utf8)
    case .number(let text): out += Array(text.utf8)
    case .string(let text): write(text, to: &out)
    case .array(let items):
      list(items, "[", "]", indent, &out) { item, inner, out in write(item, indent: inner, to: &out) }
    case .object(let object):
      list(Array(object), "{", "}", indent, &out) { member, inner, out in
        write(member.key, to: &out)
        out.append(UInt8(ascii: ":"))
        if inner != nil { out.append(UInt8(ascii: " ")) }
        write(member.value, indent: inner, to: &out)
      }
    }
  }

  private static func list<Item>(
    _ items: [Item], _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ indent: Int?, _ out: inout [UInt8],
    _ body: (Item, Int?, inout [UInt8]) -> Void
  ) {
    out.append(UInt8(ascii: open))
    for (index, item) in items.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      newLine(indent.map { $0 + 1 }, &out)
      body(item, indent.map { $0 + 1 }, &out)
    }
    if !items.isEmpty { newLine(indent, &out) }
    out.append(UInt8(ascii: close))
  }

  private static func newLine(_ indent: Int?, _ out: inout [UInt8]) {
    guard let indent else { return }
    out.append(UInt8(ascii: "\n"))
    out += [UInt8](repeating: UInt8(ascii: " "), count: indent * 2)
  }

  private static func write(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += [UInt8(ascii: "\\"), UInt8(ascii: "\"")]
      case "\\": out += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
      case "\n": out += Array("\\n".utf8)
      case "\r": out += Array("\\r".utf8)
      case "\t": out += Array("\\t".utf8)
      case " "..."~": out.append(UInt8(truncatingIfNeeded: scalar.value))
      default: for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { escape(unit, &out) }
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func escape(_ unit: UInt16, _ out: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    out += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] { out.append(digits[Int(unit >> shift) & 15]) }
  }
}
