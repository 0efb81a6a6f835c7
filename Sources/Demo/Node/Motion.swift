import Glibc

/// Lets a captured answer live on: counters go on growing at the rate that brought them to their captured value, a
/// little faster and slower by turns; seconds count; loads swing. Everything else stays as captured.
enum Motion {
  /// Seconds the captured node had been up: what a counter has is what it gained in this time.
  private static let capturedUptime = 312.0
  /// The swing of a rate: its period in seconds, and how much of the rate it takes away and gives back.
  private static let period = 47.0
  private static let depth = 0.6

  /// The answer to `name` as it would be `milliseconds` later. Counters never go backwards as time goes on.
  static func value(_ text: String, of name: String, at milliseconds: Int64) -> String {
    guard name == "statistics" || name.hasPrefix("namespace/") || name.hasPrefix("sindex/") else { return text }
    let seconds = Double(max(0, milliseconds)) / 1000
    return text.split(separator: ";", omittingEmptySubsequences: false).map { item -> String in
      guard let equals = item.firstIndex(of: "="), let number = Int64(item[item.index(after: equals)...]) else {
        return String(item)
      }
      let key = item[..<equals]
      return "\(key)=\(moved(number, key: key, phase: phase(name, key), seconds))"
    }.joined(separator: ";")
  }

  private static func moved(_ number: Int64, key: Substring, phase: Double, _ seconds: Double) -> Int64 {
    if clocks.contains(String(key)) { return number + Int64(seconds) }
    if let swing = gauges[String(key)] { return max(0, number + Int64(swing * sin(seconds / 9 + phase))) }
    guard number > 0, counterEndings.contains(where: key.hasSuffix) else { return number }
    // The integral of rate x (1 + depth x cos): never falls while depth is below one.
    let pace = 2 * Double.pi / period
    let gained = seconds + depth / pace * (sin(pace * seconds + phase) - sin(phase))
    return number + Int64(Double(number) / capturedUptime * max(0, gained))
  }

  private static let clocks: Set<String> = ["uptime", "time_since_rebalance", "current_time"]
  private static let gauges: [String: Double] = [
    "system_total_cpu_pct": 12, "system_user_cpu_pct": 6, "system_kernel_cpu_pct": 6, "process_cpu_pct": 9,
    "client_connections": 3, "heap_allocated_kbytes": 900,
  ]
  private static let counterEndings = [
    "_success", "_complete", "_reqs", "query_lookups", "sindex_gc_retries", "sindex_gc_objects_validated",
  ]

  /// Of its own for every counter, the same in every run.
  private static func phase(_ name: String, _ key: Substring) -> Double {
    var hash: UInt32 = 2_166_136_261
    for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    for byte in key.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Double(hash % 628) / 100
  }
}
