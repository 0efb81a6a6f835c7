import Words

/// The tables, and the way from each version of them to the next.
///
/// What records share (tenant, class, build, system, host type, severity, inside or outside) is a *facet*, one row each, so that a
/// record, its index and its daily count hold one number. Counts are kept in the transaction that keeps the record. They
/// count what came in: a purge does not change them, except who is a machine of the population and whose hardware is ill,
/// for that is about machines that are known. A count's rows have a lane, which spreads the collectors that share a database.
public enum SQLSchema {
  /// The version this program writes.
  public static let version = steps.count

  /// What makes the tables of each version from those of the one before. `{int}` and the like differ between the databases.
  private static let steps = [first, second]

  private static let first: [String] = [
    """
    CREATE TABLE facets (id {int} PRIMARY KEY, tenant {text} NOT NULL, classification {text} NOT NULL,
      build {text} NOT NULL, system {text} NOT NULL, host {text} NOT NULL, severity {int} NOT NULL,
      external {int} NOT NULL, UNIQUE (classification, build, tenant, system, host, severity, external))
    """,
    """
    CREATE TABLE guilties (id {int} PRIMARY KEY, function {text} NOT NULL, module {text} NOT NULL,
      comment {text} NOT NULL, hidden {int} NOT NULL, UNIQUE (function, module))
    """,
    "CREATE TABLE blocked (function {text} NOT NULL, module {text} NOT NULL, PRIMARY KEY (function, module)){compact}",
    """
    CREATE TABLE identity (hash {bytes} PRIMARY KEY, kind {int} NOT NULL, id {int} NOT NULL,
      received {int} NOT NULL){compact}
    """,
    """
    CREATE TABLE records (id {int}{row}, received {int} NOT NULL, facet {int} NOT NULL, format {int} NOT NULL,
      architecture {text} NOT NULL, kernel {text} NOT NULL, machine {text} NOT NULL, board {text} NOT NULL,
      bios {text} NOT NULL, cpu {text} NOT NULL, event {text} NOT NULL, payload_version {int} NOT NULL,
      created {int} NOT NULL, guilty {int}, marks {text}, identity {bytes} NOT NULL,
      payload {bytes} NOT NULL){months}
    """,
    "CREATE INDEX records_received ON records (received, id)",
    "CREATE INDEX records_facet ON records (facet, received, id)",
    "CREATE INDEX records_machine ON records (machine, received, id)",
    "CREATE INDEX records_event ON records (event, received, id) WHERE event <> 'N/A'",
    "CREATE INDEX records_guilty ON records (guilty, received, id) WHERE guilty IS NOT NULL",
    """
    CREATE TABLE daily (facet {int} NOT NULL, day {int} NOT NULL, lane {int} NOT NULL, n {int} NOT NULL,
      PRIMARY KEY (facet, day, lane)){compact}
    """,
    "CREATE INDEX daily_day ON daily (day)",
    """
    CREATE TABLE guilty_daily (day {int} NOT NULL, guilty {int} NOT NULL, build {text} NOT NULL, lane {int} NOT NULL,
      n {int} NOT NULL, PRIMARY KEY (day, guilty, build, lane)){compact}
    """,
    "CREATE INDEX guilty_daily_guilty ON guilty_daily (guilty)",
    """
    CREATE TABLE mark_daily (kind {text} NOT NULL, day {int} NOT NULL, value {text} NOT NULL, lane {int} NOT NULL,
      n {int} NOT NULL, PRIMARY KEY (kind, day, value, lane)){compact}
    """,
    """
    CREATE TABLE pulse (machine {text} NOT NULL, build {text} NOT NULL, external {int} NOT NULL, hour {int} NOT NULL,
      PRIMARY KEY (machine, build, external)){compact}
    """,
    "CREATE INDEX pulse_hour ON pulse (hour)",
    """
    CREATE TABLE pulse_hours (hour {int} NOT NULL, build {text} NOT NULL, external {int} NOT NULL, lane {int} NOT NULL,
      n {int} NOT NULL, PRIMARY KEY (hour, build, external, lane)){compact}
    """,
    """
    CREATE TABLE reports (id {int} PRIMARY KEY, kind {text} NOT NULL, subject {text} NOT NULL, received {int} NOT NULL,
      stamp {int} NOT NULL, summary {text} NOT NULL, identity {bytes} NOT NULL, body {bytes} NOT NULL)
    """,
    "CREATE INDEX reports_received ON reports (kind, received, id)",
    "CREATE INDEX reports_subject ON reports (kind, subject, received, id)",
    """
    CREATE TABLE subjects (kind {text} NOT NULL, subject {text} NOT NULL, first {int} NOT NULL, last {int} NOT NULL,
      report {int} NOT NULL, n {int} NOT NULL, summary {text} NOT NULL, PRIMARY KEY (kind, subject)){compact}
    """,
    "CREATE INDEX subjects_last ON subjects (kind, last, report)",
    """
    CREATE TABLE subject_days (kind {text} NOT NULL, subject {text} NOT NULL, day {int} NOT NULL,
      summary {text} NOT NULL, PRIMARY KEY (kind, subject, day)){compact}
    """,
    "CREATE INDEX subject_days_day ON subject_days (day)",
    """
    CREATE TABLE series (kind {text} NOT NULL, figure {text} NOT NULL, day {int} NOT NULL, value {text} NOT NULL,
      lane {int} NOT NULL, n {int} NOT NULL, PRIMARY KEY (kind, figure, day, value, lane)){compact}
    """,
    """
    CREATE TABLE samples (id {int} PRIMARY KEY, device {text} NOT NULL, host {text} NOT NULL, received {int} NOT NULL,
      stamp {int} NOT NULL, identity {bytes} NOT NULL, body {bytes} NOT NULL)
    """,
    "CREATE INDEX samples_received ON samples (received, id)",
    "CREATE INDEX samples_host ON samples (host, received, id)",
    "CREATE TABLE totals (kind {int} NOT NULL, lane {int} NOT NULL, n {int} NOT NULL, PRIMARY KEY (kind, lane)){compact}",
    "CREATE TABLE settings (name {text} PRIMARY KEY, value {bytes} NOT NULL){compact}",
  ]

  /// What there is already is counted from the records, by way of the few facets that have any.
  private static let second: [String] = [
    """
    CREATE TABLE hardware_daily (event {text} NOT NULL, day {int} NOT NULL, machine {text} NOT NULL, lane {int} NOT NULL,
      n {int} NOT NULL, PRIMARY KEY (event, day, machine, lane)){compact}
    """,
    """
    INSERT INTO hardware_daily SELECT CASE classification WHEN '\(HardwareEvent.thermalClass)'
      THEN '\(HardwareEvent.thermal.rawValue)' ELSE '\(HardwareEvent.machineCheck.rawValue)' END,
      received / \(Time.day), machine, 0, count(*) FROM facets CROSS JOIN records
      WHERE substr(classification, 1, \(HardwareEvent.family.count)) = '\(HardwareEvent.family)' AND facet = facets.id
      GROUP BY 1, 2, 3
    """,
  ]

  private static let sqliteOnly = ["CREATE TABLE numbers (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID"]

  private static let postgresOnly = [
    "CREATE INDEX records_id ON records (id)",
    "CREATE INDEX identity_received ON identity USING brin (received)",
    // A count is changed again and again: room in the page lets it be changed where it is.
    "ALTER TABLE daily SET (fillfactor = 50)", "ALTER TABLE totals SET (fillfactor = 20)",
    "CREATE SEQUENCE numbers_records", "CREATE SEQUENCE numbers_reports", "CREATE SEQUENCE numbers_samples",
    "CREATE SEQUENCE numbers_facets", "CREATE SEQUENCE numbers_guilties",
  ]

  private static func words(_ text: String, _ dialect: SQLDialect) -> String {
    let words: [(String, String)] =
      switch dialect {
      case .sqlite:
        [
          ("{int}", "INTEGER"), ("{text}", "TEXT"), ("{bytes}", "BLOB"), ("{compact}", " WITHOUT ROWID"),
          ("{row}", " PRIMARY KEY"), ("{months}", ""),
        ]
      case .postgres:
        [
          ("{int}", "bigint"), ("{text}", "text COLLATE \"C\""), ("{bytes}", "bytea"), ("{compact}", ""),
          ("{row}", " NOT NULL"), ("{months}", " PARTITION BY RANGE (received)"),
        ]
      }
    return words.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  /// - Throws: `StoreFault.broken` where the tables are newer than this program.
  public static func check(_ present: Int?) throws(StoreFault) {
    guard let present, present > version else { return }
    throw .broken(
      "the store has schema \(present), this program knows up to \(version): run the newer telemetry-collector")
  }

  /// Brings the tables to this program's version; the caller sees to it that one does so at a time.
  ///
  /// - Throws: `StoreFault.broken` where they are newer than this program.
  public static func migrate(_ session: any SQLSession) throws {
    try session.run("CREATE TABLE IF NOT EXISTS schema_version (version \(words("{int}", session.dialect)) NOT NULL)")
    let present = try session.rows("SELECT version FROM schema_version").first?.first?.count ?? 0
    try check(present)
    guard present < version else { return }
    for step in present..<version {
      let only = step > 0 ? [] : session.dialect == .sqlite ? sqliteOnly : postgresOnly
      for statement in steps[step] + only { try session.run(words(statement, session.dialect)) }
    }
    try session.run("DELETE FROM schema_version")
    try session.run("INSERT INTO schema_version VALUES (\(version))")
  }
}
