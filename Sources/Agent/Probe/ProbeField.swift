import ProbeSocket
import Report

/// A header of a record of a local program: its name, and its value in no promised encoding.
public struct ProbeField: Sendable {
  public let name: [UInt8]
  public let value: ArraySlice<UInt8>
  /// Whether the name is what RFC 9110 calls a token, without its rarer punctuation.
  let isNamed: Bool

  public init(_ name: [UInt8], _ value: ArraySlice<UInt8>) {
    self.init(name, value, isNamed: Self.isName(name))
  }

  private init(_ name: [UInt8], _ value: ArraySlice<UInt8>, isNamed: Bool) {
    self.name = name
    self.value = value
    self.isNamed = isNamed
  }

  public init(_ name: String, _ value: String) { self.init(Array(name.utf8), Array(value.utf8)[...]) }

  private static let names = ProbeHeader.allCases.map { Array($0.name.utf8) }

  /// The fields of a record, in their order.
  static func all(of record: ProbeRecord) -> [ProbeField] {
    var fields: [ProbeField] = []
    fields.reserveCapacity(names.count)
    for header in ProbeHeader.allCases {
      if let value = record[header] { fields.append(ProbeField(names[header.rawValue], value.bytes, isNamed: true)) }
    }
    return fields
  }

  /// The value as text: what is no UTF-8 becomes U+FFFD.
  var text: String { String(decoding: value, as: UTF8.self) }

  private static func isName(_ name: [UInt8]) -> Bool {
    !name.isEmpty
      && name.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  /// Digits alone, as the public collector reads them: Swift would take a sign.
  var number: Int64? {
    let isNumber = !value.isEmpty && value.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isNumber ? Int64(text) : nil
  }

  /// Whether the value is 32 lower-case hexadecimal digits.
  var isID: Bool {
    value.count == 32
      && value.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
