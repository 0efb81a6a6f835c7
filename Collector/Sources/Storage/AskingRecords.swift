import Words

extension SQLStore {
  public func record(_ id: Int64) async throws(StoreFault) -> StoredRecord? {
    try await ask { session, known in
      let rows = try session.rows("SELECT \(RecordRead.columns) FROM records WHERE id = ?", [.int(id)])
      return try RecordRead.records(rows, session, known).first
    }
  }

  /// Looks for at most a tenth of a second where no index has the answer.
  public func records(_ filter: RecordFilter, page: PageRequest) async throws(StoreFault) -> Page<StoredRecord> {
    try await ask { session, known in
      try RecordSearch(filter, page, session, known).page(for: .milliseconds(100))
    }
  }

  public func each(_ filter: RecordFilter, take: @Sendable ([StoredRecord]) async throws -> Bool) async throws {
    var cursor: String?
    while true {
      try Task.checkCancellation()
      let page = try await records(filter, page: PageRequest(before: cursor, limit: 200))
      if !page.rows.isEmpty, try await !take(page.rows) { return }
      guard let older = page.older else { return }
      cursor = older
    }
  }
}

/// Rows of `records`, and what they stand for.
enum RecordRead {
  static let columns = """
    id, received, facet, format, architecture, kernel, machine, board, bios, cpu, event, payload_version, created, guilty, \
    marks, payload
    """

  static func records(_ rows: [SQLRow], _ session: any SQLSession, _ known: Known) throws -> [StoredRecord] {
    if rows.isEmpty { return [] }
    let facets = try known.facet(Set(rows.map { $0[2].number }), session)
    let frames = try known.frame(Set(rows.compactMap { $0[13].optionalNumber }), session)
    return try rows.map { row in
      guard let facet = facets[row[2].number] else {
        throw StoreFault.broken("record \(row[0].number) has no facet: restore the store from a backup")
      }
      return StoredRecord(
        id: row[0].number, received: row[1].number,
        record: Record(
          tenant: facet.tenant, formatVersion: row[3].count, architecture: row[4].string, build: facet.build,
          classification: facet.classification, hostType: facet.host, kernelVersion: row[5].string,
          machineID: row[6].string, systemName: facet.system, boardName: row[7].string, biosVersion: row[8].string,
          cpuModel: row[9].string, eventID: row[10].string, severity: facet.severity, payloadVersion: row[11].count,
          external: facet.external, created: row[12].number, payload: row[15].data,
          findings: Findings(
            guilty: row[13].optionalNumber.flatMap { frames[$0] }, marks: KeepingRecords.decode(marks: row[14]))),
        guiltyID: row[13].optionalNumber)
    }
  }
}
