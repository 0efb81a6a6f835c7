import Report

/// How what piled up during a long outage leaves when its destination is back: spread, so that a fleet that lost the same
/// server does not come back as a flood. All times in milliseconds.
///
/// Each waiting record gets a moment of its own, by chance within its share of three times the outage. What is made
/// later is not held: at its usual pace it and the backlog together come to four thirds of the usual rate. The first
/// share begins after twenty minutes, when the others have found out too. See docs/fleet.md for the model.
public enum Pacing {
  /// What is shorter piles up too little to matter.
  public static let shortestOutage: Int64 = 10 * 60_000
  /// The backlog takes this many times the outage.
  public static let stretch: Int64 = 3
  /// Until the first share begins: as long as the longest pause between two tries of a destination that is away.
  public static let lull: Int64 = 20 * 60_000
  /// Nothing is spread further.
  public static let longestSpan: Int64 = 7 * 24 * 3600 * 1000

  /// Records of local programs have rate limits of their own, and leave at once.
  public static func applies(to destination: Destination) -> Bool { destination != .collector }

  /// Over how long the backlog of an outage is spread; nil when it leaves at once. `rest` is what an earlier spreading
  /// still had before it.
  public static func span(outage: Int64, rest: Int64 = 0) -> Int64? {
    guard outage > shortestOutage else { return nil }
    return min(longestSpan, max(min(outage, longestSpan) * stretch, rest))
  }

  /// How long from now each of so many records waits, ascending; the first does not go before the others.
  /// - Parameters:
  ///   - count: how many wait.
  ///   - span: over how long they are spread.
  ///   - draw: gives random numbers of 0..<1.
  /// - Returns: so many waits.
  public static func waits(_ count: Int, span: Int64, draw: () -> Double) -> [Int64] {
    let share = Double(span) / Double(max(1, count))
    return (0..<max(0, count)).map { lull + Int64(share * (Double($0) + min(max(0, draw()), 1))) }
  }
}
