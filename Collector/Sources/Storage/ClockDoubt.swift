/// Why a clock is not believed when it says that something is old enough to be deleted.
///
/// A clock that jumps years ahead makes everything old at once, and what comes in from then on bears its time, so the
/// newest arrival tells nothing. But in between nothing came: that is what is looked for. A collector that nobody used for
/// so long looks the same; then somebody says that the clock is right (`trust`).
public enum ClockDoubt: Error, Sendable, Equatable {
  /// It says a day before this program was made. Microseconds since 1970, as in the others.
  case early(now: Int64)
  /// It says a time, or something came in at it, so long after the last thing that came before.
  case gap(from: Int64, to: Int64)

  /// A time without arrivals that is longer is in doubt, microseconds.
  public static let longestGap = 30 * Time.day
  /// 2015-01-01: nobody sent telemetry to a collector before.
  private static let firstTime: Int64 = 1_420_070_400_000_000
  private static let name = "clock-trusted"

  /// nil: it may be believed. `made` is when the program was.
  public static func find(in store: any Store, now: Int64, made: Int64) async throws(StoreFault) -> ClockDoubt? {
    guard now >= made else { return .early(now: now) }
    let text = String(decoding: try await store.values(name)[name] ?? [], as: UTF8.self)
    let trusted = Int64(text)
    var next = now
    // From the start of one day with arrivals to the day before that has some.
    while let last = try await store.last(before: next) {
      if let trusted, last <= trusted {
        return next - trusted > longestGap ? .gap(from: trusted, to: next) : nil
      }
      // A clock that was not set yet, not a long silence.
      guard last >= firstTime else { return nil }
      guard next - last <= longestGap else { return .gap(from: last, to: next) }
      next = Time.day(last) * Time.day
    }
    return nil
  }

  /// Somebody has looked at the clock: it is right, and nothing came in those times.
  public static func trust(_ store: any Store, now: Int64) async throws(StoreFault) {
    try await store.set(name, to: Array(String(now).utf8))
  }
}
