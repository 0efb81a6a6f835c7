import Words

extension SQLStore {
  public func subjects(_ kind: Report.Kind, page: PageRequest) async throws(StoreFault) -> Page<SubjectRow> {
    try await ask { session, _ in
      let stretch = try Stretch(page, time: "last", id: "report")
      let rows = try session.rows(
        SQLPiece("SELECT subject, first, last, n, summary, report FROM subjects WHERE ")
          + .all([SQLPiece("kind = ?", [.text(kind.rawValue)])] + stretch.conditions)
          + SQLPiece(stretch.order, [.int(page.size + 1)]))
      let places = Dictionary(
        rows.map { ($0[0].string, Cursor($0[2].number, $0[5].number)) }, uniquingKeysWith: { first, _ in first })
      return Page(
        rows.map { row in
          SubjectRow(
            subject: row[0].string, firstReceived: row[1].number, lastReceived: row[2].number,
            lastReport: row[5].number,
            reports: row[3].count, summary: KeepingReports.decode(row[4]))
        }, page, backwards: stretch.backwards
      ) { places[$0.subject] ?? Cursor($0.lastReceived, 0) }
    }
  }

  public func reports(
    _ kind: Report.Kind, subject: String?, page: PageRequest
  ) async throws(StoreFault) -> Page<StoredReport> {
    try await ask { session, _ in
      let stretch = try Stretch(page)
      var conditions = [SQLPiece("kind = ?", [.text(kind.rawValue)])]
      if let subject { conditions.append(SQLPiece("subject = ?", [.asked(subject)])) }
      let rows = try session.rows(
        SQLPiece("SELECT \(Self.reportColumns) FROM reports WHERE ") + .all(conditions + stretch.conditions)
          + SQLPiece(stretch.order, [.int(page.size + 1)]))
      return Page(rows.map(Self.report), page, backwards: stretch.backwards) { Cursor($0.received, $0.id) }
    }
  }

  public func report(_ id: Int64) async throws(StoreFault) -> StoredReport? {
    try await ask { session, _ in
      try session.rows("SELECT \(Self.reportColumns) FROM reports WHERE id = ?", [.int(id)]).first.map(Self.report)
    }
  }

  private static var reportColumns: String { "id, received, kind, subject, stamp, body, summary" }

  private static func report(_ row: SQLRow) -> StoredReport {
    StoredReport(
      id: row[0].number, received: row[1].number,
      report: Report(
        kind: Report.Kind(rawValue: row[2].string) ?? .node, subject: row[3].string, stamp: row[4].number,
        body: row[5].data, summary: KeepingReports.decode(row[6])))
  }

  public func series(
    _ kind: Report.Kind, figure: String, days: Int, now: Int64
  ) async throws(StoreFault) -> [SeriesRow] {
    try await ask { session, _ in
      try session.rows(
        """
        SELECT day, value, CAST(sum(n) AS bigint) FROM series WHERE kind = ? AND figure = ? AND day > ?
        GROUP BY day, value HAVING sum(n) > 0 ORDER BY day, value
        """, [.text(kind.rawValue), .asked(figure), .int(Time.day(now) - Int64(days))]
      ).map { SeriesRow(day: $0[0].count, value: $0[1].string, subjects: $0[2].count) }
    }
  }

  public func devices(host: String?, page: PageRequest) async throws(StoreFault) -> Page<StoredSample> {
    try await ask { session, _ in
      let stretch = try Stretch(page)
      let conditions = host.map { [SQLPiece("host = ?", [.asked($0)])] } ?? []
      let rows = try session.rows(
        SQLPiece("SELECT id, received, device, host, stamp, body FROM samples WHERE ")
          + .all(conditions + stretch.conditions) + SQLPiece(stretch.order, [.int(page.size + 1)]))
      return Page(
        rows.map { row in
          StoredSample(
            id: row[0].number, received: row[1].number,
            sample: DeviceSample(
              device: row[2].string, host: row[3].string, stamp: row[4].number, body: row[5].data))
        }, page, backwards: stretch.backwards
      ) { Cursor($0.received, $0.id) }
    }
  }
}
