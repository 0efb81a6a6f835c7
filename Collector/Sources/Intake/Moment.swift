/// Times as texts, without a calendar: the proleptic Gregorian one in UTC, for any time however far off.
public enum Moment {
  /// `YYYY-MM-DD HH:MM:SS UTC` of seconds since 1970; a year past 9999 has as many digits as it needs.
  public static func text(_ seconds: Int64) -> String {
    let (days, rest) = floored(seconds, 86_400)
    let (year, month, day) = date(days)
    let yearText = year < 0 ? "-" + padded(-year, 4) : padded(year, 4)
    return yearText + "-" + padded(month, 2) + "-" + padded(day, 2) + " " + padded(rest / 3600, 2) + ":"
      + padded(rest / 60 % 60, 2) + ":" + padded(rest % 60, 2) + " UTC"
  }

  /// Days since 1970 of a date, nil where there is no such day.
  static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
    guard (1...12).contains(month), (1...31).contains(day), (0...9999).contains(year) else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = floored(shifted, 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    guard date(days) == (year, month, day) else { return nil }
    return days
  }

  private static func date(_ days: Int64) -> (Int64, Int64, Int64) {
    let (era, dayOfEra) = floored(days + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func floored(_ value: Int64, _ by: Int64) -> (Int64, Int64) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: by)
    return rest < 0 ? (quotient - 1, rest + by) : (quotient, rest)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return text.utf8.count < width ? String(repeating: "0", count: width - text.utf8.count) + text : text
  }

  /// Microseconds since 1970 of `YYYY-MM-DDTHH:MM:SS[.fraction][Z|+HH:MM|-HH:MM]`; a space serves for the `T`, and no
  /// zone is UTC.
  static func microseconds(iso text: String) -> Int64? {
    var digits = Digits(text)
    guard let year = digits.take(4), digits.skip("-"), let month = digits.take(2), digits.skip("-"),
      let day = digits.take(2), digits.skip("T") || digits.skip(" "), let hour = digits.take(2), digits.skip(":"),
      let minute = digits.take(2), digits.skip(":"), let second = digits.take(2),
      let days = days(year: year, month: month, day: day), hour < 24, minute < 60, second < 61
    else { return nil }
    var fraction: Int64 = 0
    if digits.skip(".") {
      guard let value = digits.fraction() else { return nil }
      fraction = value
    }
    var zone: Int64 = 0
    if !digits.skip("Z"), !digits.isAtEnd {
      let isWest = digits.skip("-")
      guard isWest || digits.skip("+"), let hours = digits.take(2) else { return nil }
      _ = digits.skip(":")
      guard let minutes = digits.take(2), hours < 24, minutes < 60 else { return nil }
      zone = (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
    guard digits.isAtEnd else { return nil }
    return (days * 86_400 + hour * 3600 + minute * 60 + second - zone) * 1_000_000 + fraction
  }

  /// Seconds since 1970 of `YYYYMMDD-HHMMSS`.
  static func seconds(stamp text: String) -> Int64? {
    var digits = Digits(text)
    guard let year = digits.take(4), let month = digits.take(2), let day = digits.take(2), digits.skip("-"),
      let hour = digits.take(2), let minute = digits.take(2), let second = digits.take(2), digits.isAtEnd,
      let days = days(year: year, month: month, day: day), hour < 24, minute < 60, second < 61
    else { return nil }
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }
}

/// Reads the pieces of a time.
private struct Digits {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = ArraySlice(text.utf8.prefix(64)) }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ count: Int) -> Int64? {
    let piece = rest.prefix(count)
    guard piece.count == count, piece.allSatisfy(Text.isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return piece.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Microseconds of a fraction; digits beyond them are passed over.
  mutating func fraction() -> Int64? {
    let piece = rest.prefix(while: Text.isDigit)
    guard !piece.isEmpty else { return nil }
    rest = rest.dropFirst(piece.count)
    return (0..<6).reduce(0) { value, place in
      value * 10 + (place < piece.count ? Int64(piece[piece.startIndex + place] - 0x30) : 0)
    }
  }
}
