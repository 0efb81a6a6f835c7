import Storage
import Words

extension Views {
  /// The listing, newest first, filtered and paged by key.
  public func records(_ asked: RecordQuery) async throws(StoreFault) -> Content {
    let form = filterForm(asked)
    guard asked.error == nil else {
      return Content(
        title: "Records", lead: "Records of programs, newest first.", tab: .records, blocks: [.filter(form)],
        status: 400)
    }
    let page = try await store.records(asked.filter, page: asked.page)
    let first = asked.page.before == nil && asked.page.after == nil
    var table = recordTable("", page.rows, empty: emptyWords(asked, searching: page.older != nil))
    if first { table.live = Self.tail(asked.query, after: page.newer) }
    let newer = first ? nil : page.newer.map { "/records" + asked.query.setting("after", to: $0).text }
    let older = page.older.map { "/records" + asked.query.setting("before", to: $0).text }
    return Content(
      title: "Records", lead: "Records of programs, newest first. New ones appear on top by themselves.", tab: .records,
      blocks: [
        .filter(form),
        .links(
          "All that pass the filter as",
          [
            Choice("CSV", "/records/export.csv" + asked.query.text),
            Choice("JSON Lines", "/records/export.jsonl" + asked.query.text),
          ]),
        .table(table),
        .more(
          newer: newer, older: older,
          words: first ? "" : page.rows.isEmpty ? "" : "\(page.rows.count) records from \(received(page.rows[0]))"),
      ], refresh: first ? 15 : nil)
  }

  /// The rows that came after a cursor, and where to ask for the next.
  public func recordTail(_ asked: RecordQuery) async throws(StoreFault) -> (table: Table, next: String) {
    let page = try await store.records(asked.filter, page: asked.page)
    return (
      recordTable("", page.rows, empty: ""),
      Self.tail(asked.query, after: page.rows.isEmpty ? asked.page.after : page.newer ?? asked.page.after)
    )
  }

  func recordTable(_ title: String, _ rows: [StoredRecord], empty: String) -> Table {
    Table(
      title,
      columns: [
        .init("Record", .number), .init("Received"), .init("Severity"), .init("Classification"), .init("Build"),
        .init("System"), .init("Machine", .code), .init("Payload", .wide),
      ],
      rows: rows.map { row in
        let record = row.record
        return [
          .link(String(row.id), to: "/records/\(row.id)"), .moment(seconds: row.received / 1_000_000, now: seconds),
          .severity(record.severity),
          .link(
            Self.short(record.classification), to: Self.records("classification", record.classification), limit: 60,
            title: record.classification),
          .link(record.build, to: Self.records("build", record.build), limit: 24),
          .text(record.systemName, limit: 32),
          .link(
            String(record.machineID.prefix(8)), to: Self.records("machine_id", record.machineID),
            title: record.machineID),
          .text(Self.excerpt(record.payload), limit: 120),
        ]
      }, empty: empty)
  }

  private func received(_ row: StoredRecord) -> String { Times.absolute(seconds: row.received / 1_000_000) }

  private func emptyWords(_ asked: RecordQuery, searching: Bool) -> String {
    if searching { return "None among those looked at so far: go on with Older." }
    if asked.page.after != nil { return "Nothing newer than this has arrived." }
    return asked.words.isEmpty
      ? "No record has arrived yet. Point an agent here: server=<this address>/v2/collector."
      : "No record passes this filter: clear one of its fields."
  }

  private static func tail(_ query: Query, after: String?) -> String {
    "/records/tail" + query.setting("after", to: after).text
  }

  // What a listing shows of a payload: its beginning on one line.
  static func excerpt(_ payload: [UInt8]) -> String {
    Plain.text(Array(payload.prefix(480))).split { $0.isNewline || $0 == "\t" }.joined(separator: " · ")
  }

  private func filterForm(_ asked: RecordQuery) -> FilterForm {
    func value(_ name: String) -> String { asked.query.value(name) ?? "" }
    func text(_ name: String, _ label: String, _ hint: String = "", _ choices: [String] = []) -> FilterForm.Input {
      .text(name: name, label: label, value: Plain.line(value(name), limit: 1000), hint: hint, choices: choices)
    }
    return FilterForm(
      address: "/records",
      inputs: [
        text("classification", "Classification", "* for any characters", Self.usualClasses),
        text("build", "Build"), text("system_name", "System"), text("host_type", "Host type"),
        text("machine_id", "Machine"),
        .select(
          name: "severity", label: "Severity", value: value("severity"),
          options: [.init(value: "", name: "any")]
            + (1...4).map { .init(value: String($0), name: "\($0) \(Figures.severity($0))") }),
        .select(
          name: "data_source", label: "Source", value: value("data_source"),
          options: [
            .init(value: "", name: "any"), .init(value: "external", name: "external"),
            .init(value: "internal", name: "internal"),
          ]),
        text("payload", "Payload matches", "regular expression"), text("not_payload", "Payload does not match"),
        .date(name: "from_date", label: "Made from", value: Plain.line(value("from_date"), limit: 10)),
        .date(name: "to_date", label: "Made until", value: Plain.line(value("to_date"), limit: 10)),
      ], active: asked.words.isEmpty ? nil : asked.words.joined(separator: ", "), error: asked.error)
  }

  private static let usualClasses = [
    "org.clearlinux/*", "org.clearlinux/crash/*", "org.clearlinux/kernel/*", "org.clearlinux/mce/*",
    "org.clearlinux/heartbeat/ping", "org.clearlinux/swupd-client/*", "org.clearlinux/hello/world",
  ]
}
