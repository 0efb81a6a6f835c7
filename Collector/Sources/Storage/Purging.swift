import Words

extension SQLStore {
  public func purge(_ policy: PurgePolicy, now: Int64) async throws(StoreFault) -> PurgeResult {
    var result = PurgeResult(records: 0, reports: 0, samples: 0)
    let keeps = [policy.days] + policy.rules.map(\.days)
    if let longest = keeps.max(), !keeps.contains(0) {
      // Nothing so old is kept by any rule.
      result.records += try await engine.drop(before: now - Int64(longest) * Time.day)
    }
    for plan in try await plans(policy) {
      for (condition, days) in plan.conditions where days > 0 {
        let facets = plan.facets
        result.records += try await delete(.record, before: now - Int64(days) * Time.day) { dialect in
          [dialect.anyOf("facet", facets.map(SQLValue.int), .int), condition]
        }
      }
    }
    if policy.days > 0 {
      let cutoff = now - Int64(policy.days) * Time.day
      result.reports = try await delete(.report, before: cutoff) { _ in [SQLPiece("kind IN ('node', 'cluster')")] }
      result.samples = try await delete(.sample, before: cutoff) { _ in [] }
      try await forget(before: cutoff)
    }
    return result
  }

  private struct Plan {
    var facets: [Int64]
    /// What of those facets' records is kept how long, each without what the ones before it name.
    var conditions: [(SQLPiece, days: Int)]
  }

  /// The rules by facet: the rules about class and severity are decided, those about machines remain.
  private func plans(_ policy: PurgePolicy) async throws(StoreFault) -> [Plan] {
    let dialect = engine.dialect
    let facets = try await ask { session, _ in
      try session.rows("SELECT id, classification, severity FROM facets")
    }
    var groups: [[PurgeStep]: [Int64]] = [:]
    for facet in facets {
      var steps: [PurgeStep] = []
      var decided = false
      for rule in policy.rules where !decided {
        switch rule.field {
        case .machineID: steps.append(PurgeStep(machine: rule.value, days: rule.days))
        case .severity: decided = rule.value == String(facet[2].number)
        case .classification:
          decided = Sieve.matches(facet[1].string, rule.value.split(separator: "*", omittingEmptySubsequences: false))
        }
        if decided { steps.append(PurgeStep(machine: nil, days: rule.days)) }
      }
      if !decided { steps.append(PurgeStep(machine: nil, days: policy.days)) }
      groups[steps, default: []].append(facet[0].number)
    }
    return groups.map { steps, facets in
      var before: [SQLPiece] = []
      var conditions: [(SQLPiece, days: Int)] = []
      for step in steps {
        let own = step.machine.map { dialect.like("machine", $0) }
        conditions.append((.all(before + (own.map { [$0] } ?? [])), step.days))
        if let own { before.append(SQLPiece("NOT (\(own.text))", own.values)) }
      }
      return Plan(facets: facets, conditions: conditions)
    }
  }

  /// A thousand rows at a time, so that nobody who wants to write waits long.
  private func delete(
    _ kind: Kind, before cutoff: Int64, _ conditions: @escaping @Sendable (SQLDialect) -> [SQLPiece]
  ) async throws(StoreFault) -> Int {
    let lane = engine.lane
    var total = 0
    var gone: Int
    repeat {
      gone = try await engine.slowly { session in
        let which = SQLPiece.all([SQLPiece("received < ?", [.int(cutoff)])] + conditions(session.dialect))
        let old = try session.rows(SQLPiece("SELECT id FROM \(kind.table) WHERE ") + which + " LIMIT 1000")
        if old.isEmpty { return 0 }
        let deleted = try session.rows(
          SQLPiece("DELETE FROM \(kind.table) WHERE received < ? AND ", [.int(cutoff)])
            + session.dialect.anyOf("id", old.map { $0[0] }, .int) + " RETURNING identity")
        let identities = deleted.map { $0[0] }.sorted { [$0].precedes([$1]) }
        try session.run(SQLPiece("DELETE FROM identity WHERE ") + session.dialect.anyOf("hash", identities, .bytes))
        try Keeping.add(
          to: "totals", [("kind", .int)], [([.int(kind.rawValue)], Int64(-deleted.count))], session, lane: lane)
        return deleted.count
      }
      total += gone
    } while gone > 0
    return total
  }

  /// Machines and subjects that were not heard of any more.
  private func forget(before cutoff: Int64) async throws(StoreFault) {
    let lane = engine.lane
    var gone: Int
    repeat {
      gone = try await engine.slowly { session in
        let old = try session.rows(
          "SELECT machine, build, external, hour FROM pulse WHERE hour < ? ORDER BY machine, build, external "
            + "LIMIT 1000\(session.dialect.forUpdate)", [.int(Time.hour(cutoff))])
        var counts: [SQLRow: Int64] = [:]
        for row in old {
          try session.run(
            "DELETE FROM pulse WHERE machine = ? AND build = ? AND external = ?", Array(row.prefix(3)))
          counts[[row[3], row[1], row[2]], default: 0] -= 1
        }
        try Keeping.add(
          to: "pulse_hours", [("hour", .int), ("build", .text), ("external", .int)], counts.map { ($0, $1) }, session,
          lane: lane)
        return old.count
      }
    } while gone > 0
    try await engine.slowly { session in
      // A day's last summaries are needed for that day's counts only; those stay.
      try session.run("DELETE FROM subject_days WHERE day < ?", [.int(Time.day(cutoff))])
      try session.run("DELETE FROM hardware_daily WHERE day < ?", [.int(Time.day(cutoff))])
      try session.run("DELETE FROM subjects WHERE last < ?", [.int(cutoff)])
    }
  }
}

/// How long the records of the machines that match are kept, nil: of all.
private struct PurgeStep: Hashable {
  var machine: String?
  var days: Int
}
