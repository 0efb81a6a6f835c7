import Storage
import Words

extension Views {
  private static let spans = [1, 7, 30, 90, 365]

  /// Records per build.
  public func builds(_ query: Query) async throws(StoreFault) -> Content {
    let days = days(query, Self.spans, usual: 30)
    let counts = ranked(try await store.counts(by: [.build], over(days)))
    let ordered = counts.sorted { Self.newer($0.value, $1.value) }
    let drawn = Array(ordered.filter { Int($0.value) != nil }.prefix(40).reversed())
    return Content(
      title: "Builds", lead: "Records of the last \(days == 1 ? "day" : "\(days) days") by the build they came from.",
      tab: .builds,
      blocks: [
        span("/builds", query, Self.spans, current: days),
        .chart(
          Chart(
            "Records by build, the newest \(drawn.count) with a number", unit: "Build", labels: drawn.map(\.value),
            series: [.init("Records", drawn.map(\.count))], empty: "No record of a numbered build in this time.")),
        .table(
          ranking(
            "All builds, newest first", "Build",
            ordered.map { (.link($0.value, to: Self.records("build", $0.value), limit: 60), $0.count) }, limit: 200,
            empty: "No record in this time: look at a longer one.")),
      ])
  }

  /// Records per class, platform, system, severity and source.
  public func stats(_ query: Query) async throws(StoreFault) -> Content {
    let days = days(query, Self.spans, usual: 30)
    var blocks = [span("/stats", query, Self.spans, current: days)]
    let byDay = try await store.counts(by: [.day, .classification], over(days))
    blocks.append(
      .chart(
        overDays(
          "Records by day and classification", byDay, days: days, weekly: days > 100, empty: "No record in this time.",
          name: Self.short)))
    for (dimension, title, column, field) in [
      (Dimension.classification, "Classifications", "Classification", "classification"),
      (.hostType, "Platforms", "Host type", "host_type"), (.systemName, "Systems", "System", "system_name"),
      (.severity, "Severities", "Severity", "severity"), (.external, "Sources", "Source", "data_source"),
      (.tenant, "Tenants", "Tenant", "tenant"),
    ] {
      let rows = ranked(try await store.counts(by: [dimension], over(days)))
      if dimension == .tenant, rows.count < 2 { continue }
      blocks.append(
        .table(
          ranking(
            title, column,
            rows.map { row in
              let value = dimension == .external ? Self.source(row.value) : row.value
              let shown = dimension == .severity ? "\(value) \(Figures.severity(Int(value) ?? 0))" : Self.short(value)
              return (.link(shown, to: Self.records(field, value), limit: 120, title: value), row.count)
            }, empty: "No record in this time: look at a longer one.")))
    }
    return Content(
      title: "Stats",
      lead:
        "Records of the last \(days == 1 ? "day" : "\(days) days") by class, platform, system, severity and source.",
      tab: .stats, blocks: blocks)
  }

  func over(_ days: Int) -> CountFilter {
    var filter = CountFilter()
    filter.fromDay = today - days + 1
    filter.toDay = today
    return filter
  }

  /// `external` or `internal` for a value the counts have.
  public static func source(_ value: String) -> String {
    ["true", "1", "t", "external"].contains(value) ? "external" : "internal"
  }
}
