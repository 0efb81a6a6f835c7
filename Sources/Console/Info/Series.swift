/// The numbers one name had in the last 60 seconds.
struct Series: Equatable, Sendable {
  struct Sample: Equatable, Sendable {
    /// Milliseconds of the monotonic clock.
    var at: Int64
    var value: Double
  }

  private(set) var samples: [Sample] = []
  /// It fell once without being reset: it goes up and down, so its values are drawn and not their change.
  private(set) var isGauge = false
  static let window: Int64 = 60_000

  /// Adds a value. One that falls to less than half of what only ever rose was set back: the series starts anew.
  mutating func add(_ value: Double, at moment: Int64) {
    if let last = samples.last {
      guard moment > last.at else { return }
      if value < last.value {
        let onlyRose = !isGauge && samples.count > 2 && (samples.first?.value ?? 0) < last.value
        if onlyRose, value < last.value / 2 { samples.removeAll() } else { isGauge = true }
      }
    }
    samples.append(Sample(at: moment, value: value))
    // One older than the window stays: the first change is measured from it.
    while samples.count > 2, samples[1].at < moment - Self.window { samples.removeFirst() }
  }

  /// Change a second between the last two values; nil before there are two.
  var rate: Double? {
    guard samples.count >= 2 else { return nil }
    return change(samples.count - 1)
  }

  private func change(_ index: Int) -> Double {
    let (before, after) = (samples[index - 1], samples[index])
    return (after.value - before.value) * 1000 / Double(after.at - before.at)
  }

  /// For each of `columns` equal parts of the last minute the number to draw; nil before the first one is known.
  func columns(_ columns: Int, now: Int64) -> [Double?] {
    let points: [Sample] =
      isGauge ? samples : samples.indices.dropFirst().map { Sample(at: samples[$0].at, value: change($0)) }
    var result = [Double?](repeating: nil, count: max(0, columns))
    guard columns > 0 else { return result }
    var next = 0
    var last: Double?
    for column in 0..<columns {
      let end = now - Self.window + Self.window * Int64(column + 1) / Int64(columns)
      while next < points.count, points[next].at <= end {
        last = points[next].value
        next += 1
      }
      result[column] = last
    }
    return result
  }
}
