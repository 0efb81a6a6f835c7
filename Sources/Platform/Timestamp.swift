import CPlatform
import Glibc

/// A moment of the wall clock, in milliseconds since 1970-01-01 UTC.
public struct Timestamp: Sendable, Hashable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public init(seconds: Int64) { self.milliseconds = seconds.multipliedReportingOverflow(by: 1000).partialValue }

  public static func now() -> Timestamp { Timestamp(milliseconds: cp_realtime_ms()) }

  public var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }
  public static func + (a: Timestamp, milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: a.milliseconds + milliseconds)
  }
  /// Milliseconds from `b` to `a`.
  public static func - (a: Timestamp, b: Timestamp) -> Int64 { a.milliseconds - b.milliseconds }

  /// `2026-11-21T06:15:15Z`; with milliseconds when asked.
  public func iso8601(milliseconds withMilliseconds: Bool = false) -> String {
    let parts = broken(gmtime_r)
    let fraction = withMilliseconds ? "." + Digits.padded(((milliseconds % 1000) + 1000) % 1000, 3) : ""
    return "\(parts.date)T\(parts.time)\(fraction)Z"
  }

  /// `14:02:31`, local time.
  public var localTime: String { broken(localtime_r).time }
  /// `2026-11-21`, local time.
  public var localDate: String { broken(localtime_r).date }
  /// `2026-11-21 14:02:31`, local time.
  public var local: String { "\(localDate) \(localTime)" }

  /// Reads what `iso8601()` writes: UTC with `Z`, the fraction optional. nil for anything else.
  public init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    let shape = Array("0000-00-00T00:00:00".utf8)
    guard bytes.count > shape.count, bytes.last == UInt8(ascii: "Z") else { return nil }
    for (byte, wanted) in zip(bytes, shape) {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard wanted == UInt8(ascii: "0") ? isDigit : byte == wanted else { return nil }
    }
    func number(_ from: Int, _ to: Int) -> Int32 {
      bytes[from..<to].reduce(0) { $0 * 10 + Int32($1 - UInt8(ascii: "0")) }
    }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (number(0, 4) - 1900, number(5, 7) - 1, number(8, 10))
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (number(11, 13), number(14, 16), number(17, 19))
    guard (0..<12).contains(parts.tm_mon), (1...31).contains(parts.tm_mday), parts.tm_hour < 24, parts.tm_min < 60,
      parts.tm_sec <= 60
    else { return nil }
    let rest = String(decoding: bytes[shape.count..<(bytes.count - 1)], as: UTF8.self)
    var fraction: Int64 = 0
    if !rest.isEmpty {
      let isDecimal = rest.dropFirst().utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard rest.first == ".", isDecimal, (2...10).contains(rest.utf8.count), let value = Double("0" + rest) else {
        return nil
      }
      fraction = Int64((value * 1000).rounded())
    }
    // timegm(3) takes the 30th of February for a day in March. The time is left out: a leap second moves the day.
    var midnight = tm()
    (midnight.tm_year, midnight.tm_mon, midnight.tm_mday) = (parts.tm_year, parts.tm_mon, parts.tm_mday)
    _ = timegm(&midnight)
    guard midnight.tm_mday == parts.tm_mday else { return nil }
    self.init(milliseconds: Int64(timegm(&parts)) * 1000 + fraction)
  }

  private typealias Breaker = (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?

  private func broken(_ breaker: Breaker) -> (date: String, time: String) {
    var clock = time_t(seconds)
    var parts = tm()
    guard breaker(&clock, &parts) != nil else { return ("0000-00-00", "00:00:00") }
    let date = [
      Digits.padded(Int64(parts.tm_year) + 1900, 4), Digits.padded(Int64(parts.tm_mon) + 1, 2),
      Digits.padded(Int64(parts.tm_mday), 2),
    ]
    let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { Digits.padded(Int64($0), 2) }
    return (date.joined(separator: "-"), time.joined(separator: ":"))
  }
}

/// Milliseconds since this boot, those of a suspended machine too: nobody sets that clock.
public enum BootClock {
  public static func now() -> Int64 { cp_boottime_ms() }

  /// Which boot it is; empty when the kernel does not tell.
  public static func bootID() -> String {
    let text = (try? Files.readText("/proc/sys/kernel/random/boot_id", limit: 64)) ?? ""
    return text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
  }
}

/// Milliseconds of a clock that never goes backwards; its zero means nothing.
public enum Monotonic {
  public static func now() -> Int64 { cp_monotonic_ms() }
}
