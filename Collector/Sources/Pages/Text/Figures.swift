/// Numbers as a reader wants them.
public enum Figures {
  /// `1,234,567`.
  public static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var out = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return number < 0 ? "-" + out : out
  }

  /// `12.9 GB`, by thousands, as disks are sold.
  public static func bytes(_ number: Int64) -> String {
    guard number >= 0 else { return "\(number) B" }
    var value = Double(number)
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return unit == 0 ? "\(number) B" : "\(decimal(value)) \(units[unit])"
  }

  /// One place after the point below a hundred, none above.
  public static func decimal(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "–" }
    if value.magnitude >= 100 { return String(Int(value.rounded())) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  /// How something changed, `+12%`; nil where there was nothing before.
  public static func change(from before: Int, to now: Int) -> String? {
    guard before > 0 else { return nil }
    let percent = Int(((Double(now) - Double(before)) / Double(before) * 100).rounded())
    return percent > 0 ? "+\(percent)%" : "\(percent)%"
  }

  /// `low`, `med`, `high`, `crit` for 1 to 4.
  public static func severity(_ number: Int) -> String {
    switch number {
    case 1: "low"
    case 2: "med"
    case 3: "high"
    case 4: "crit"
    default: String(number)
    }
  }
}
