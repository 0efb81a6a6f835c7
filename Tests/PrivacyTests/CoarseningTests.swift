import Platform
import Privacy
import Report
import TestSupport
import Testing

@Suite("Coarsening")
struct CoarseningTests {
  @Test(
    "numbers keep one significant digit, times their day, words nothing",
    arguments: [
      ("0", "0"), ("7", "7"), ("12", "10"), ("15", "20"), ("95", "100"), ("1234", "1000"), ("1500", "2000"),
      ("999999", "1000000"), ("-95", "-100"), ("-14", "-10"), ("0.057", "0.06"), ("0.96", "1"), ("0.05", "0.05"),
      ("12.75", "10"), ("0.00", "0.00"), ("007", "007"), ("18446744073709551615", "20000000000000000000"),
      ("2026-11-21T06:15:15Z", "2026-11-21"), ("2026-11-21T06:15:15.123+01:00", "2026-11-21"),
      ("", ""), ("word", "withheld"), ("1e5", "withheld"), ("+5", "withheld"), ("10.0.0.1", "withheld"),
      ("1.", "withheld"), (".5", "withheld"), ("-", "withheld"), ("12 kB", "withheld"), ("2026-11-21", "withheld"),
      ("withheld", "withheld"),
    ])
  func texts(_ text: String, _ coarse: String) { #expect(Coarsening.of(.string(text)) == .string(coarse)) }

  @Test("numbers stay numbers, truths stay, containers are withheld")
  func kinds() {
    #expect(Coarsening.of(.number("1234")) == .number("1000") && Coarsening.of(.number("-0.5")) == .number("-0.5"))
    #expect(Coarsening.of(.bool(true)) == .bool(true) && Coarsening.of(.null) == .null)
    #expect(Coarsening.of(.array([.int(1)])) == .string("withheld"))
    #expect(Coarsening.of(.object(JSONObject())) == .string("withheld"))
  }

  @Test("of a number its size is kept, within a half, and twice is once")
  func property() throws {
    var draws = Draws(22)
    for _ in 0..<3000 {
      let number =
        Int64.random(in: -1_000_000_000...1_000_000_000, using: &draws) / Int64(1 + draws.number(below: 1_000_000))
      let coarse = try #require(Coarsening.of(.int(number)).intValue)
      #expect(abs(coarse - number) * 2 <= max(abs(coarse), abs(number)), "\(number) -> \(coarse)")
      #expect(String(abs(coarse)).dropFirst().allSatisfy { $0 == "0" })
      #expect(Coarsening.of(.int(coarse)) == .int(coarse))
    }
  }
}
