import Digest
import Platform

/// The hash chain of the ledger.
///
/// The canonical form of a row is its columns in the order of `LedgerEntry.columns`, each as a netstring: its length in
/// bytes in decimal, `:`, its text (numbers in decimal, text in UTF-8), `,`. In form 1, of outboxes before version 3,
/// these are the 19 columns up to `reason`; in form 2, of version 3, all but `new_fields`; in form 3 all 22. From form 2
/// on the form itself is among them, so that it cannot be changed either. Then hash[n] = SHA-256(hash[n-1] ‖ canonical
/// row n), 32 bytes, with 32 zero bytes before the first row.
///
/// The latest hash is also written to the state `ledger.head` as `SEQ HASH`: rows cut off at the end show. Whoever can
/// write the file can forge all of it; an administrator who notes the head hash elsewhere can prove the rows below it.
struct LedgerChain {
  static let start = [UInt8](repeating: 0, count: 32)
  static let headKey = "ledger.head"
  /// The form in which rows are appended.
  static let form = 3
  private static let columnsOfForm1 = 19
  private static let columnsOfForm2 = 20

  private(set) var seq: Int64
  /// Whether a row was appended through this value.
  private(set) var hasGrown = false
  private var hash: [UInt8]

  /// The end of the chain as it was noted, or else as it stands: appending to a ledger whose end was cut off or changed
  /// goes on where it was, and leaves a break that `verify` finds for ever. It must go on: deliveries that cannot be
  /// written down would be repeated.
  init(_ database: Database) throws(OutboxFault) {
    let last = try database.first("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1") {
      ($0.number(0), $0.bytes(1))
    }
    let noted = try Self.notedHead(database)
    seq = max(last?.0 ?? 0, noted?.seq ?? 0)
    hash = noted?.hash ?? last?.1 ?? Self.start
  }

  static func notedHead(_ database: Database) throws(OutboxFault) -> (seq: Int64, hash: [UInt8])? {
    let text = try database.first("SELECT value FROM state WHERE key = ?", [.text(headKey)]) { $0.text(0) }
    guard let parts = text?.split(separator: " "), parts.count == 2, let seq = Int64(parts[0]),
      let hash = Hex.decode(parts[1])
    else { return nil }
    return (seq, hash)
  }

  /// Appends the row, whose seq must be the next one.
  mutating func append(_ entry: LedgerEntry, to database: Database) throws(OutboxFault) {
    let values = entry.values
    let next = Digest.sha256(hash + Self.netstrings(values[...]))
    let marks = String(repeating: "?, ", count: values.count) + "?"
    try database.run(
      "INSERT INTO ledger (\(LedgerEntry.columns), hash) VALUES (\(marks))", values + [.bytes(next)])
    seq = entry.seq
    hash = next
    hasGrown = true
  }

  /// Notes the end of the chain. Belongs into the transaction of the rows it ends with.
  func noteHead(in database: Database) throws(OutboxFault) {
    try database.run(
      "INSERT INTO state (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
      [.text(Self.headKey), .text("\(seq) \(Hex.encode(hash))")])
  }

  /// `values` are all columns but `hash`; the last is the form. nil: a form that there is none of.
  static func canonical(_ values: [Value]) -> [UInt8]? {
    switch values.last {
    case .number(1): netstrings(values.prefix(columnsOfForm1))
    case .number(2): netstrings(values.prefix(columnsOfForm2) + values.suffix(1))
    case .number(3): netstrings(values[...])
    default: nil
    }
  }

  private static func netstrings(_ values: ArraySlice<Value>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(512)
    for value in values {
      let bytes: [UInt8]
      switch value {
      case .number(let number): bytes = Array(String(number).utf8)
      case .text(let text): bytes = Array(text.utf8)
      case .bytes(let raw): bytes = raw
      }
      out += Array(String(bytes.count).utf8)
      out.append(UInt8(ascii: ":"))
      out += bytes
      out.append(UInt8(ascii: ","))
    }
    return out
  }
}
