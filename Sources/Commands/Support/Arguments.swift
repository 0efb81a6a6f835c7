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
    if let named { return named }
    let configured = [Destination.home, .report].filter { destinations[$0] != nil }
    guard let first = configured.first else {
      let others = Destination.allCases.filter { destinations[$0] != nil }
      if let other = others.first ?? fallback { return other }
      throw Explanation(
        "no destination is configured", at: configuration.files.joined(separator: ", "),
        remedy: "set main.home-url, settings.server or telemetry.url", exit: .badConfiguration)
    }
    let others = Destination.allCases.filter { $0 != first && destinations[$0] != nil }
    if !others.isEmpty {
      note("this is \(first.rawValue); also configured: \(others.map(\.rawValue).joined(separator: ", "))")
    }
    return first
  }
}
