import Agent
import ArgumentParser
import Platform
import Report

extension Channel: ExpressibleByArgument {}
extension Destination: ExpressibleByArgument {}

extension AgentSettings {
  /// The destination a report is meant for when none is named: the one configured, of several the first of home and
  /// report (`note` is told the names of the others), `fallback` when none is configured.
  func reportDestination(
    _ named: Destination?, fallback: Destination? = nil, note: (String) -> Void
  )
    throws(Explanation) -> Destination
  {
    try Destination.forReport(
      named, of: Destination.allCases.filter { destinations[$0] != nil },
      at: configuration.files.joined(separator: ", "), fallback: fallback, note: note)
  }
}

extension Destination {
  /// As `AgentSettings.reportDestination`, of these that are configured at `place`.
  static func forReport(
    _ named: Destination?, of configured: [Destination], at place: String, fallback: Destination? = nil,
    note: (String) -> Void
  ) throws(Explanation) -> Destination {
    if let named { return named }
    guard let first = [Destination.home, .report].first(where: configured.contains) else {
      if let other = configured.first ?? fallback { return other }
      throw Explanation(
        "no destination is configured", at: place, remedy: "set main.home-url, settings.server or telemetry.url",
        exit: .badConfiguration)
    }
    let others = configured.filter { $0 != first }
    if !others.isEmpty {
      note("this is \(first.rawValue); also configured: \(others.map(\.rawValue).joined(separator: ", "))")
    }
    return first
  }
}

extension SystemAgent {
  /// As `AgentSettings.reportDestination`, of those the agent has.
  func reportDestination(
    _ named: Destination?, fallback: Destination? = nil, note: (String) -> Void
  ) throws(Explanation) -> Destination {
    try Destination.forReport(
      named, of: try status().destinations.filter { $0.url != nil }.map(\.destination), at: "the agent's configuration",
      fallback: fallback, note: note)
  }
}
