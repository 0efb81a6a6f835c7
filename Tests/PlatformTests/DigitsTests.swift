import Platform
import Testing

@Suite("Numbers as people read them")
struct DigitsTests {
  @Test(
    "rounded half away from zero, at the borders too",
    arguments: [
      (0.0, 0, "0"), (0.05, 1, "0.1"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (-0.05, 1, "-0.1"), (0.5, 0, "1"),
      (-0.5, 0, "-1"), (9.995, 1, "10.0"), (99.95, 1, "100.0"), (0.001, 3, "0.001"), (1.0, 3, "1.000"),
      (-12.5, 0, "-13"), (123_456.789, 2, "123456.79"), (.infinity, 1, "-"), (.nan, 1, "-"), (1e300, 0, "-"),
    ])
  func fixed(_ number: Double, _ fraction: Int, _ text: String) { #expect(Digits.fixed(number, fraction) == text) }

  @Test(
    "padded with zeros, never cut",
    arguments: [
      (Int64(7), 3, "007"), (0, 1, "0"), (0, 0, "0"), (-7, 3, "-007"), (12345, 3, "12345"),
      (.min, 2, "-9223372036854775808"),
    ])
  func padded(_ number: Int64, _ width: Int, _ text: String) { #expect(Digits.padded(number, width) == text) }

  @Test(
    "groups of three from five digits on, in front of whatever follows",
    arguments: [
      ("0", "0"), ("9999", "9999"), ("12345", "12 345"), ("7120442", "7 120 442"), ("100000", "100 000"),
      ("-123456", "-123 456"), ("123456.789", "123 456.789"), ("", ""), ("abc", "abc"), ("12345 kB", "12 345 kB"),
      ("١٢٣٤٥", "١٢٣٤٥"),
    ])
  func grouped(_ text: String, _ shown: String) { #expect(Digits.grouped(text, separator: " ") == shown) }

  @Test("the separator is a thin space where none is given")
  func separator() { #expect(Digits.grouped("12345") == "12\u{2009}345") }

  @Test(
    "sizes change their unit where one digit would say a thousand",
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (23_900, "23.9 KB"), (999_949, "999.9 KB"),
      (999_950, "1.0 MB"), (1_234_567, "1.2 MB"), (999_950_000, "1.0 GB"), (1_000_000_000_000, "1.0 TB"),
      (5_000_000_000_000_000, "5000.0 TB"),
    ])
  func size(_ bytes: Int, _ text: String) { #expect(Digits.size(bytes) == text) }

  @Test(
    "spans in their two largest units",
    arguments: [
      (Int64(0), "0:00"), (999, "0:00"), (-5000, "0:00"), (59_999, "0:59"), (60_000, "1:00"), (252_000, "4:12"),
      (3_599_999, "59:59"), (3_600_000, "1 h 0 m"), (8_040_000, "2 h 14 m"), (86_399_999, "23 h 59 m"),
      (86_400_000, "1 d 0 h"), (187_200_000, "2 d 4 h"),
    ])
  func span(_ milliseconds: Int64, _ text: String) { #expect(Digits.span(milliseconds: milliseconds) == text) }
}
