import Platform

/// The directory whose files say whether programs may send records: `/etc/telemetrics`, or another one that the
/// environment variable `TELEMETRICS_ETC` names.
struct TelemetricsDirectory {
  let path: String

  init(_ environment: Environment) { path = environment.nonEmpty("TELEMETRICS_ETC") ?? "/etc/telemetrics" }

  func has(_ name: String) -> Bool { Files.exists("\(path)/\(name)") }
}
