import Words

extension SQLStore {
  /// Asks, and makes a fault of whatever may go wrong.
  func ask<T: Sendable>(
    _ body: @escaping @Sendable (any SQLSession, Known) throws -> T
  ) async throws(StoreFault) -> T {
    let known = self.known
    return try await engine.read { session in try body(session, known) }
  }

  public func last(before time: Int64) async throws(StoreFault) -> Int64? {
    try await ask { session, _ in
      var last: Int64?
      for (table, kinds) in [("records", [nil]), ("reports", ["node", "cluster"]), ("samples", [nil])] {
        for kind in kinds {
          let rows = try session.rows(
            "SELECT max(received) FROM \(table) WHERE received < ?\(kind.map { " AND kind = '\($0)'" } ?? "")",
            [.int(time)])
          if let value = rows.first?[0].optionalNumber { last = max(last ?? value, value) }
        }
      }
      return last
    }
  }

  public func counts(by dimensions: [Dimension], _ filter: CountFilter) async throws(StoreFault) -> [CountRow] {
    try await ask { session, _ in
      var conditions: [SQLPiece] = []
      if let value = filter.tenant { conditions.append(SQLPiece("f.tenant = ?", [.asked(value)])) }
      if let value = filter.classification { conditions.append(session.dialect.like("f.classification", value)) }
      if let value = filter.build { conditions.append(SQLPiece("f.build = ?", [.asked(value)])) }
      if let value = filter.systemName { conditions.append(SQLPiece("f.system = ?", [.asked(value)])) }
      if let value = filter.external { conditions.append(SQLPiece("f.external = ?", [.truth(value)])) }
      if let day = filter.fromDay { conditions.append(SQLPiece("d.day >= ?", [.int(day)])) }
      if let day = filter.toDay { conditions.append(SQLPiece("d.day <= ?", [.int(day)])) }
      let columns = dimensions.map(\.column)
      let list = columns.joined(separator: ", ")
      var question =
        SQLPiece(
          "SELECT \(list)\(list.isEmpty ? "" : ", ")CAST(sum(d.n) AS bigint) AS total "
            + "FROM daily d JOIN facets f ON f.id = d.facet WHERE ") + .all(conditions)
      question =
        question
        + (list.isEmpty ? "" : " GROUP BY \(list) ORDER BY total DESC, \(list)")
      if let limit = filter.limit { question = question + SQLPiece(" LIMIT ?", [.int(max(0, limit))]) }
      return try session.rows(question).compactMap { row in
        guard let count = row.last?.optionalNumber else { return nil }
        return CountRow(values: zip(dimensions, row).map { $0.text($1) }, count: Int(count))
      }
    }
  }

  public func population(days: Int?, now: Int64) async throws(StoreFault) -> [PopulationRow] {
    try await ask { session, _ in
      let from = days.map { Time.hour(now) - 24 * Int64($0) } ?? .min
      let rows = try session.rows(
        """
        SELECT build, CAST(sum(CASE WHEN external = 0 THEN n ELSE 0 END) AS bigint),
          CAST(sum(CASE WHEN external <> 0 THEN n ELSE 0 END) AS bigint)
        FROM pulse_hours WHERE hour > ? GROUP BY build HAVING sum(n) > 0 ORDER BY build
        """, [.int(from)])
      return rows.map { PopulationRow(build: $0[0].string, internal: $0[1].count, external: $0[2].count) }
    }
  }

  public func machines(
    _ event: HardwareEvent, days: Int, now: Int64, limit: Int
  ) async throws(StoreFault) -> MachineRanking {
    try await ask { session, _ in
      let first = Time.day(now) - Int64(days) + 1
      let since = try Self.daysToRank(event, from: first, to: Time.day(now), session)
      let rows = try session.rows(
        """
        SELECT machine, CAST(sum(n) AS bigint) AS total, CAST(sum(sum(n)) OVER () AS bigint) FROM hardware_daily
        WHERE event = ? AND day >= ? GROUP BY machine ORDER BY total DESC, machine LIMIT ?
        """, [.text(event.rawValue), .int(since), .int(max(0, limit))])
      return MachineRanking(
        since: since > first ? Int(since) : nil, total: rows.first?[2].count ?? 0,
        machines: rows.map { MachineCount(machineID: $0[0].string, count: $0[1].count) })
    }
  }

  /// The first of the newest whole days that hold rows enough: an epidemic in a large fleet makes no page slow.
  private static func daysToRank(
    _ event: HardwareEvent, from first: Int64, to last: Int64, _ session: any SQLSession
  ) throws -> Int64 {
    var rows: Int64 = 0
    var upper = last
    var span: Int64 = 1
    // Twice as many days each time, so that few rows are counted in vain and few questions asked.
    while upper >= first {
      let lower = max(first, upper - span + 1)
      let days = try session.rows(
        "SELECT day, count(*) FROM hardware_daily WHERE event = ? AND day BETWEEN ? AND ? GROUP BY day ORDER BY day DESC",
        [.text(event.rawValue), .int(lower), .int(upper)])
      for day in days {
        rows += day[1].number
        if rows > 20_000 { return day[0].number }
      }
      upper = lower - 1
      span *= 2
    }
    return first
  }

  public func marks(_ kind: Mark.Kind, days: Int, now: Int64, limit: Int) async throws(StoreFault) -> [MarkCount] {
    try await ask { session, _ in
      try session.rows(
        """
        SELECT value, CAST(sum(n) AS bigint) AS total FROM mark_daily WHERE kind = ? AND day > ?
        GROUP BY value HAVING sum(n) > 0 ORDER BY total DESC, value LIMIT ?
        """, [.text(kind.rawValue), .int(Time.day(now) - Int64(days)), .int(max(0, limit))]
      ).map { MarkCount(value: $0[0].string, count: $0[1].count) }
    }
  }
}

extension Dimension {
  fileprivate var column: String {
    switch self {
    case .day: "d.day"
    case .tenant: "f.tenant"
    case .classification: "f.classification"
    case .build: "f.build"
    case .systemName: "f.system"
    case .hostType: "f.host"
    case .severity: "f.severity"
    case .external: "f.external"
    }
  }

  fileprivate func text(_ value: SQLValue) -> String {
    switch self {
    case .day, .severity: String(value.number)
    case .external: value.number == 0 ? "false" : "true"
    default: value.string
    }
  }
}
