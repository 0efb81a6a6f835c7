import Words

/// A search for one piece of the records: it goes along the index that fits the filter best, newest first, and looks at what
/// the index does not tell, until the piece is full or the time is over.
struct RecordSearch {
  /// Which index is followed.
  private enum Way {
    case event(String)
    case guilty(Int64)
    case machine(String)
    /// From each facet its newest, put together.
    case facets([Int64])
    case ids(from: Int64)
    /// All records; with facets, days on which none of them came are passed over.
    case all([Int64]?)
    case nothing
  }

  private let filter: RecordFilter
  private let request: PageRequest
  private let session: any SQLSession
  private let known: Known
  private let sieve: Sieve
  private let way: Way
  /// Whether the way leads to nothing but what the filter lets through.
  private let exact: Bool
  /// More facets than this are not followed one by one.
  private static let mostFacets = 500

  init(_ filter: RecordFilter, _ request: PageRequest, _ session: any SQLSession, _ known: Known) throws {
    self.filter = filter
    self.request = request
    self.session = session
    self.known = known
    sieve = try Sieve(filter)
    (way, exact) = try Self.way(filter, session)
  }

  func page(for budget: Duration) throws -> Page<StoredRecord> {
    var stretch = request
    let backwards = request.after != nil && request.before == nil
    let clock = ContinuousClock()
    let end = clock.now + budget
    var found: [StoredRecord] = []
    var chunk = exact ? request.size + 1 : max(100, request.size + 1)
    while true {
      let rows = try rows(stretch, limit: chunk)
      let records = try RecordRead.records(rows, session, known)
      for record in records where sieve.passes(record) {
        found.append(record)
        if found.count > request.size {
          return Page(found, request, backwards: backwards) { Cursor($0.received, $0.id) }
        }
      }
      guard rows.count == chunk, let last = records.last else {
        return Page(found, request, backwards: backwards) { Cursor($0.received, $0.id) }
      }
      var place = Cursor(last.received, last.id)
      if case .all(let facets?) = way, !backwards, !records.contains(where: sieve.passes) {
        guard let start = try hop(facets, before: place) else {
          return Page(found, request, backwards: false) { Cursor($0.received, $0.id) }
        }
        place = start
      }
      if backwards { stretch.after = place.text } else { stretch.before = place.text }
      if clock.now >= end {
        var page = Page(found, request, backwards: backwards) { Cursor($0.received, $0.id) }
        if backwards { page.newer = place.text } else { page.older = place.text }
        return page
      }
      // Small at first, for the payloads; then more for each question.
      chunk = min(chunk * 2, 400)
    }
  }

  /// Where to go on, nil where none of the facets has anything older.
  private func hop(_ facets: [Int64], before place: Cursor) throws -> Cursor? {
    let today = Time.day(place.received)
    let day = try session.rows(
      SQLPiece("SELECT max(day) FROM daily WHERE ") + session.dialect.anyOf("facet", facets.map(SQLValue.int), .int)
        + SQLPiece(" AND day <= ?", [.int(today)])
    ).first?[0].optionalNumber
    guard let day else { return nil }
    return day == today ? place : Cursor((day + 1) * Time.day, 0)
  }

  private func rows(_ request: PageRequest, limit: Int) throws -> [SQLRow] {
    let stretch = try Stretch(request)
    var conditions = stretch.conditions
    if let from = filter.receivedFrom { conditions.append(SQLPiece("received >= ?", [.int(from)])) }
    if let to = filter.receivedTo { conditions.append(SQLPiece("received < ?", [.int(to)])) }
    let end = SQLPiece(stretch.order, [.int(limit)])
    let select = SQLPiece("SELECT \(RecordRead.columns) FROM records WHERE ")
    switch way {
    case .nothing: return []
    case .event(let value):
      // The first condition is what lets the partial index be used.
      let event = [SQLPiece("event <> 'N/A'"), SQLPiece("event = ?", [.asked(value)])]
      return try session.rows(select + .all(event + conditions) + end)
    case .guilty(let id):
      return try session.rows(select + .all([SQLPiece("guilty = ?", [.int(id)])] + conditions) + end)
    case .machine(let id):
      return try session.rows(select + .all([SQLPiece("machine = ?", [.asked(id)])] + conditions) + end)
    case .all: return try session.rows(select + .all(conditions) + end)
    case .ids(let from):
      let order = stretch.backwards ? "received + 0, id + 0" : "received + 0 DESC, id + 0 DESC"
      return try session.rows(
        select + .all([SQLPiece("id >= ?", [.int(from)])] + conditions)
          + SQLPiece(" ORDER BY \(order) LIMIT ?", [.int(limit)]))
    case .facets(let ids): return try rows(ids, conditions, end, select)
    }
  }

  private func rows(_ facets: [Int64], _ conditions: [SQLPiece], _ end: SQLPiece, _ select: SQLPiece) throws -> [SQLRow]
  {
    if facets.count == 1 {
      return try session.rows(select + .all([SQLPiece("facet = ?", [.int(facets[0])])] + conditions) + end)
    }
    switch session.dialect {
    case .postgres:
      let places =
        SQLPiece(
          "SELECT n.received, n.id FROM unnest(?) AS f, LATERAL (SELECT received, id FROM records WHERE ",
          [
            .list(facets.map(SQLValue.int), .int)
          ]) + .all([SQLPiece("facet = f")] + conditions) + end + SQLPiece(") AS n") + end
      let found = try session.rows(places)
      guard let first = found.map({ $0[0].number }).min(), let last = found.map({ $0[0].number }).max() else {
        return []
      }
      // The times lead to the months the records are in.
      return try session.rows(
        select
          + .all([
            session.dialect.anyOf("id", found.map { $0[1] }, .int),
            SQLPiece("received BETWEEN ? AND ?", [.int(first), .int(last)]),
          ]) + end)
    case .sqlite:
      var places: [SQLRow] = []
      let each = SQLPiece("SELECT received, id FROM records WHERE ") + .all([SQLPiece("facet = ?")] + conditions) + end
      for facet in facets { places += try session.rows(each.text, [.int(facet)] + each.values) }
      let backwards = !end.text.contains("DESC")
      places.sort { backwards ? $0.precedes($1) : $1.precedes($0) }
      let ids = places.prefix(Int(end.values[0].number)).map { $0[1] }
      return try session.rows(select + session.dialect.anyOf("id", Array(ids), .int) + end)
    }
  }

  private static func way(_ filter: RecordFilter, _ session: any SQLSession) throws -> (Way, exact: Bool) {
    let others =
      filter.payload != nil || filter.notPayload != nil || filter.createdFrom != nil || filter.createdTo != nil
    let ofFacet =
      filter.tenant != nil || filter.classification != nil || filter.build != nil || filter.systemName != nil
      || filter.hostType != nil || filter.severity != nil || filter.external != nil
    let fields = [filter.eventID != nil, filter.guilty != nil, filter.machineID != nil, filter.idFrom != nil, ofFacet]
    let exact = !others && fields.filter { $0 }.count <= 1
    if let event = filter.eventID, event != "N/A" { return (.event(event), exact) }
    if let guilty = filter.guilty { return (.guilty(guilty), exact) }
    if let machine = filter.machineID { return (.machine(machine), exact) }
    if let from = filter.idFrom {
      let many =
        try session.rows("SELECT id FROM records WHERE id >= ? ORDER BY id LIMIT 2001", [.int(from)]).count > 2000
      if !many { return (.ids(from: from), exact) }
    }
    guard ofFacet else { return (.all(nil), exact && filter.idFrom == nil && filter.eventID == nil) }
    let facets = try facets(filter, session)
    if facets.isEmpty { return (.nothing, true) }
    return facets.count <= mostFacets ? (.facets(facets), exact) : (.all(facets), false)
  }

  private static func facets(_ filter: RecordFilter, _ session: any SQLSession) throws -> [Int64] {
    var conditions: [SQLPiece] = []
    if let value = filter.classification { conditions.append(session.dialect.like("classification", value)) }
    if let value = filter.tenant { conditions.append(SQLPiece("tenant = ?", [.asked(value)])) }
    if let value = filter.build { conditions.append(SQLPiece("build = ?", [.asked(value)])) }
    if let value = filter.systemName { conditions.append(SQLPiece("system = ?", [.asked(value)])) }
    if let value = filter.hostType { conditions.append(SQLPiece("host = ?", [.asked(value)])) }
    if let value = filter.severity { conditions.append(SQLPiece("severity = ?", [.int(value)])) }
    if let value = filter.external { conditions.append(SQLPiece("external = ?", [.truth(value)])) }
    return try session.rows(SQLPiece("SELECT id FROM facets WHERE ") + .all(conditions)).map { $0[0].number }
  }
}
