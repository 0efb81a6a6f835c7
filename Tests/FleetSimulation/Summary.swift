import Platform

/// What a run came to.
struct Summary {
  let fleet: Fleet
  private let scenario: Fleet.Scenario

  init(_ fleet: Fleet) {
    self.fleet = fleet
    scenario = fleet.scenario
  }

  /// The most requests per second in these seconds, as a multiple of the mean; averaged over so many seconds.
  private func peak(_ seconds: Range<Int>, over width: Int) -> Double {
    stride(from: seconds.lowerBound, to: seconds.upperBound, by: width).map {
      Double(fleet.requests[$0..<min($0 + width, seconds.upperBound)].reduce(0, +)) / Double(width) / scenario.mean
    }.max() ?? 0
  }

  func print(perMinute: Bool) {
    let before = scenario.outage.lowerBound / 2..<scenario.outage.lowerBound
    let after = scenario.outage.upperBound..<scenario.end
    let usual = before.reduce(0) { $0 + fleet.waiting[$1] } / before.count
    let drained = after.first { fleet.waiting[$0] <= usual + scenario.agents / 1000 }
    let shed = after.reduce(0) { $0 + fleet.shed[$1] }
    func text(_ number: Double) -> String { Digits.fixed(number, 2) }
    func lines(_ label: String, _ value: String) {
      Swift.print("  " + label + String(repeating: " ", count: max(1, 44 - label.count)) + value)
    }
    Swift.print(scenario.name)
    lines("mean, requests a second", Digits.fixed(scenario.mean, 0))
    lines("peak before, of the mean (second, minute)", "\(text(peak(before, over: 1))) \(text(peak(before, over: 60)))")
    lines("peak while it is away", "\(text(peak(scenario.outage, over: 1))) \(text(peak(scenario.outage, over: 60)))")
    lines("peak after the return", "\(text(peak(after, over: 1))) \(text(peak(after, over: 60)))")
    lines("reports that wait at the return", String(fleet.waiting[scenario.outage.upperBound - 1]))
    lines(
      "the backlog is gone after",
      drained.map { "\(($0 - scenario.outage.upperBound + 59) / 60) min" } ?? "not within the run")
    lines("answered 503 after the return", String(shed))
    if perMinute {
      Swift.print("  minute  requests/s  of the mean  waiting")
      for minute in stride(from: scenario.outage.lowerBound - 600, to: scenario.end, by: 60) {
        let rate = Double(fleet.requests[minute..<minute + 60].reduce(0, +)) / 60
        Swift.print(
          "  \(minute / 60)  \(Digits.fixed(rate, 0))  \(text(rate / scenario.mean))  \(fleet.waiting[minute + 59])")
      }
    }
    Swift.print("")
  }
}
