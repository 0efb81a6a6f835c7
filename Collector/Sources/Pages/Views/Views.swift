import Storage
import Words

/// The pages: each asks the store and says what it found. None changes anything.
public struct Views: Sendable {
  let store: any Store
  /// Microseconds since 1970.
  let now: Int64
  /// Whether the store is that of one tenant, so that there is nothing that has no tenant.
  let isBound: Bool

  public init(store: any Store, now: Int64, isBound: Bool = false) {
    self.isBound = isBound
    self.store = store
    self.now = now
  }

  var seconds: Int64 { now / 1_000_000 }
  var today: Int { Int(seconds / 86_400) }

  /// The days a page looks at: `days` of the query where it is one of those offered.
  func days(_ query: Query, _ offered: [Int], usual: Int) -> Int {
    query.value("days").flatMap(Int.init).flatMap { offered.contains($0) ? $0 : nil } ?? usual
  }

  func span(_ path: String, _ query: Query, _ offered: [Int], current: Int) -> Block {
    .choices(
      "Time",
      offered.map { days in
        Choice(
          days == 1 ? "1 day" : "\(days) days", path + query.setting("days", to: String(days)).text,
          current: days == current)
      })
  }

  /// Counts by day and one more value, as a chart of the most frequent values over the last days; the rest is one
  /// series of its own. Series stand by frequency, or by name.
  func overDays(
    _ title: String, _ rows: [CountRow], days: Int, weekly: Bool = false, byName: Bool = false, empty: String,
    name: (String) -> String = { $0 }
  ) -> Chart {
    let first = today - days + 1
    let step = weekly ? 7 : 1
    let steps = max(1, (days + step - 1) / step)
    var totals: [String: Int] = [:]
    for row in rows where row.values.count > 1 { totals[row.values[1], default: 0] += row.count }
    let ranked = totals.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
    let kept = Array(ranked.prefix(ranked.count > Chart.colours ? Chart.colours - 1 : Chart.colours))
    var values: [String: [Int]] = [:]
    var rest = [Int](repeating: 0, count: steps)
    for row in rows where row.values.count > 1 {
      // Steps end today, so that the newest one is whole weeks before it counted back.
      guard let day = Int(row.values[0]), day >= first, day <= today else { continue }
      let index = steps - 1 - (today - day) / step
      guard index >= 0 else { continue }
      if kept.contains(row.values[1]) {
        values[row.values[1], default: [Int](repeating: 0, count: steps)][index] += row.count
      } else {
        rest[index] += row.count
      }
    }
    let ordered = byName ? kept.sorted() : kept
    var series = ordered.compactMap { key in values[key].map { Chart.Series(name(key), $0) } }
    if rest.contains(where: { $0 > 0 }) { series.append(Chart.Series("all others", rest)) }
    let labels = (0..<steps).map { index in
      let day = today - (steps - 1 - index) * step
      return weekly ? "to \(Times.shortDay(day))" : Times.shortDay(day)
    }
    var chart = Chart(title, unit: weekly ? "Week" : "Day", labels: labels, series: series, empty: empty)
    chart.namesOne = true
    return chart
  }

  /// A ranking: a name, a count, its part of the whole as a bar.
  func ranking(
    _ title: String, _ column: String, _ rows: [(name: Markup, count: Int)], of total: Int? = nil, limit: Int = 25,
    empty: String
  ) -> Table {
    let whole = total ?? rows.reduce(0) { $0 + $1.count }
    let highest = rows.map(\.count).max() ?? 0
    return Table(
      title,
      columns: [.init(column, .wide), .init("Count", .number), .init("Share", .number), .init("", .bar)],
      rows: rows.prefix(limit).map { row in
        [
          row.name, .text(Figures.count(row.count)),
          .text(whole > 0 ? "\(Figures.decimal(Double(row.count) / Double(whole) * 100))%" : "–"),
          Chart.bar(row.count, of: highest),
        ]
      }, empty: empty)
  }

  /// Counts by one dimension, most frequent first.
  func ranked(_ rows: [CountRow]) -> [(value: String, count: Int)] {
    var totals: [String: Int] = [:]
    for row in rows { totals[row.values.first ?? "", default: 0] += row.count }
    return totals.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { ($0.key, $0.value) }
  }

  /// A classification without the prefix nearly all have.
  static func short(_ classification: String) -> String {
    classification.hasPrefix("org.clearlinux/")
      ? String(classification.dropFirst("org.clearlinux/".count)) : classification
  }

  /// Newest builds first: numbers by size, all others after them by name.
  static func newer(_ left: String, _ right: String) -> Bool {
    switch (Int(left), Int(right)) {
    case (let left?, let right?): left > right
    case (_?, nil): true
    case (nil, _?): false
    case (nil, nil): left > right
    }
  }

  static func records(_ name: String, _ value: String) -> String {
    "/records" + Query([(name, value)]).text
  }
}
