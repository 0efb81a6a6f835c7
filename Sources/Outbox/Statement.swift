import CSQLite

/// A prepared statement and, while it is stepped, its current row. Columns count from 0.
final class Statement {
  private let raw: OpaquePointer
  private unowned let database: Database
  private var isFinal = false

  init(_ raw: OpaquePointer, of database: Database) {
    self.raw = raw
    self.database = database
  }

  /// Must be called before the connection closes.
  func finalize() {
    guard !isFinal else { return }
    isFinal = true
    sqlite3_finalize(raw)
  }

  func bind(_ values: [Value]) throws(OutboxFault) {
    for (index, value) in values.enumerated() { try bind(Int32(index + 1), value) }
  }

  /// Binds one value, from position 1, and leaves the others.
  func bind(_ position: Int32, _ value: Value) throws(OutboxFault) {
    let code: Int32
    switch value {
    case .number(let number): code = sqlite3_bind_int64(raw, position, number)
    case .bytes(let bytes): code = cs_bind_blob(raw, position, bytes, Int32(clamping: bytes.count))
    case .text(var text): code = text.withUTF8 { Self.bind(raw, position, $0) }
    }
    guard code == SQLITE_OK else { throw database.fault(code) }
  }

  /// Binds a part of `text`, which is UTF-8, without a copy: it must stay where it is until the statement is rewound,
  /// and be bound anew before the next step.
  func borrow(_ position: Int32, text: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) throws(OutboxFault) {
    let slice = UnsafeBufferPointer(rebasing: text[part])
    let code = cs_borrow_text(raw, position, slice.baseAddress, Int32(clamping: slice.count))
    guard code == SQLITE_OK else { throw database.fault(code) }
  }

  /// The same for bytes that are no text.
  func borrow(_ position: Int32, bytes: UnsafeBufferPointer<UInt8>) throws(OutboxFault) {
    let code = cs_borrow_blob(raw, position, bytes.baseAddress, Int32(clamping: bytes.count))
    guard code == SQLITE_OK else { throw database.fault(code) }
  }

  private static func bind(_ raw: OpaquePointer, _ position: Int32, _ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    guard let start = text.baseAddress else { return cs_bind_text(raw, position, "", 0) }
    return start.withMemoryRebound(to: CChar.self, capacity: text.count) {
      cs_bind_text(raw, position, $0, Int32(clamping: text.count))
    }
  }

  /// True when a row is there, false at the end.
  func step() throws(OutboxFault) -> Bool {
    let code = sqlite3_step(raw)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let fault = database.fault(code)
      sqlite3_reset(raw)
      throw fault
    }
  }

  /// Ready for its next first step, with the same values.
  func rewind() { sqlite3_reset(raw) }

  func reset() {
    sqlite3_reset(raw)
    // A bound body would otherwise stay in memory until the statement's next use.
    sqlite3_clear_bindings(raw)
  }

  var columns: Int32 { sqlite3_column_count(raw) }

  func name(_ column: Int32) -> String { sqlite3_column_name(raw, column).map { String(cString: $0) } ?? "" }

  func number(_ column: Int32) -> Int64 { sqlite3_column_int64(raw, column) }

  func int(_ column: Int32) -> Int { Int(number(column)) }

  /// The text; bytes that are no UTF-8 become U+FFFD.
  func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(raw, column) else { return "" }
    let count = Int(sqlite3_column_bytes(raw, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(raw, column) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(raw, column))))
  }

  /// The value as it is stored, for copying it elsewhere unchanged.
  func value(_ column: Int32) -> Value {
    switch sqlite3_column_type(raw, column) {
    case SQLITE_INTEGER: .number(number(column))
    case SQLITE_BLOB: .bytes(bytes(column))
    default: .text(text(column))
    }
  }
}
