import Platform
import TestSupport
import Testing

@Suite("Moments")
struct TimestampTests {
  @Test(
    "written as ISO 8601",
    arguments: [
      (Int64(0), "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (1_795_241_715_042, "2026-11-21T06:15:15.042Z"), (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
  func written(_ milliseconds: Int64, _ text: String) {
    let moment = Timestamp(milliseconds: milliseconds)
    #expect(moment.iso8601(milliseconds: true) == text)
    #expect(moment.iso8601() == text.prefix(19) + "Z")
    #expect(Timestamp(iso8601: text) == moment)
  }

  @Test("what is written is read back, before and after 1970")
  func roundTrip() {
    var draws = Draws(2)
    for _ in 0..<2000 {
      let moment = Timestamp(milliseconds: Int64.random(in: -60_000_000_000_000...250_000_000_000_000, using: &draws))
      #expect(Timestamp(iso8601: moment.iso8601(milliseconds: true)) == moment)
      #expect(Timestamp(iso8601: moment.iso8601()) == Timestamp(seconds: moment.seconds))
    }
  }

  @Test("seconds are rounded down, also before 1970")
  func seconds() {
    let table: [(Int64, Int64)] = [(0, 0), (999, 0), (1000, 1), (-1, -1), (-999, -1), (-1000, -1), (-1001, -2)]
    for (milliseconds, seconds) in table { #expect(Timestamp(milliseconds: milliseconds).seconds == seconds) }
  }

  @Test(
    "the fraction may be missing or longer than milliseconds",
    arguments: [
      ("2026-11-21T06:15:15Z", Int64(0)), ("2026-11-21T06:15:15.5Z", 500), ("2026-11-21T06:15:15.042Z", 42),
      ("2026-11-21T06:15:15.123456Z", 123), ("2026-11-21T06:15:15.9996Z", 1000),
      ("2026-11-21T06:14:60Z", -15_000),
    ])
  func fractions(_ text: String, _ milliseconds: Int64) {
    #expect(Timestamp(iso8601: text)?.milliseconds == 1_795_241_715_000 + milliseconds)
  }

  @Test(
    "anything else is no moment",
    arguments: [
      "", "Z", "2026-11-21", "2026-11-21T06:15:15", "2026-11-21 06:15:15Z", "2026-11-21T06:15:15+01:00",
      "2026-13-21T06:15:15Z", "2026-00-21T06:15:15Z", "2026-11-00T06:15:15Z", "2026-11-32T06:15:15Z",
      "2026-02-30T06:15:15Z", "2025-02-29T06:15:15Z", "2026-04-31T06:15:15Z", "2026-11-21T24:00:00Z",
      "2026-11-21T06:60:00Z", "2026-11-21T06:15:61Z", "2026-11-21T06:15:15.Z", "2026-11-21T06:15:15.1e3Z",
      "2026-11-21T06:15:15.-1Z", "2026-11-21T06:15:15.0x1Z", "2026-11-21T06:15:15xZ", "+026-11-21T06:15:15Z",
      "２026-11-21T06:15:15Z",
    ])
  func nonsense(_ text: String) { #expect(Timestamp(iso8601: text) == nil) }

  @Test("moments are compared, moved and subtracted in milliseconds")
  func arithmetic() {
    let moment = Timestamp(milliseconds: 5000)
    #expect(moment + 250 - moment == 250 && moment < moment + 1 && moment - (moment + 7) == -7)
    #expect(Monotonic.now() <= Monotonic.now())
  }
}
