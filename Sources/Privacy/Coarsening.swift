import Platform
import Report

/// Makes a value less exact without changing its shape.
public enum Coarsening {
  /// A number keeps one significant digit, an ISO time its day; text that is neither is withheld, because there is no
  /// less exact form of a word. nil when the value is as coarse as it gets.
  public static func of(_ value: JSON) -> JSON {
    switch value {
    case .null, .bool: value
    case .number(let text): .number(number(text) ?? "0")
    case .string(let text): .string(string(text))
    case .array, .object: .string(withheldMark)
    }
  }

  private static func string(_ text: String) -> String {
    if text.isEmpty { return text }
    if let number = number(text) { return number }
    if let day = day(text) { return day }
    return withheldMark
  }

  /// Decimal text with one significant digit: `1234` becomes `1000`, `0.057` becomes `0.06`, `-95` becomes `-100`.
  static func number(_ text: String) -> String? {
    let sign = text.hasPrefix("-") ? "-" : ""
    let body = text.dropFirst(sign.count)
    let parts = body.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else {
      return nil
    }
    var digits = Array(parts[0].utf8) + (parts.count == 2 ? Array(parts[1].utf8) : [])
    let point = parts[0].utf8.count
    guard let first = digits.firstIndex(where: { $0 != UInt8(ascii: "0") }) else { return text }
    let roundsUp = first + 1 < digits.count && digits[first + 1] >= UInt8(ascii: "5")
    for index in (first + 1)..<max(first + 1, digits.count) { digits[index] = UInt8(ascii: "0") }
    if roundsUp {
      // Nine becomes ten: one digit further left, which may be a new one.
      if digits[first] == UInt8(ascii: "9") {
        digits[first] = UInt8(ascii: "0")
        if first == 0 { return sign + "1" + rendered(digits, point) }
        digits[first - 1] = UInt8(ascii: "1")
      } else {
        digits[first] += 1
      }
    }
    return sign + rendered(digits, point)
  }

  /// Whole digits, and after the point only as many as say something.
  private static func rendered(_ digits: [UInt8], _ point: Int) -> String {
    var fraction = digits[point...]
    while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
    let whole = String(decoding: digits[..<point], as: UTF8.self)
    return fraction.isEmpty ? whole : whole + "." + String(decoding: fraction, as: UTF8.self)
  }

  /// The day of an ISO 8601 time: `2026-11-21T06:15:15Z` becomes `2026-11-21`.
  private static func day(_ text: String) -> String? {
    guard text.utf8.count >= 19, Glob.matches("????-??-??T??:??:??*", text) else { return nil }
    return String(text.prefix(10))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
