/// Numbers as people read them. Nothing here depends on the locale.
public enum Digits {
  /// At least `width` digits, filled with zeros on the left.
  public static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }

  /// `fraction` digits after the point, rounded half away from zero. `inf` and `nan` become `-`.
  public static func fixed(_ number: Double, _ fraction: Int) -> String {
    var scale = 1.0
    for _ in 0..<fraction { scale *= 10 }
    let scaled = (number * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled.isFinite, scaled.magnitude < 9e18 else { return "-" }
    let digits = padded(Int64(scaled.magnitude), fraction + 1)
    let sign = number < 0 && scaled != 0 ? "-" : ""
    guard fraction > 0 else { return sign + digits }
    return sign + digits.dropLast(fraction) + "." + digits.suffix(fraction)
  }

  /// Groups of three, separated (a thin space by default): `7 120 442`.
  public static func grouped(_ text: String, separator: String = "\u{2009}") -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let body = text.dropFirst(sign.count)
    let whole = body.prefix { $0.isASCII && $0.isNumber }
    guard whole.count > 4, !whole.isEmpty else { return text }
    var groups: [Substring] = []
    var rest = whole
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    return sign + groups.joined(separator: separator) + body.dropFirst(whole.count)
  }

  /// `812 B`, `23.9 KB`, `1.2 MB`: a thousand bytes a kilobyte, one digit.
  public static func size(_ bytes: Int) -> String {
    if bytes < 1000 { return "\(bytes) B" }
    let units = ["KB", "MB", "GB", "TB"]
    var value = Double(bytes) / 1000
    var unit = 0
    while value >= 999.95, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return "\(fixed(value, 1)) \(units[unit])"
  }

  /// A span in its two largest units: `4:12` under an hour (minutes:seconds), `2 h 14 m`, `2 d 4 h`.
  public static func span(milliseconds: Int64) -> String {
    let seconds = max(0, milliseconds) / 1000
    switch seconds {
    case ..<3600: return "\(seconds / 60):\(padded(seconds % 60, 2))"
    case ..<86400: return "\(seconds / 3600) h \(seconds % 3600 / 60) m"
    default: return "\(seconds / 86400) d \(seconds % 86400 / 3600) h"
    }
  }
}
