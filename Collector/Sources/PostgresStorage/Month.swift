/// A month of the calendar, UTC, in which records came in.
struct Month: Sendable, Equatable {
  /// Months since the year 0.
  var number: Int

  init(number: Int) { self.number = number }

  init(_ micros: Int64) {
    let day = micros / Self.day - (micros % Self.day < 0 ? 1 : 0)
    // Days since 1970 to a date, with years that begin in March (H. Hinnant, chrono-compatible date algorithms).
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    number = Int(year * 12 + (month < 10 ? month + 2 : month - 10))
  }

  /// The month of a table's name, nil for another's table.
  init?(table: String) {
    let name = table.split(separator: ".").last.map(String.init) ?? table
    guard name.hasPrefix("records_m"), let number = Int(name.dropFirst("records_m".count)) else { return nil }
    self.init(number: number)
  }

  private static let day: Int64 = 86_400_000_000

  /// Microseconds since 1970, inclusive.
  var start: Int64 {
    let month = Int64(number % 12 + 1)
    let year = Int64(number / 12) - (month <= 2 ? 1 : 0)
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era * 146_097 + dayOfEra - 719_468) * Self.day
  }

  /// Microseconds since 1970, exclusive.
  var end: Int64 { Month(number: number + 1).start }

  var table: String { "records_m\(number)" }
}
