import Storage
import Words

extension Views {
  private static let spans = [1, 7, 14, 30, 90]
  private static let piece = 25

  /// The functions that crashes are laid at, most frequent first; for one build where it is named.
  public func crashes(_ query: Query, build: String? = nil) async throws(StoreFault) -> Content {
    let days = days(query, Self.spans, usual: 7)
    let hidden = query.value("hidden") == "yes"
    let offset = max(0, min(100_000, query.value("offset").flatMap { Int($0) } ?? 0))
    let path = build.map { "/crashes/build/\(Plain.encode($0))" } ?? "/crashes"
    var rows = try await store.guilties(
      GuiltyFilter(
        days: days, now: now, build: build, includeHidden: hidden, limit: Self.piece + 1, offset: offset))
    let more = rows.count > Self.piece
    rows = Array(rows.prefix(Self.piece))
    let base = Query(query.pairs.filter { ["days", "hidden"].contains($0.name) })
    func at(_ offset: Int) -> String { path + base.setting("offset", to: String(offset)).text }
    let shown = build.map { "build \(Plain.line($0, limit: 60))" } ?? "all builds"
    return Content(
      title: build.map { "Crashes of build \(Plain.line($0, limit: 60))" } ?? "Crashes",
      lead: "The functions crashes of the last \(days == 1 ? "day" : "\(days) days") are laid at, on \(shown).",
      tab: .crashes,
      blocks: [
        span(path, base, Self.spans, current: days),
        .links(
          "Look at",
          [
            Choice(
              hidden ? "without hidden ones" : "hidden ones too",
              path + base.setting("hidden", to: hidden ? nil : "yes").text),
            Choice("the block list", "/crashes/blocked"),
            Choice("the records", Self.records("classification", "org.clearlinux/crash/*")),
          ] + (build == nil ? [] : [Choice("all builds", "/crashes" + base.text)])),
        .chart(perBuild(rows)),
        .table(
          guiltyTable(
            "Guilty functions", rows,
            empty: offset > 0
              ? "There are no more."
              : "No crash with a guilty function in this time. Look at a longer time, or at the records for crashes without a backtrace."
          )),
        .more(
          newer: offset > 0 ? at(max(0, offset - Self.piece)) : nil, older: more ? at(offset + Self.piece) : nil,
          words: rows.isEmpty ? "" : "\(offset + 1) to \(offset + rows.count)"),
      ])
  }

  func guiltyTable(_ title: String, _ rows: [GuiltyRow], empty: String) -> Table {
    let highest = rows.map(\.count).max() ?? 0
    return Table(
      title,
      columns: [
        .init("Function", .wide), .init("Module", .code), .init("Crashes", .number), .init("", .bar),
        .init("Builds"), .init("Comment"),
      ],
      rows: rows.map { row in
        let builds = row.builds.sorted { Self.newer($0.values.first ?? "", $1.values.first ?? "") }
        let few = builds.prefix(3).map { "\($0.values.first ?? ""): \(Figures.count($0.count))" }
        return [
          .link(row.frame.function, to: "/crashes/\(row.id)", limit: 100, title: row.frame.function)
            + (row.hidden ? Markup(html: " <span class=\"badge\">hidden</span>") : .text("")),
          .text(row.frame.module, limit: 60), .text(Figures.count(row.count)),
          Chart.bar(row.count, of: highest, colour: 3),
          .text(few.joined(separator: ", ") + (builds.count > 3 ? ", …" : "")), .text(row.comment, limit: 80),
        ]
      }, empty: empty)
  }

  private func perBuild(_ rows: [GuiltyRow]) -> Chart {
    let builds = Set(rows.flatMap { $0.builds.compactMap(\.values.first) }).sorted(by: Self.newer).prefix(12).reversed()
    return Chart(
      "Crashes by build", unit: "Build", labels: Array(builds),
      series: rows.prefix(Chart.colours).map { row in
        var counts: [String: Int] = [:]
        for one in row.builds { counts[one.values.first ?? "", default: 0] += one.count }
        return Chart.Series(row.frame.function, builds.map { counts[$0] ?? 0 })
      }, empty: "Nothing to draw in this time.")
  }
}
