import Platform

/// Moments and spans in words. Relative ones count whole minutes. What is past is told as of the moment in the title;
/// only what is counted down makes an idle screen change by itself.
struct TimeText {
  let now: Timestamp
  let isAbsolute: Bool
  /// Told of each moment that is counted down.
  var countdowns: Countdowns?

  /// `4 min`, `2 h 14 m`, `2 d 4 h`; under a minute `a minute`.
  static func span(_ milliseconds: Int64) -> String {
    let minutes = max(0, milliseconds) / 60_000
    if minutes < 1 { return "a minute" }
    if minutes < 60 { return "\(minutes) min" }
    return Digits.span(milliseconds: milliseconds)
  }

  /// `in 4 min`, `now` when it is due; absolute `at 14:06`.
  func until(_ moment: Timestamp) -> String {
    if isAbsolute { return "at " + clock(moment) }
    countdowns?.add(moment)
    return moment <= now ? "now" : "in " + Self.span(moment - now)
  }

  /// `6 min ago`, `just now`; after a day, or absolute, the clock.
  func since(_ moment: Timestamp) -> String {
    let age = now - moment
    if isAbsolute || age >= 86_400_000 || age < -60_000 { return clock(moment) }
    return age < 60_000 ? "just now" : Self.span(age) + " ago"
  }

  /// `14:06` today, `2026-11-20 14:06` on other days.
  func clock(_ moment: Timestamp) -> String {
    let time = String(moment.localTime.prefix(5))
    return moment.localDate == now.localDate ? time : moment.localDate + " " + time
  }
}

/// The moments that a picture counts down, collected while it is drawn.
final class Countdowns {
  private var moments: Set<Timestamp> = []

  func add(_ moment: Timestamp) { moments.insert(moment) }

  func forget() { moments.removeAll(keepingCapacity: true) }

  /// When one of them is told in other words; nil when none ever is.
  func nextChange(after now: Timestamp) -> Timestamp? {
    moments.filter { $0 > now }.map { moment in
      let left = moment - now
      if left < 60_000 { return moment }
      // By the minute; by the hour where days are counted.
      return now + (left % (left < 86_400_000 ? 60_000 : 3_600_000) + 1)
    }.min()
  }
}
