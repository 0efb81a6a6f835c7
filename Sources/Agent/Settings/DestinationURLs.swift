import Platform
import Report
import Settings

/// Which destinations there are, and where.
enum DestinationURLs {
  /// The destinations that a configuration file names. A URL that is only a default is no destination: nobody chose it.
  static func all(_ configuration: Configuration) throws(Explanation) -> [Destination: String] {
    var found: [Destination: String] = [:]
    if configuration.isExplicit("main", "home-url") || configuration.isExplicit(section: "asd") {
      found[.home] = try home(configuration)
    }
    for (destination, section, key) in [
      (Destination.collector, "settings", "server"), (.report, "telemetry", "url"),
      (.device, "telemetry", "device_url"),
    ] where configuration.isExplicit(section, key) {
      found[destination] = configuration.string(section, key)
    }
    return found
  }

  /// Where reports of the node go, or would go if somebody configured it.
  static func home(_ configuration: Configuration) throws(Explanation) -> String {
    try HomeURL.complete(configuration.string("main", "home-url") ?? "")
  }
}
