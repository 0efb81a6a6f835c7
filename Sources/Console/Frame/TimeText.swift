import Platform

/// Moments and spans in words. Relative ones count whole minutes, so that an idle screen changes once a minute.
struct TimeText {
  let now: Timestamp
  let isAbsolute: Bool

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
