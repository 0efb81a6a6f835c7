/// A place in a listing: the time of arrival and the number of a row, `RECEIVED-ID`.
struct Cursor: Equatable, Sendable {
  var received: Int64
  var id: Int64

  init(_ received: Int64, _ id: Int64) {
    self.received = received
    self.id = id
  }

  var text: String { "\(received)-\(id)" }

  /// - Throws: `StoreFault.badPattern`.
  init?(_ text: String?) throws {
    guard let text else { return nil }
    guard let dash = text.dropFirst().firstIndex(of: "-"), let received = Int64(text[..<dash]),
      let id = Int64(text[text.index(after: dash)...])
    else { throw StoreFault.badPattern("cursor '\(text.prefix(60))': not one of a listing's") }
    self.init(received, id)
  }
}

extension PageRequest {
  var size: Int { min(max(limit, 1), 1000) }
}

extension Page {
  /// A piece of rows that came newest first, of which one more than asked for may have been read to see if there are more.
  init(
    _ found: [Row], _ request: PageRequest, backwards: Bool, cursor: (Row) -> Cursor
  ) {
    let more = found.count > request.size
    var rows = Array(found.prefix(request.size))
    if backwards { rows.reverse() }
    self.init(
      rows: rows,
      older: backwards || more ? (rows.last.map { cursor($0).text } ?? (backwards ? request.after : nil)) : nil,
      newer: rows.first.map { cursor($0).text } ?? request.after ?? request.before)
  }
}

/// The part of a listing a request is about: its conditions, order, and whether it goes from old to new.
struct Stretch {
  var conditions: [SQLPiece] = []
  var order: String
  var backwards: Bool

  init(_ request: PageRequest, time: String = "received", id: String = "id") throws {
    let before = try Cursor(request.before)
    let after = try Cursor(request.after)
    if let before {
      conditions.append(SQLPiece("(\(time), \(id)) < (?, ?)", [.int(before.received), .int(before.id)]))
    }
    if let after { conditions.append(SQLPiece("(\(time), \(id)) > (?, ?)", [.int(after.received), .int(after.id)])) }
    backwards = after != nil && before == nil
    order = backwards ? " ORDER BY \(time), \(id) LIMIT ?" : " ORDER BY \(time) DESC, \(id) DESC LIMIT ?"
  }
}
