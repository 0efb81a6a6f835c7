import Words

/// How arrivals become rows, in one transaction. Rows that others may write to as well are written in one order (identities,
/// then table by table, keys ascending), so that collectors on one database wait for each other but never in a circle.
enum Keeping {
  /// Tries once more where a connection died or a month's table had gone: what was committed and not answered is
  /// recognised by its identity.
  static func keep<Engine: SQLEngine>(
    _ arrivals: [Arrival], _ engine: Engine, _ known: Known
  ) async throws(StoreFault) -> [Kept] {
    let arrivals = arrivals.map(\.withoutNUL)
    let began = ContinuousClock.now
    do throws(StoreFault) {
      return try await attempt(arrivals, engine, known)
    } catch {
      // Who has waited long already is told at once.
      guard case .unavailable = error, began.duration(to: .now) < .seconds(5) else { throw error }
      return try await attempt(arrivals, engine, known)
    }
  }

  private static func attempt<Engine: SQLEngine>(
    _ arrivals: [Arrival], _ engine: Engine, _ known: Known
  ) async throws(StoreFault) -> [Kept] {
    var facets: Set<Facet> = []
    var frames: Set<Frame> = []
    var times: [Int64] = []
    for arrival in arrivals {
      guard case .record(let record) = arrival.content else { continue }
      facets.insert(Facet(record))
      if let guilty = record.findings.guilty { frames.insert(guilty) }
      times.append(arrival.received)
    }
    let facetIDs = try await known.ids(facets: facets, engine)
    let frameIDs = try await known.ids(frames: frames, engine)
    if !times.isEmpty { try await engine.prepare(received: times) }
    let lane = engine.lane
    return try await engine.write { session in
      try write(arrivals, session, lane: lane, facets: facetIDs, frames: frameIDs)
    }
  }

  private static func write(
    _ arrivals: [Arrival], _ session: any SQLSession, lane: Int, facets: [Facet: Int64], frames: [Frame: Int64]
  ) throws -> [Kept] {
    let places = try identify(arrivals, session)
    var first: Set<Identity> = []
    var kept: [Kept] = []
    var new = New()
    for arrival in arrivals {
      let identity = Identity(arrival.identity)
      guard let place = places[identity] else {
        throw StoreFault.unavailable("a record went while its repeat came")
      }
      let isNew = place.isNew && first.insert(identity).inserted
      kept.append(Kept(id: place.id, repeated: !isNew, received: place.received))
      guard isNew else { continue }
      switch arrival.content {
      case .record(let record):
        guard let facet = facets[Facet(record)] else { throw StoreFault.broken("a record without its facet") }
        new.records.append(
          RecordRow(
            id: place.id, received: arrival.received, facet: facet,
            guilty: record.findings.guilty.flatMap { frames[$0] },
            identity: arrival.identity, record: record))
      case .report(let report): new.reports.append((place.id, arrival, report))
      case .device(let sample): new.samples.append((place.id, arrival, sample))
      }
    }
    try KeepingRecords.write(new.records, session, lane: lane)
    try KeepingReports.write(new.reports, session, lane: lane)
    try KeepingReports.write(new.samples, session)
    try add(to: "totals", [("kind", .int)], new.counts.map { ([.int($0.0)], $0.1) }, session, lane: lane)
    return kept
  }

  private struct New {
    var records: [RecordRow] = []
    var reports: [(Int64, Arrival, Report)] = []
    var samples: [(Int64, Arrival, DeviceSample)] = []

    var counts: [(Int, Int64)] {
      [(Kind.record, records.count), (.report, reports.count), (.sample, samples.count)].filter { $0.1 > 0 }
        .map { ($0.0.rawValue, Int64($0.1)) }
    }
  }

  /// An arrival's identity as a key; hashed as a whole, where an array would be byte by byte.
  private struct Identity: Hashable, Comparable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func hash(into hasher: inout Hasher) {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
  }

  private struct Place {
    var id: Int64
    var received: Int64
    var isNew: Bool
  }

  /// Where each identity is kept, giving numbers to those that are new.
  private static func identify(_ arrivals: [Arrival], _ session: any SQLSession) throws -> [Identity: Place] {
    var order: [Kind: [Arrival]] = [:]
    for arrival in arrivals { order[arrival.kind, default: []].append(arrival) }
    var keyed: [(identity: Identity, row: SQLRow)] = []
    keyed.reserveCapacity(arrivals.count)
    var places: [Identity: Place] = [:]
    places.reserveCapacity(arrivals.count)
    for (kind, arrivals) in order {
      // Of what comes twice at once the first counts; a number that is not used is lost.
      let numbers = try session.numbers(arrivals.count, of: kind.table)
      for (arrival, id) in zip(arrivals, numbers) {
        let place = Place(id: id, received: arrival.received, isNew: true)
        let identity = Identity(arrival.identity)
        guard places[identity] == nil else { continue }
        places[identity] = place
        keyed.append(
          (identity, [.bytes(arrival.identity), .int(kind.rawValue), .int(id), .int(arrival.received)]))
      }
    }
    keyed.sort { $0.identity < $1.identity }
    let rows = keyed.map(\.row)
    let made = try session.insert(
      SQLInsert(
        "identity", [("hash", .bytes), ("kind", .int), ("id", .int), ("received", .int)], rows,
        clause: "ON CONFLICT (hash) DO NOTHING RETURNING hash"))
    guard made.count < rows.count else { return places }
    let fresh = Set(made.map { Identity($0[0].data) })
    let repeated = rows.map { $0[0] }.filter { !fresh.contains(Identity($0.data)) }
    for value in repeated { places[Identity(value.data)] = nil }
    let present = try session.rows(
      SQLPiece("SELECT hash, id, received FROM identity WHERE ") + session.dialect.anyOf("hash", repeated, .bytes))
    for row in present {
      places[Identity(row[0].data)] = Place(id: row[1].number, received: row[2].number, isNew: false)
    }
    return places
  }

  /// Adds to the counts of a table, whose key is the columns and the lane.
  static func add(
    to table: String, _ columns: [(name: String, type: SQLType)], _ counts: [(key: SQLRow, n: Int64)],
    _ session: any SQLSession, lane: Int
  ) throws {
    let rows = counts.filter { $0.n != 0 }.sorted { $0.key.precedes($1.key) }
      .map { $0.key + [.int(lane), .int($0.n)] }
    if rows.isEmpty { return }
    let key = (columns.map(\.name) + ["lane"]).joined(separator: ", ")
    try session.insert(
      SQLInsert(
        table, columns + [("lane", .int), ("n", .int)], rows,
        clause: "ON CONFLICT (\(key)) DO UPDATE SET n = \(table).n + excluded.n"))
  }
}

extension Arrival {
  var kind: Kind {
    switch content {
    case .record: .record
    case .report: .report
    case .device: .sample
    }
  }
}

extension [SQLValue] {
  /// An order of keys that is the same in every collector.
  func precedes(_ other: [SQLValue]) -> Bool {
    for (left, right) in zip(self, other) where left != right {
      switch (left, right) {
      case (.int(let left), .int(let right)): return left < right
      case (.text(let left), .text(let right)): return left.utf8.lexicographicallyPrecedes(right.utf8)
      case (.bytes(let left), .bytes(let right)): return left.lexicographicallyPrecedes(right)
      default: return left.data.lexicographicallyPrecedes(right.data)
      }
    }
    return false
  }
}
