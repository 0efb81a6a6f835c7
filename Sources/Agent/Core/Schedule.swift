import Platform

/// When the next thing happens, in milliseconds from now.
public struct Schedule: Sendable {
  /// `[main] interval`, seconds.
  public let interval: Double

  public init(interval: Double) { self.interval = interval }

  /// The interval, up to a twentieth more or less, so that a fleet started together does not report together.
  public func nextRound(random: Double = Double.random(in: -1...1)) -> Int64 {
    Int64((interval * 1000 * (1 + 0.05 * max(-1, min(1, random)))).rounded())
  }

  /// The longest that two rounds can lie apart, with a moment for the round itself.
  var longestGap: Int64 { Int64((interval * 1050).rounded()) + 2000 }

  /// How long to wait before the node is looked for again: 1, 2, 4, ... seconds, at most the interval.
  func nextSearch(attempt: Int) -> Int64 {
    let seconds = Double(1 << min(max(0, attempt), 20))
    return Int64(min(seconds, max(1, interval)) * 1000)
  }
}
