/// Points in time as a reader wants them. All absolute times are UTC.
public enum Times {
  /// `2026-11-21 16:29:24 UTC` for seconds since 1970; a time outside the years 1 to 9999 is told as what was sent.
  public static func absolute(seconds: Int64) -> String {
    guard let parts = civil(seconds: seconds) else { return "\(seconds) s since 1970" }
    return "\(date(parts)) \(clock(parts)) UTC"
  }

  /// `2026-11-21T16:29:24Z`, nil outside the years 1 to 9999.
  public static func iso(seconds: Int64) -> String? {
    civil(seconds: seconds).map { "\(date($0))T\(clock($0))Z" }
  }

  /// `2026-11-21`, for days since 1970.
  public static func day(_ day: Int) -> String {
    let (seconds, overflow) = Int64(day).multipliedReportingOverflow(by: 86_400)
    guard !overflow, let parts = civil(seconds: seconds) else { return "day \(day)" }
    return date(parts)
  }

  /// `21 Nov`, for days since 1970.
  public static func shortDay(_ day: Int) -> String {
    let (seconds, overflow) = Int64(day).multipliedReportingOverflow(by: 86_400)
    guard !overflow, let parts = civil(seconds: seconds) else { return "day \(day)" }
    return "\(parts.day) \(months[parts.month - 1])"
  }

  /// `3 min ago`, `in 2 d`: at most two digits where it can be.
  public static func relative(seconds: Int64, now: Int64) -> String {
    let (difference, overflow) = now.subtractingReportingOverflow(seconds)
    guard !overflow else { return seconds < now ? "long ago" : "far ahead" }
    let size = difference.magnitude
    let words: String
    switch size {
    case 0..<5: return "now"
    case ..<60: words = "\(size) s"
    case ..<3600: words = "\(size / 60) min"
    case ..<86_400: words = "\(size / 3600) h"
    case ..<(86_400 * 60): words = "\(size / 86_400) d"
    case ..<(86_400 * 730): words = "\(size / (86_400 * 30)) months"
    case ..<(86_400 * 36_500): words = "\(size / (86_400 * 365)) years"
    default: return difference > 0 ? "long ago" : "far ahead"
    }
    return difference > 0 ? "\(words) ago" : "in \(words)"
  }

  /// Seconds since 1970 of midnight of a `YYYY-MM-DD`, nil where it is none.
  public static func seconds(ofDay text: String) -> Int64? {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(String(parts[0]) ?? ""), let month = Int(String(parts[1]) ?? ""),
      let day = Int(String(parts[2]) ?? ""), (1...12).contains(month), (1...31).contains(day), year > 0
    else { return nil }
    let days = daysFromCivil(year: year, month: month, day: day)
    guard let back = civil(seconds: Int64(days) * 86_400), back.day == day, back.month == month else { return nil }
    return Int64(days) * 86_400
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private struct Parts {
    var year: Int
    var month: Int
    var day: Int
    var second: Int
  }

  // The proleptic Gregorian calendar by eras of 400 years, counted from March so that a leap day ends a year.
  private static func civil(seconds: Int64) -> Parts? {
    guard seconds >= -62_135_596_800, seconds < 253_402_300_800 else { return nil }
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let second = Int(seconds) - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Parts(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day, second: second)
  }

  private static func daysFromCivil(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  private static func date(_ parts: Parts) -> String {
    "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
  }

  private static func clock(_ parts: Parts) -> String {
    "\(padded(parts.second / 3600, 2)):\(padded(parts.second / 60 % 60, 2)):\(padded(parts.second % 60, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
