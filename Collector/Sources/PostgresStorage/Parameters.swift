import CPostgres
import Storage

/// Values in PostgreSQL's binary form (its documentation leaves that to the source: `src/backend/utils/adt/*recv`,
/// `array_recv` for arrays), with their types, one after another in one piece of memory.
struct Parameters {
  private(set) var types: [Oid] = []
  private var bytes: [UInt8] = []
  private var places: [Range<Int>?] = []

  private static let bytea: Oid = 17
  private static let int8: Oid = 20
  private static let text: Oid = 25

  var count: Int { types.count }
  var size: Int { bytes.count }

  init(_ values: [SQLValue] = []) {
    for value in values { add(value) }
  }

  /// The columns of many rows, an array each.
  init(columns insert: SQLInsert) {
    // Payloads are most of it; the rest is small.
    bytes.reserveCapacity(insert.rows.count * insert.columns.count * 32)
    for (index, column) in insert.columns.enumerated() {
      add(list: insert.rows.lazy.map { $0[index] }, column.type)
    }
  }

  private mutating func add(_ value: SQLValue) {
    if case .list(let values, let element) = value { return add(list: values, element) }
    let start = bytes.count
    let isPresent = append(value)
    places.append(isPresent ? start..<bytes.count : nil)
    let type: Oid =
      switch value {
      case .null, .list: 0
      case .int: Self.int8
      case .text: Self.text
      case .bytes: Self.bytea
      }
    types.append(type)
  }

  private mutating func add(list values: some Collection<SQLValue>, _ element: SQLType) {
    let (array, of): (Oid, Oid) =
      switch element {
      case .int: (1016, Self.int8)
      case .text: (1009, Self.text)
      case .bytes: (1001, Self.bytea)
      }
    let start = bytes.count
    let isEmpty = values.isEmpty
    append(isEmpty ? 0 : 1)
    // Whether there are nulls among them, which the server finds out for itself.
    append(0)
    append(Int32(bitPattern: of))
    if !isEmpty {
      append(Int32(clamping: values.count))
      append(1)
    }
    for value in values {
      let place = bytes.count
      append(-1)
      guard append(value) else { continue }
      let length = Int32(clamping: bytes.count - place - 4)
      withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(place..<(place + 4), with: $0) }
    }
    places.append(start..<bytes.count)
    types.append(array)
  }

  private mutating func append(_ number: Int32) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// Whether it is a value at all.
  private mutating func append(_ value: SQLValue) -> Bool {
    switch value {
    case .null, .list: return false
    case .int(let number): withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    case .text(let text): bytes.append(contentsOf: text.utf8)
    case .bytes(let content): bytes.append(contentsOf: content)
    }
    return true
  }

  /// As libpq takes them: values (nil for null), lengths, formats.
  func withPointers<T>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
  ) -> T {
    let lengths = places.map { Int32(clamping: $0?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: places.count)
    // One byte at least, so that an empty value has an address and is no null.
    return (bytes.isEmpty ? [0] : bytes).withUnsafeBytes { bytes in
      let base = bytes.baseAddress
      let pointers = places.map { place in
        place.flatMap { place in base.map { ($0 + place.lowerBound).assumingMemoryBound(to: CChar.self) } }
      }
      return pointers.withUnsafeBufferPointer { values in
        lengths.withUnsafeBufferPointer { lengths in
          formats.withUnsafeBufferPointer { body(values.baseAddress, lengths.baseAddress, $0.baseAddress) }
        }
      }
    }
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
