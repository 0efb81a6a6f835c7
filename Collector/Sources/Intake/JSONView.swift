import Glibc

/// A value of a JSON text that has been checked, and what can be asked of it.
struct JSONView {
  let bytes: [UInt8]
  let node: JSONNode

  init(bytes: [UInt8], node: JSONNode) {
    self.bytes = bytes
    self.node = node
  }

  var isObject: Bool { node.kind == .object }
  var isArray: Bool { node.kind == .array }
  /// How many members or elements it has.
  var count: Int { node.members.count }

  /// The member of that name; of several the last.
  subscript(_ key: String) -> JSONView? {
    guard isObject, let node = node.members.last(where: { $0.key == key })?.node else { return nil }
    return JSONView(bytes: bytes, node: node)
  }

  /// Members of an object or elements of an array, in their order.
  var members: [(key: String, value: JSONView)] {
    node.members.map { ($0.key, JSONView(bytes: bytes, node: $0.node)) }
  }

  /// The value as it is written.
  var source: [UInt8] { Array(bytes[node.range]) }

  /// A string's bytes: what the text holds raw stays as it is.
  var stringBytes: [UInt8]? { node.kind == .string ? Self.unescaped(bytes, node.range) : nil }
  var string: String? { stringBytes.map { String(decoding: $0, as: UTF8.self) } }
  /// A string, or a number or truth value as it is written.
  var word: String? {
    switch node.kind {
    case .string: string
    case .number, .yes, .no: String(decoding: bytes[node.range], as: UTF8.self)
    case .null, .array, .object: nil
    }
  }
  /// A whole number, also one written as a string, as node reports have them.
  var integer: Int64? { word.flatMap { Int64($0) } }

  static func hex(_ byte: UInt8) -> UInt16? {
    if Text.isDigit(byte) { return UInt16(byte - 0x30) }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? UInt16(letter) + 10 : nil
  }

  /// The content of the checked string at the range, quotes included in it.
  static func unescaped(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    let inner = bytes[range].dropFirst().dropLast()
    var result: [UInt8] = []
    result.reserveCapacity(inner.count)
    var index = inner.startIndex
    while true {
      // What stands between two escapes goes over in one piece.
      let escape = backslash(inner[index...])
      result.append(contentsOf: inner[index..<(escape ?? inner.endIndex)])
      guard let escape, escape + 1 < inner.endIndex else { return result }
      let letter = inner[escape + 1]
      index = escape + 2
      switch letter {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"): result += String(decoding: units(inner, &index), as: UTF16.self).utf8
      default: result.append(letter)
      }
    }
  }

  private static func backslash(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBytes { raw in
      guard let first = raw.baseAddress, let found = memchr(first, Int32(UInt8(ascii: "\\")), raw.count) else {
        return nil
      }
      return bytes.startIndex + first.distance(to: found)
    }
  }

  /// The UTF-16 units of an escape and of the second half of a pair that follows.
  private static func units(_ bytes: ArraySlice<UInt8>, _ index: inout Int) -> [UInt16] {
    func unit(at start: Int) -> UInt16? {
      guard start + 4 <= bytes.endIndex else { return nil }
      return bytes[start..<(start + 4)].reduce(UInt16(0)) { $0 << 4 | (hex($1) ?? 0) }
    }
    let first = unit(at: index) ?? 0xFFFD
    index = min(index + 4, bytes.endIndex)
    guard UTF16.isLeadSurrogate(first), index + 6 <= bytes.endIndex, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"), let second = unit(at: index + 2), UTF16.isTrailSurrogate(second)
    else { return [first] }
    index += 6
    return [first, second]
  }
}
