import Words

extension SQLStore {
  public func guilties(_ filter: GuiltyFilter) async throws(StoreFault) -> [GuiltyRow] {
    try await ask { session, _ in
      var conditions = [SQLPiece("d.day > ?", [.int(Time.day(filter.now) - Int64(filter.days))])]
      if let build = filter.build { conditions.append(SQLPiece("d.build = ?", [.asked(build)])) }
      if !filter.includeHidden { conditions.append(SQLPiece("g.hidden = 0")) }
      let counted = Self.counted(filter)
      let rows = try session.rows(
        SQLPiece("SELECT g.id, g.function, g.module, g.comment, g.hidden, CAST(sum(d.n) AS bigint) AS total FROM ")
          + counted + " JOIN guilties g ON g.id = d.guilty WHERE " + .all(conditions)
          + SQLPiece(
            """
             GROUP BY g.id, g.function, g.module, g.comment, g.hidden HAVING sum(d.n) > 0
            ORDER BY total DESC, g.id LIMIT ? OFFSET ?
            """, [.int(max(0, filter.limit)), .int(max(0, filter.offset))]))
      let builds = try Self.builds(
        rows.map { $0[0] }, Array(conditions.prefix(filter.build == nil ? 1 : 2)), session, counted)
      return rows.map { Self.guilty($0, builds[$0[0].number] ?? []) }
    }
  }

  /// Of the machines, those of its newest 20,000 records.
  public func guilty(_ id: Int64) async throws(StoreFault) -> GuiltyDetail? {
    try await ask { session, _ in
      let rows = try session.rows(
        """
        SELECT g.id, g.function, g.module, g.comment, g.hidden,
          CAST(coalesce((SELECT sum(n) FROM guilty_daily WHERE guilty = g.id), 0) AS bigint)
        FROM guilties g WHERE g.id = ?
        """, [.int(id)])
      guard let row = rows.first else { return nil }
      let builds = try Self.builds([row[0]], [], session)
      let machines = try session.rows(
        """
        SELECT f.build, n.machine, count(*) AS total FROM
          (SELECT facet, machine FROM records WHERE guilty = ? ORDER BY received DESC, id DESC LIMIT 20000) AS n
        JOIN facets f ON f.id = n.facet GROUP BY f.build, n.machine ORDER BY total DESC, f.build, n.machine
        """, [.int(id)])
      return GuiltyDetail(
        row: Self.guilty(row, builds[id] ?? []),
        machines: machines.map { CountRow(values: [$0[0].string, $0[1].string], count: $0[2].count) })
    }
  }

  public func edit(guilty id: Int64, comment: String?, hidden: Bool?) async throws(StoreFault) {
    try await engine.write { session in
      if let comment {
        try session.run("UPDATE guilties SET comment = ? WHERE id = ?", [.asked(String(comment.prefix(80))), .int(id)])
      }
      if let hidden { try session.run("UPDATE guilties SET hidden = ? WHERE id = ?", [.truth(hidden), .int(id)]) }
    }
  }

  public func blocked() async throws(StoreFault) -> [Frame] {
    try await ask { session, _ in
      try session.rows("SELECT function, module FROM blocked ORDER BY function, module").map {
        Frame(function: $0[0].string, module: $0[1].string)
      }
    }
  }

  public func block(_ frame: Frame) async throws(StoreFault) {
    _ = try await engine.write { session in
      try session.run(
        "INSERT INTO blocked (function, module) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [.asked(frame.function), .asked(frame.module)])
    }
  }

  public func unblock(_ frame: Frame) async throws(StoreFault) {
    _ = try await engine.write { session in
      try session.run(
        "DELETE FROM blocked WHERE function = ? AND module = ?", [.asked(frame.function), .asked(frame.module)])
    }
  }

  /// What is summed, as `d`: the counts by day, or for one tenant its records, each as a count of one.
  private static func counted(_ filter: GuiltyFilter) -> SQLPiece {
    guard let tenant = filter.tenant else { return SQLPiece("guilty_daily d") }
    return SQLPiece(
      """
      (SELECT r.guilty, f.build, r.received / 86400000000 AS day, 1 AS n FROM records r JOIN facets f ON f.id = r.facet
      WHERE f.tenant = ? AND r.guilty IS NOT NULL AND r.received >= ?) AS d
      """, [.text(tenant), .int((Time.day(filter.now) - Int64(filter.days)) * Time.day)])
  }

  /// Guilties' counts by build, most first.
  private static func builds(
    _ ids: [SQLValue], _ conditions: [SQLPiece], _ session: any SQLSession,
    _ counted: SQLPiece = SQLPiece("guilty_daily d")
  ) throws -> [Int64: [CountRow]] {
    if ids.isEmpty { return [:] }
    let rows = try session.rows(
      SQLPiece("SELECT d.guilty, d.build, CAST(sum(d.n) AS bigint) AS total FROM ") + counted + " WHERE "
        + .all([session.dialect.anyOf("d.guilty", ids, .int)] + conditions)
        + " GROUP BY d.guilty, d.build HAVING sum(d.n) > 0 ORDER BY total DESC, d.build")
    return Dictionary(grouping: rows, by: { $0[0].number })
      .mapValues { $0.map { CountRow(values: [$0[1].string], count: $0[2].count) } }
  }

  private static func guilty(_ row: SQLRow, _ builds: [CountRow]) -> GuiltyRow {
    GuiltyRow(
      id: row[0].number, frame: Frame(function: row[1].string, module: row[2].string), comment: row[3].string,
      hidden: row[4].number != 0, count: row[5].count, builds: builds)
  }
}
