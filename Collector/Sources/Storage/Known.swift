import Synchronization
import Words

/// What records have in common.
struct Facet: Hashable, Sendable {
  var tenant: String
  var classification: String
  var build: String
  var system: String
  var host: String
  var severity: Int
  var external: Bool

  init(_ record: Record) {
    tenant = record.tenant
    classification = record.classification
    build = record.build
    system = record.systemName
    host = record.hostType
    severity = record.severity
    external = record.external
  }

  static let columns = "id, tenant, classification, build, system, host, severity, external"

  init(row: SQLRow) {
    tenant = row[1].string
    classification = row[2].string
    build = row[3].string
    system = row[4].string
    host = row[5].string
    severity = row[6].count
    external = row[7].number != 0
  }

  var values: SQLRow {
    [
      .text(tenant), .text(classification), .text(build), .text(system), .text(host), .int(severity), .truth(external),
    ]
  }
}

/// Facets and guilties that were seen in the database: they are never changed and never removed, so what is remembered
/// stays true.
final class Known: Sendable {
  private struct Both<Value: Hashable & Sendable>: Sendable {
    var ids: [Value: Int64] = [:]
    var values: [Int64: Value] = [:]

    mutating func add(_ id: Int64, _ value: Value) {
      // A flood of invented values must not fill the memory.
      if ids.count >= 50_000 {
        ids.removeAll()
        values.removeAll()
      }
      ids[value] = id
      values[id] = value
    }
  }

  private let facets = Mutex(Both<Facet>())
  private let frames = Mutex(Both<Frame>())

  /// The numbers of facets, making those that are new. In a transaction of its own: a number that is taken back with
  /// what surrounds it must not be remembered.
  func ids<Engine: SQLEngine>(facets wanted: Set<Facet>, _ engine: Engine) async throws(StoreFault) -> [Facet: Int64] {
    var found = facets.withLock { known in
      Dictionary(uniqueKeysWithValues: wanted.compactMap { facet in known.ids[facet].map { (facet, $0) } })
    }
    let missing = wanted.filter { found[$0] == nil }
    if missing.isEmpty { return found }
    let made = try await engine.write { session in
      try Self.make(missing, session)
    }
    facets.withLock { known in for (facet, id) in made { known.add(id, facet) } }
    for (facet, id) in made { found[facet] = id }
    return found
  }

  private static func make(_ facets: Set<Facet>, _ session: any SQLSession) throws -> [(Facet, Int64)] {
    // In one order in every collector, so that two that make the same facets do not wait for each other in a circle.
    let ordered = facets.map { ($0, $0.values) }.sorted { $0.1.precedes($1.1) }
    let numbers = try session.numbers(ordered.count, of: "facets")
    let columns: [(name: String, type: SQLType)] = [
      ("id", .int), ("tenant", .text), ("classification", .text), ("build", .text), ("system", .text), ("host", .text),
      ("severity", .int), ("external", .int),
    ]
    let new = try session.insert(
      SQLInsert(
        "facets", columns, zip(numbers, ordered).map { [.int($0)] + $1.1 },
        clause: "ON CONFLICT DO NOTHING RETURNING id"))
    let isNew = Set(new.map { $0[0].number })
    return try zip(numbers, ordered).map { number, facet in
      if isNew.contains(number) { return (facet.0, number) }
      let present = try session.rows(
        """
        SELECT id FROM facets WHERE tenant = ? AND classification = ? AND build = ? AND system = ? AND host = ?
        AND severity = ? AND external = ?
        """, facet.1)
      guard let id = present.first?[0].number else {
        throw StoreFault.broken("a facet cannot be kept: \(facet.0.classification)")
      }
      return (facet.0, id)
    }
  }

  func ids<Engine: SQLEngine>(frames wanted: Set<Frame>, _ engine: Engine) async throws(StoreFault) -> [Frame: Int64] {
    var found = frames.withLock { known in
      Dictionary(uniqueKeysWithValues: wanted.compactMap { frame in known.ids[frame].map { (frame, $0) } })
    }
    let missing = wanted.filter { found[$0] == nil }
    if missing.isEmpty { return found }
    let made = try await engine.write { session in
      var made: [(Frame, Int64)] = []
      for frame in missing.sorted(by: { ($0.function, $0.module) < ($1.function, $1.module) }) {
        let key: SQLRow = [.text(frame.function), .text(frame.module)]
        let select = "SELECT id FROM guilties WHERE function = ? AND module = ?"
        var id = try session.rows(select, key).first?[0].number
        if id == nil {
          let next = try session.numbers(1, of: "guilties")
          try session.run(
            "INSERT INTO guilties (id, function, module, comment, hidden) VALUES (?,?,?,'',0) ON CONFLICT DO NOTHING",
            next.map(SQLValue.int) + key)
          id = try session.rows(select, key).first?[0].number
        }
        guard let id else { throw StoreFault.broken("a guilty cannot be kept: \(frame.function)") }
        made.append((frame, id))
      }
      return made
    }
    frames.withLock { known in for (frame, id) in made { known.add(id, frame) } }
    for (frame, id) in made { found[frame] = id }
    return found
  }

  func facet(_ ids: Set<Int64>, _ session: any SQLSession) throws -> [Int64: Facet] {
    var found = facets.withLock { known in
      Dictionary(uniqueKeysWithValues: ids.compactMap { id in known.values[id].map { (id, $0) } })
    }
    let missing = ids.filter { found[$0] == nil }.map(SQLValue.int)
    if missing.isEmpty { return found }
    let rows = try session.rows(
      SQLPiece("SELECT \(Facet.columns) FROM facets WHERE ") + session.dialect.anyOf("id", missing, .int))
    for row in rows { found[row[0].number] = Facet(row: row) }
    facets.withLock { known in for row in rows { known.add(row[0].number, Facet(row: row)) } }
    return found
  }

  func frame(_ ids: Set<Int64>, _ session: any SQLSession) throws -> [Int64: Frame] {
    if ids.isEmpty { return [:] }
    let rows = try session.rows(
      SQLPiece("SELECT id, function, module FROM guilties WHERE ")
        + session.dialect.anyOf("id", ids.map(SQLValue.int), .int))
    return Dictionary(
      rows.map { ($0[0].number, Frame(function: $0[1].string, module: $0[2].string)) }, uniquingKeysWith: { $1 })
  }
}
