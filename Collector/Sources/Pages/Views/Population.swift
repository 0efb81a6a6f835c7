import Storage
import Words

extension Views {
  /// Distinct machines per build that sent a heartbeat.
  public func population(_ query: Query) async throws(StoreFault) -> Content {
    let spans = [1, 3, 7, 14]
    let chosen = query.value("days").flatMap(Int.init).flatMap { spans.contains($0) ? $0 : nil }
    let days = query.value("days") == "all" ? nil : chosen ?? 7
    let rows = try await store.population(days: days, now: now).sorted { Self.newer($0.build, $1.build) }
    let drawn = Array(rows.filter { Int($0.build) != nil }.prefix(40).reversed())
    let highest = rows.map { $0.internal + $0.external }.max() ?? 0
    let whole = rows.reduce(0) { $0 + $1.internal + $1.external }
    let time = days.map { $0 == 1 ? "in the last day" : "in the last \($0) days" } ?? "ever"
    return Content(
      title: "Population", lead: "Distinct machines that sent a heartbeat \(time), by build: \(Figures.count(whole)).",
      tab: .population,
      blocks: [
        .choices(
          "Time",
          spans.map { Choice($0 == 1 ? "1 day" : "\($0) days", "/population?days=\($0)", current: $0 == days) }
            + [Choice("all", "/population?days=all", current: days == nil)]),
        .chart(
          Chart(
            "Machines by build", unit: "Build", labels: drawn.map(\.build),
            series: [.init("internal", drawn.map(\.internal)), .init("external", drawn.map(\.external))],
            empty: "No heartbeat of a numbered build in this time. Machines send org.clearlinux/heartbeat/ping.")),
        .table(
          Table(
            "All builds, newest first",
            columns: [
              .init("Build"), .init("Internal", .number), .init("External", .number), .init("Machines", .number),
              .init("", .bar),
            ],
            rows: rows.prefix(200).map { row in
              [
                .link(row.build, to: Self.records("build", row.build), limit: 60), .text(Figures.count(row.internal)),
                .text(Figures.count(row.external)), .text(Figures.count(row.internal + row.external)),
                Chart.bar(row.internal + row.external, of: highest),
              ]
            }, empty: "No heartbeat in this time: look at a longer one.")),
      ])
  }

  /// Successful updates, from which version to which.
  public func updates(_ query: Query) async throws(StoreFault) -> Content {
    let spans = [1, 7, 30, 90]
    let days = days(query, spans, usual: 7)
    let marks = try await store.marks(.update, days: days, now: now, limit: 200)
    let ways = marks.map { mark in
      let parts = mark.value.split(separator: " ", maxSplits: 1).map(String.init)
      return (from: parts.first ?? "", to: parts.count > 1 ? parts[1] : "", count: mark.count)
    }
    var arrivals: [String: Int] = [:]
    for way in ways { arrivals[way.to, default: 0] += way.count }
    let versions = Array(arrivals.keys.sorted(by: Self.newer).prefix(30).reversed())
    let highest = ways.map(\.count).max() ?? 0
    return Content(
      title: "Updates",
      lead: "Updates that succeeded in the last \(days == 1 ? "day" : "\(days) days"), from which version to which.",
      tab: .updates,
      blocks: [
        span("/updates", query, spans, current: days),
        .chart(
          Chart(
            "Updates by the version arrived at", unit: "Version", labels: versions,
            series: [.init("Updates", versions.map { arrivals[$0] ?? 0 })],
            empty: "No update in this time. They come as org.clearlinux/swupd-client/update.")),
        .table(
          Table(
            "Ways",
            columns: [.init("From"), .init("To"), .init("Updates", .number), .init("", .bar)],
            rows: ways.map {
              [
                .text($0.from, limit: 60), .text($0.to, limit: 60), .text(Figures.count($0.count)),
                Chart.bar($0.count, of: highest, colour: 4),
              ]
            }, empty: "No update in this time: look at a longer one.")),
      ])
  }
}
