import Storage
import Words

extension Views {
  /// One node or cluster: its figures now and over its last reports. Nil: none of its reports is kept.
  public func subject(_ kind: Report.Kind, _ subject: String, _ query: Query) async throws(StoreFault) -> Content? {
    let words = SubjectWords.of(kind)
    let path = "\(words.tab.path)/\(Plain.encode(subject))"
    let before = query.value("before")
    let page = try await store.reports(
      kind, subject: subject,
      page: PageRequest(before: before, after: before == nil ? query.value("after") : nil, limit: 60))
    let isFirst = before == nil && !query.has("after")
    guard let newest = page.rows.first ?? (isFirst ? nil : StoredReport.none(kind, subject)) else { return nil }
    let known = Set(words.columns.map(\.figure))
    let others = newest.report.summary.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
    let oldestFirst = Array(page.rows.reversed())
    let charts = words.lines.map { line in
      Block.chart(
        Chart(
          line.title, .lines, unit: "Report",
          labels: oldestFirst.map { Times.absolute(seconds: $0.report.stamp).replacing(" UTC", with: "") },
          series: [
            .init(line.title, oldestFirst.map { Int($0.report.summary[line.figure] ?? "") ?? 0 })
          ], empty: "These reports do not tell it, or it is nought."))
    }
    return Content(
      title: "\(words.one) \(Plain.line(subject, limit: 80))",
      lead: "What it said of itself in its reports, the newest first.", tab: words.tab,
      blocks: [
        .facts(
          "As of its newest report here",
          [Fact("Received", .moment(seconds: newest.received / 1_000_000, now: seconds, long: true))]
            + words.columns.map { Fact($0.name, SubjectWords.shown(newest.report.summary[$0.figure], $0.form)) }
            + others.map { figure in
              let (name, form) = SubjectWords.other(figure.key)
              return Fact(name, SubjectWords.shown(figure.value, form))
            })
      ] + charts + [
        .table(
          Table(
            "Reports",
            columns: [.init("Report", .number), .init("Its time"), .init("Received"), .init("Bytes", .number)]
              + words.columns.map { .init($0.name, $0.form == .text ? .text : .number) },
            rows: page.rows.map { row in
              [
                .link(String(row.id), to: "/reports/\(row.id)"), .moment(seconds: row.report.stamp, now: seconds),
                .moment(seconds: row.received / 1_000_000, now: seconds), .text(Figures.count(row.report.body.count)),
              ] + words.columns.map { .text(SubjectWords.shown(row.report.summary[$0.figure], $0.form), limit: 48) }
            }, empty: "There are no more.")),
        .more(
          newer: isFirst ? nil : page.newer.map { path + Query([("after", $0)]).text },
          older: page.older.map { path + Query([("before", $0)]).text }, words: ""),
      ])
  }

  /// One report with its JSON. Nil: there is no such report.
  public func report(_ id: Int64, hash: ([UInt8]) -> String) async throws(StoreFault) -> Content? {
    guard let row = try await store.report(id) else { return nil }
    let words = SubjectWords.of(row.report.kind)
    let shown = 262_144
    let pretty = PrettyJSON.text(row.report.body, limit: shown)
    return Content(
      title: "Report \(id)", lead: "One report as it came, laid out in lines.", tab: words.tab,
      blocks: [
        .facts(
          "",
          [
            Fact(words.one, .link(row.report.subject, to: "\(words.tab.path)/\(Plain.encode(row.report.subject))")),
            Fact("Its time", .moment(seconds: row.report.stamp, now: seconds, long: true)),
            Fact("Received", .moment(seconds: row.received / 1_000_000, now: seconds, long: true)),
            Fact("Size", "\(Figures.count(row.report.body.count)) bytes"), Fact("SHA-256 of it", hash(row.report.body)),
          ]
            + row.report.summary.sorted { $0.key < $1.key }.map {
              Fact(Plain.line($0.key.replacing("_", with: " "), limit: 40), $0.value)
            }),
        .text(
          "Report", pretty.text, note: pretty.cut ? "Cut after \(Figures.count(shown)) bytes: the whole is below." : nil
        ),
        .links("This report as", [Choice("JSON, exactly as it came", "/reports/\(id)/body")]),
      ])
  }
}

extension StoredReport {
  // What stands for a piece of the listing without rows, so that paging past the end is no error.
  fileprivate static func none(_ kind: Report.Kind, _ subject: String) -> StoredReport {
    StoredReport(id: 0, received: 0, report: Report(kind: kind, subject: subject, stamp: 0, body: [], summary: [:]))
  }
}
