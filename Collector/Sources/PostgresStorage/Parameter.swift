import CPostgres
import Storage

/// A value in PostgreSQL's binary form (its documentation leaves that to the source: `src/backend/utils/adt/*recv`,
/// `array_recv` for arrays), with its type.
struct Parameter {
  var type: Oid
  var bytes: [UInt8]?

  private static let bytea: Oid = 17
  private static let int8: Oid = 20
  private static let text: Oid = 25

  init(_ value: SQLValue) {
    switch value {
    case .null: (type, bytes) = (0, nil)
    case .int: (type, bytes) = (Self.int8, Self.encode(value))
    case .text: (type, bytes) = (Self.text, Self.encode(value))
    case .bytes: (type, bytes) = (Self.bytea, Self.encode(value))
    case .list(let values, let element):
      let (array, of): (Oid, Oid) =
        switch element {
        case .int: (1016, Self.int8)
        case .text: (1009, Self.text)
        case .bytes: (1001, Self.bytea)
        }
      type = array
      bytes = Self.encode(values, of)
    }
  }

  private static func encode(_ value: SQLValue) -> [UInt8]? {
    switch value {
    case .null, .list: nil
    case .int(let number): (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    case .text(let text): Array(text.utf8)
    case .bytes(let bytes): bytes
    }
  }

  private static func encode(_ values: [SQLValue], _ element: Oid) -> [UInt8] {
    var bytes: [UInt8] = []
    func add(_ number: Int) {
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    add(values.isEmpty ? 0 : 1)
    add(values.contains(.null) ? 1 : 0)
    add(Int(element))
    if values.isEmpty { return bytes }
    add(values.count)
    add(1)
    for value in values {
      guard let data = encode(value) else {
        add(-1)
        continue
      }
      add(data.count)
      bytes += data
    }
    return bytes
  }

  /// A column of an answer.
  static func value(_ bytes: UnsafeRawBufferPointer, _ type: Oid) -> SQLValue {
    switch type {
    case bytea: .bytes(Array(bytes))
    // bool, int8, int2, int4
    case 16: .int(Int64(bytes.first ?? 0))
    case int8, 21, 23:
      .int(
        bytes.dropFirst().reduce(Int64(Int8(bitPattern: bytes.first ?? 0))) { ($0 << 8) | Int64($1) })
    default: .text(String(decoding: bytes, as: UTF8.self))
    }
  }
}
