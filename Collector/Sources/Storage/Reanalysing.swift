import Words

extension SQLStore {
  /// Goes through the crash classes (`org.clearlinux/crash/…`, `org.clearlinux/kernel/…`) in pieces, so that what comes in
  /// meanwhile is kept without a wait.
  public func reanalyse(
    _ analyse: @escaping @Sendable (StoredRecord, Set<Frame>) -> Findings
  ) async throws(StoreFault) -> Int {
    let blocked = Set(try await blocked())
    var changed = 0
    for family in ["org.clearlinux/crash/*", "org.clearlinux/kernel/*"] {
      var filter = RecordFilter()
      filter.classification = family
      var cursor: String?
      repeat {
        let page = try await records(filter, page: PageRequest(before: cursor, limit: 500))
        changed += try await set(
          page.rows.compactMap { stored in
            let findings = analyse(stored, blocked)
            return findings.guilty == stored.record.findings.guilty ? nil : (stored, findings.guilty)
          })
        cursor = page.older
      } while cursor != nil
    }
    return changed
  }

  private func set(_ guilties: [(StoredRecord, Frame?)]) async throws(StoreFault) -> Int {
    if guilties.isEmpty { return 0 }
    let ids = try await known.ids(frames: Set(guilties.compactMap(\.1)), engine)
    let lane = engine.lane
    return try await engine.write { session in
      var counts: [SQLRow: Int64] = [:]
      var changed = 0
      for (stored, frame) in guilties.sorted(by: { $0.0.id < $1.0.id }) {
        let new = frame.flatMap { ids[$0] }
        // Another collector may be at the same: the counts follow whoever changed the record.
        let done = try session.run(
          SQLPiece(
            "UPDATE records SET guilty = ? WHERE id = ? AND received = ? AND ",
            [
              .optional(new), .int(stored.id), .int(stored.received),
            ]) + (stored.guiltyID.map { SQLPiece("guilty = ?", [.int($0)]) } ?? SQLPiece("guilty IS NULL")))
        guard done > 0 else { continue }
        changed += 1
        let day = SQLValue.int(Time.day(stored.received))
        let build = SQLValue.text(stored.record.build)
        if let old = stored.guiltyID { counts[[day, .int(old), build], default: 0] -= 1 }
        if let new { counts[[day, .int(new), build], default: 0] += 1 }
      }
      try KeepingRecords.count(guilty: counts, session, lane: lane)
      return changed
    }
  }
}
