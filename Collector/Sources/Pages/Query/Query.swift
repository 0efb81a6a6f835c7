/// The names and values of a query or a form, in their order.
public struct Query: Sendable, Equatable {
  public var pairs: [(name: String, value: String)]

  public init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

  /// Reads `a=1&b=2` with `+` and percent-encoding; what is not UTF-8 is repaired, what is no encoding stays as it is.
  public init(encoded: some StringProtocol) {
    pairs = encoded.utf8.split(separator: UInt8(ascii: "&")).map { part in
      let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decode(halves[0]), halves.count > 1 ? Self.decode(halves[1]) : "")
    }
  }

  public static func == (left: Query, right: Query) -> Bool {
    left.pairs.elementsEqual(right.pairs) { $0 == $1 }
  }

  /// The first value of that name that is not empty.
  public func value(_ name: String) -> String? {
    pairs.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// Whether the name is there, with whatever value.
  public func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }

  /// With that name set, or removed.
  public func setting(_ name: String, to value: String?) -> Query {
    var out = Query(pairs.filter { $0.name != name })
    if let value { out.pairs.append((name, value)) }
    return out
  }

  /// `?a=1&b=2`, or nothing.
  public var text: String {
    pairs.isEmpty
      ? ""
      : "?" + pairs.map { "\(Plain.encode($0.name))=\(Plain.encode($0.value))" }.joined(separator: "&")
  }

  /// Decodes one part of a path or a query.
  public static func decode(_ bytes: some Collection<UInt8>, plus: Bool = true) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      bytes.formIndex(after: &index)
      if byte == UInt8(ascii: "+"), plus {
        out.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), let high = digit(bytes, index),
        let low = digit(bytes, bytes.index(after: index))
      {
        out.append(high << 4 | low)
        index = bytes.index(index, offsetBy: 2)
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func digit<Bytes: Collection<UInt8>>(_ bytes: Bytes, _ index: Bytes.Index) -> UInt8? {
    guard index < bytes.endIndex else { return nil }
    switch bytes[index] {
    case 0x30...0x39: return bytes[index] - 0x30
    case 0x41...0x46: return bytes[index] - 0x37
    case 0x61...0x66: return bytes[index] - 0x57
    default: return nil
    }
  }
}
