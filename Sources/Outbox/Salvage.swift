import Digest
import Platform

/// Copies what is readable of a damaged outbox into a new file that has tables and no rules yet.
///
/// A table's rows are read by ascending row id until a page is damaged, then by descending row id from the end; between
/// the two, ids are probed one by one. So one damaged page costs the rows of that page.
struct Salvage {
  private let source: Database
  private let target: Database
  private var damage: [String] = []

  /// Row ids without a readable row, one after the other, after which a gap is given up.
  private static let longestGap = 20_000

  init(from source: Database, into target: Database) {
    self.source = source
    self.target = target
  }

  mutating func copyAll() throws(OutboxFault) {
    for (table, key) in [
      ("record", "number"), ("spool", "number"), ("ledger", "seq"), ("kept", "seq"), ("event", "number"),
    ] { try copy(table, key) }
    for table in ["draft", "destination", "state"] { try copySmall(table) }
    try dropChangedBodies()
    try mend()
  }

  /// A damaged page may still be readable: only the SHA-256 tells whether a body is the one that was sealed.
  private mutating func dropChangedBodies() throws(OutboxFault) {
    var changed: [Int64] = []
    try target.each("SELECT number, sha256, body FROM record") { row throws(OutboxFault) in
      if Hex.encode(Digest.sha256(row.bytes(2))) != row.text(1) { changed.append(row.number(0)) }
      return true
    }
    for number in changed { try target.run("DELETE FROM record WHERE number = ?", [.number(number)]) }
    if !changed.isEmpty { damage.append("record: \(changed.count) bodies do not match their SHA-256") }
  }

  private mutating func copy(_ table: String, _ key: String) throws(OutboxFault) {
    let all = "SELECT * FROM \(table) WHERE \(key) > ?"
    // Without a readable schema nothing below finds anything.
    guard try read("\(all) LIMIT 0", .number(0), table, { _ in }) else { return }
    var lowest: Int64 = 0
    if try read("\(all) ORDER BY \(key)", .number(0), table, { lowest = $0 }) { return }
    var highest = Int64.max
    try read("\(all) ORDER BY \(key) DESC", .number(lowest), table) { highest = $0 }
    var id = lowest + 1
    var gap = 0
    while id < highest, gap < Self.longestGap {
      gap += 1
      try read("SELECT * FROM \(table) WHERE \(key) = ?", .number(id), table) { _ in gap = 0 }
      id += 1
    }
  }

  private mutating func copySmall(_ table: String) throws(OutboxFault) {
    try read("SELECT * FROM \(table) WHERE ?", .number(1), table) { _ in }
  }

  /// - Returns: whether every row could be read. Faults of the new file are thrown, those of the old one noted.
  @discardableResult
  private mutating func read(
    _ query: String, _ value: Value, _ table: String, _ reached: (Int64) -> Void
  )
    throws(OutboxFault) -> Bool
  {
    do throws(OutboxFault) {
      try source.each(query, [value]) { row throws(OutboxFault) in
        let values = (0..<row.columns).map { row.value($0) }
        try insert(values, into: table, columns: (0..<row.columns).map { row.name($0) })
        if case .number(let key)? = values.first { reached(key) }
        return true
      }
      return true
    } catch {
      guard error.isDamage(of: source.path) else { throw error }
      let line = "\(table): \(error.explanation.what)"
      if damage.last != line, damage.count < 20 { damage.append(line) }
      return false
    }
  }

  /// By name: a file of an older version has fewer columns.
  private func insert(_ values: [Value], into table: String, columns: [String]) throws(OutboxFault) {
    let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
    let names = columns.joined(separator: ", ")
    try target.run("INSERT OR IGNORE INTO \(table) (\(names)) VALUES (\(marks))", values)
  }

  /// Makes the saved tables agree: a record that is nowhere waits again, a row without its record goes.
  private func mend() throws(OutboxFault) {
    try target.execute(
      """
      DELETE FROM draft WHERE number NOT IN (SELECT number FROM record);
      DELETE FROM kept WHERE number NOT IN (SELECT number FROM record) OR seq NOT IN (SELECT seq FROM ledger);
      DELETE FROM record WHERE id IN (SELECT id FROM ledger) AND number NOT IN (SELECT number FROM kept);
      INSERT INTO spool (number, destination, bytes, accepted) SELECT number, destination, bytes, created FROM record \
      WHERE number NOT IN (SELECT number FROM spool) AND number NOT IN (SELECT number FROM kept) \
      AND number NOT IN (SELECT number FROM draft);
      INSERT INTO state SELECT 'repair.lost', count(*) FROM spool WHERE number NOT IN (SELECT number FROM record) \
      ON CONFLICT (key) DO UPDATE SET value = excluded.value;
      DELETE FROM spool WHERE number NOT IN (SELECT number FROM record) OR number IN (SELECT number FROM kept);
      DELETE FROM tally;
      INSERT INTO tally SELECT destination, count(*), sum(bytes) FROM spool GROUP BY destination;
      INSERT INTO state SELECT 'kept.bytes', coalesce(sum(bytes), 0) FROM kept WHERE true \
      ON CONFLICT (key) DO UPDATE SET value = excluded.value;
      """)
  }

  func report() throws(OutboxFault) -> RepairReport {
    RepairReport(
      setAside: "", waiting: Int(try target.number("SELECT count(*) FROM spool")),
      ledger: Int(try target.number("SELECT count(*) FROM ledger")),
      bodies: Int(try target.number("SELECT count(*) FROM kept")),
      lost: Int(try target.number("SELECT value FROM state WHERE key = 'repair.lost'")), damage: damage)
  }
}

extension OutboxFault {
  /// Whether the fault says that pages of this file cannot be read, as opposed to the file beside it.
  fileprivate func isDamage(of path: String) -> Bool {
    switch self {
    case .corrupt(let place, _), .failed(let place, _), .unreadable(let place, _): place == path
    default: false
    }
  }
}
