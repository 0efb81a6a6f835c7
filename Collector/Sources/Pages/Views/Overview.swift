import Storage
import Words

extension Views {
  /// What arrives, from how many, and how it changes.
  public func overview() async throws(StoreFault) -> Content {
    var last = CountFilter()
    last.fromDay = today - 29
    last.toDay = today
    let byClass = try await store.counts(by: [.day, .classification], last)
    let bySeverity = try await store.counts(by: [.day, .severity], last)
    let crashes = try await store.guilties(GuiltyFilter(days: 7, now: now, limit: 5))
    let newest = try await store.records(RecordFilter(), page: PageRequest(limit: 8))

    let perDay = line(byClass.map { (Int($0.values.first ?? "") ?? 0, $0.count) })
    let crashLine = line(
      byClass.filter { $0.values.count > 1 && Self.isCrash($0.values[1]) }.map {
        (Int($0.values[0]) ?? 0, $0.count)
      })
    var tiles = [
      Tile("Records today", Figures.count(perDay.last ?? 0), compared(perDay), address: "/records", line: perDay),
      Tile("Crashes, 7 days", Figures.count(week(crashLine)), change(crashLine), address: "/crashes", line: crashLine),
    ]
    if !isBound { tiles += try await others() }
    return Content(
      title: "Overview", lead: "What arrived in the last 30 days, from how many, and how it changes.", tab: .overview,
      blocks: [
        .tiles(tiles),
        .chart(
          overDays(
            "Records by day and severity", bySeverity, days: 30, byName: true,
            empty: "Nothing arrived in these 30 days. Point an agent here: server=<this address>/v2/collector.",
            name: { "\(Figures.severity(Int($0) ?? 0)) (\($0))" })),
        .table(
          ranking(
            "What arrives most", "Classification",
            ranked(byClass.map { CountRow(values: Array($0.values.dropFirst()), count: $0.count) }).map {
              (.link(Self.short($0.value), to: Self.records("classification", $0.value), title: $0.value), $0.count)
            }, limit: 10, empty: "No class of records yet.")),
        .table(
          guiltyTable("Most frequent crashes, 7 days", crashes, empty: "No crash with a guilty function in 7 days.")),
        .table(recordTable("Newest records", newest.rows, empty: "No record has arrived yet.")),
      ])
  }

  /// What has no tenant: machines, nodes, clusters.
  private func others() async throws(StoreFault) -> [Tile] {
    let machines = try await store.population(days: 7, now: now)
    let nodes = try await store.series(.node, figure: "version", days: 30, now: now)
    let clusters = try await store.series(.cluster, figure: "version", days: 30, now: now)
    let nodeLine = line(nodes.map { ($0.day, $0.subjects) })
    let clusterLine = line(clusters.map { ($0.day, $0.subjects) })
    let counted = machines.reduce(0) { $0 + $1.internal + $1.external }
    return [
      Tile("Machines, 7 days", Figures.count(counted), "on \(machines.count) builds", address: "/population"),
      Tile("Nodes today", Figures.count(nodeLine.last ?? 0), "sent a report", address: "/nodes", line: nodeLine),
      Tile(
        "Clusters today", Figures.count(clusterLine.last ?? 0), "sent a report", address: "/clusters",
        line: clusterLine),
    ]
  }

  static func isCrash(_ classification: String) -> Bool {
    classification.hasPrefix("org.clearlinux/crash/") || classification.hasPrefix("org.clearlinux/kernel/")
  }

  private func line(_ counts: [(day: Int, count: Int)]) -> [Int] {
    var out = [Int](repeating: 0, count: 30)
    for one in counts where one.day > today - 30 && one.day <= today { out[29 - (today - one.day)] += one.count }
    return out
  }

  private func week(_ line: [Int]) -> Int { line.suffix(7).reduce(0, +) }

  private func compared(_ line: [Int]) -> String {
    let before = line.dropLast().suffix(7)
    let mean = before.isEmpty ? 0 : before.reduce(0, +) / before.count
    return "\(Figures.count(mean)) a day in the week before"
  }

  private func change(_ line: [Int]) -> String {
    let before = line.dropLast(7).suffix(7).reduce(0, +)
    return Figures.change(from: before, to: week(line)).map { "\($0) on the 7 days before" }
      ?? "none in the 7 days before"
  }
}
