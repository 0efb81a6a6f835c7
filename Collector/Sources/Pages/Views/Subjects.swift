import Storage
import Words

/// What a page shows of a kind of report: its words and its figures, by the names of the summaries.
struct SubjectWords {
  enum Form { case text, count, bytes, time, seconds }

  var tab: Tab
  var title: String
  var one: String
  var lead: String
  var empty: String
  /// The figures whose values are counted over time.
  var series: [(figure: String, title: String)]
  var columns: [(figure: String, name: String, form: Form)]
  /// The figures drawn for one subject.
  var lines: [(figure: String, title: String)]

  static func of(_ kind: Report.Kind) -> SubjectWords {
    switch kind {
    case .node:
      SubjectWords(
        tab: .nodes, title: "Nodes", one: "Node",
        lead: "Database nodes that send reports: versions, namespaces, cluster sizes.",
        empty: "No node has sent a report. Point an agent here: home-url=<this address>.",
        series: [
          ("version", "Nodes by version"), ("edition", "Nodes by edition"), ("cluster_size", "Nodes by cluster size"),
          ("namespaces", "Nodes by number of namespaces"),
        ],
        columns: [
          ("version", "Version", .text), ("edition", "Edition", .text), ("cluster_size", "Cluster size", .count),
          ("namespaces", "Namespaces", .count), ("objects", "Objects", .count), ("memory_used", "Memory used", .bytes),
        ], lines: [("objects", "Objects"), ("memory_used", "Memory used, bytes"), ("connections", "Clients connected")])
    case .cluster:
      SubjectWords(
        tab: .clusters, title: "Clusters", one: "Cluster",
        lead: "Storage clusters that send reports: versions, capacity, daemons.",
        empty: "No cluster has sent a report. Point one here: url=<this address>/report.",
        series: [
          ("version", "Clusters by version"), ("osds", "Clusters by number of OSDs"),
          ("hosts", "Clusters by number of hosts"),
        ],
        columns: [
          ("version", "Version", .text), ("osds", "OSDs", .count), ("hosts", "Hosts", .count),
          ("total_bytes", "Capacity", .bytes), ("used_bytes", "Used", .bytes), ("pools", "Pools", .count),
          ("crashes", "Crashes", .count),
        ], lines: [("used_bytes", "Used, bytes"), ("osds", "OSDs"), ("crashes", "Crashes told")])
    }
  }

  /// A figure that has no column: its name and how it is shown.
  static func other(_ figure: String) -> (name: String, form: Form) {
    let names: [String: (String, Form)] = [
      "avail_bytes": ("Available", .bytes), "mons": ("Monitors", .count), "mdss": ("MDS daemons", .count),
      "rgws": ("RGW daemons", .count), "pgs": ("Placement groups", .count), "images": ("RBD images", .count),
      "uptime": ("Uptime", .seconds), "interval": ("Reports every", .seconds), "os": ("Built for", .text),
      "agent": ("Agent", .text), "udfs": ("UDF modules", .count), "memory_size": ("Memory allowed", .bytes),
      "memory_total": ("Memory of the host", .text), "device_used": ("Devices used", .bytes),
      "device_size": ("Devices' size", .bytes), "connections": ("Clients connected", .count),
    ]
    if let known = names[figure] { return known }
    let words = Plain.line(figure.replacing("_", with: " "), limit: 40)
    return (words.prefix(1).uppercased() + words.dropFirst(), .text)
  }

  static func shown(_ value: String?, _ form: Form) -> String {
    guard let value else { return "–" }
    switch form {
    case .text, .time: return value
    case .count: return Int(value).map(Figures.count) ?? value
    case .bytes: return Int64(value).map(Figures.bytes) ?? value
    case .seconds: return Int(value).map { "\(Figures.count($0)) s" } ?? value
    }
  }
}

extension Views {
  /// The nodes or the clusters that report, those heard of last first.
  public func subjects(_ kind: Report.Kind, _ query: Query) async throws(StoreFault) -> Content {
    let words = SubjectWords.of(kind)
    let path = words.tab.path
    let spans = [7, 30, 90]
    let days = days(query, spans, usual: 30)
    let before = query.value("before")
    let page = try await store.subjects(
      kind, page: PageRequest(before: before, after: before == nil ? query.value("after") : nil))
    var blocks = [span(path, Query(query.pairs.filter { $0.name == "days" }), spans, current: days)]
    if kind == .cluster { blocks.append(.tiles(clusterTiles(page))) }
    for (figure, title) in words.series {
      let rows = try await store.series(kind, figure: figure, days: days, now: now)
      blocks.append(
        .chart(
          overDays(
            title, rows.map { CountRow(values: [String($0.day), $0.value], count: $0.subjects) }, days: days,
            empty: "No report in this time tells it.")))
    }
    blocks += [
      .table(
        Table(
          "All of them, heard of last first",
          columns: [.init(words.one, .code), .init("Last report"), .init("Reports", .number)]
            + words.columns.map { .init($0.name, $0.form == .text ? .text : .number) },
          rows: page.rows.map { row in
            [
              .link(row.subject, to: "\(path)/\(Plain.encode(row.subject))", limit: 40, title: row.subject),
              .moment(seconds: row.lastReceived / 1_000_000, now: seconds), .text(Figures.count(row.reports)),
            ] + words.columns.map { .text(SubjectWords.shown(row.summary[$0.figure], $0.form), limit: 48) }
          }, empty: words.empty)),
      .more(
        newer: before != nil || query.has("after")
          ? page.newer.map { path + Query([("after", $0)]).text } : nil,
        older: page.older.map { path + Query([("before", $0)]).text }, words: ""),
    ]
    return Content(title: words.title, lead: words.lead, tab: words.tab, blocks: blocks)
  }

  private func clusterTiles(_ page: Page<SubjectRow>) -> [Tile] {
    func sum(_ figure: String) -> Int64 {
      page.rows.reduce(0) { total, row in
        let (sum, isOver) = total.addingReportingOverflow(Int64(row.summary[figure] ?? "") ?? 0)
        return isOver ? total : sum
      }
    }
    let whole = sum("total_bytes")
    let used = sum("used_bytes")
    let osds = Figures.count(Int(sum("osds")))
    let share = whole > 0 ? "\(Figures.decimal(Double(used) / Double(whole) * 100))% used" : ""
    let clusters = page.rows.count == 1 ? "1 cluster" : "\(page.rows.count) clusters"
    let scope = page.older == nil ? "of \(clusters)" : "of the \(page.rows.count) listed below"
    return [
      Tile("Capacity", whole > 0 ? Figures.bytes(whole) : "–", share), Tile("OSDs", osds, scope),
      Tile("Hosts", Figures.count(Int(sum("hosts"))), scope),
      Tile("Crashes told", Figures.count(Int(sum("crashes"))), scope),
    ]
  }
}
