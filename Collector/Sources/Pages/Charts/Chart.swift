/// A chart over steps (days, weeks, builds): columns, one series on the other, or lines.
public struct Chart: Sendable {
  public struct Series: Sendable {
    var name: String
    var values: [Int]

    init(_ name: String, _ values: [Int]) {
      self.name = name
      self.values = values
    }
  }

  enum Form: Sendable { case columns, lines }

  /// How many colours the stylesheet has for series.
  static let colours = 8

  var title: String
  var form: Form
  /// What a step is: `Day`.
  var unit: String
  /// One for each step, oldest first.
  var labels: [String]
  var series: [Series]
  var empty: String
  /// Whether a series alone is named as well: its name is what is counted, not what the title says already.
  var namesOne = false

  init(_ title: String, _ form: Form = .columns, unit: String, labels: [String], series: [Series], empty: String) {
    self.title = title
    self.form = form
    self.unit = unit
    self.labels = labels
    self.series = series
    self.empty = empty
  }

  /// The SVG, which stretches to its place, and the words that stand beside it as text; an empty SVG where there is
  /// nothing to draw.
  struct Drawing {
    var svg = ""
    var top = ""
    var middle = ""
    var labels: [String] = []
  }

  func drawing() -> Drawing {
    let steps = labels.count
    let sums = labels.indices.map { index in
      form == .columns ? series.reduce(0) { $0 + value($1, index) } : series.map { value($0, index) }.max() ?? 0
    }
    guard steps > 0, let highest = sums.max(), highest > 0 else { return Drawing() }
    let top = Self.round(highest)
    let shapes = form == .columns ? columns(top: top) : lines(top: top)
    let title = Plain.escape(Plain.line("\(self.title): \(series.map(\.name).joined(separator: ", "))", limit: 300))
    return Drawing(
      svg: """
        <svg viewBox="0 0 1000 200" preserveAspectRatio="none" role="img" aria-label="\(title)">\
        <path class="grid" d="M0 .5H1000M0 100H1000M0 199.5H1000"/>\(shapes)</svg>
        """,
      top: Figures.count(top), middle: top % 2 == 0 ? Figures.count(top / 2) : "",
      labels: Self.few(labels).map { Plain.line($0, limit: 16) })
  }

  private func value(_ series: Series, _ index: Int) -> Int {
    index < series.values.count ? max(0, series.values[index]) : 0
  }

  private func columns(top: Int) -> String {
    let width = 1000 / Double(labels.count)
    var out = ""
    for (index, label) in labels.enumerated() {
      var below = 0.0
      for (number, one) in series.enumerated() {
        let count = value(one, index)
        guard count > 0 else { continue }
        let height = max(Double(count) / Double(top) * 200, 1)
        let tip = Plain.escape(Plain.line("\(label): \(one.name) \(Figures.count(count))", limit: 160))
        out += """
          <rect class="s\(number % Self.colours)" x="\(Self.place(Double(index) * width + width * 0.1))" \
          y="\(Self.place(200 - below - height))" width="\(Self.place(width * 0.8))" \
          height="\(Self.place(height))"><title>\(tip)</title></rect>
          """
        below += height
      }
    }
    return out
  }

  private func lines(top: Int) -> String {
    var out = ""
    for (number, one) in series.enumerated() {
      let points = labels.indices.map { index in
        // One alone is a dash in the middle: a dot would not be seen.
        let x = labels.count == 1 ? 480 : Double(index) / Double(labels.count - 1) * 1000
        return "\(Self.place(x)) \(Self.place(200 - Double(value(one, index)) / Double(top) * 198))"
      }
      let name = Plain.escape(Plain.line(one.name, limit: 100))
      out += "<path class=\"line l\(number % Self.colours)\" d=\"M\(points.joined(separator: "L"))"
      out += "\(points.count == 1 ? "h40" : "")\"><title>\(name)</title></path>"
    }
    return out
  }

  /// A line of the last days without words, for beside a figure that has them.
  static func sparkline(_ values: [Int]) -> String {
    guard values.count > 1, let highest = values.max(), highest > 0 else { return "" }
    let points = values.enumerated().map { index, value in
      "\(place(Double(index) / Double(values.count - 1) * 100)) \(place(29 - Double(max(0, value)) / Double(highest) * 28))"
    }
    return """
      <svg class="spark" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">\
      <path class="area" d="M0 30L\(points.joined(separator: "L"))L100 30Z"/>\
      <path class="line l0" d="M\(points.joined(separator: "L"))"/></svg>
      """
  }

  /// A bar beside a count in a table, in parts of the highest.
  static func bar(_ count: Int, of highest: Int, colour: Int = 0) -> Markup {
    let width = highest > 0 ? max(Double(count) / Double(highest) * 100, count > 0 ? 0.5 : 0) : 0
    return Markup(
      html: """
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="s\(colour % colours)" width="\(place(min(width, 100)))" height="10"/></svg>
        """)
  }

  /// The next number of the kind 1, 2, 4, 5, 6, 8 times a power of ten: a scale that reads well.
  static func round(_ number: Int) -> Int {
    var power = 1
    while number / 10 >= power { power *= 10 }
    for step in [1, 2, 4, 5, 6, 8] {
      let (product, overflow) = power.multipliedReportingOverflow(by: step)
      if !overflow, product >= number { return product }
    }
    let (product, overflow) = power.multipliedReportingOverflow(by: 10)
    return overflow ? number : product
  }

  // First, middle and last: what fits under a chart on a telephone.
  private static func few(_ labels: [String]) -> [String] {
    guard labels.count > 3 else { return labels }
    return [labels[0], labels[labels.count / 2], labels[labels.count - 1]]
  }

  private static func place(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((value * 100).rounded())
    return "\(Double(hundredths) / 100)"
  }
}
