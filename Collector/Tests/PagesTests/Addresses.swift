/// Every page there is, with numbers of things that a store with arrivals has.
enum Addresses {
  static let lists = [
    "/overview", "/records", "/records?classification=org.clearlinux%2Fcrash%2F*&severity=3", "/builds",
    "/builds?days=365", "/stats", "/stats?days=365", "/crashes", "/crashes?days=30&hidden=yes", "/crashes/blocked",
    "/crashes/build/33340", "/population", "/population?days=all", "/updates", "/updates?days=90", "/mce",
    "/mce?days=7",
    "/thermal", "/devices", "/nodes", "/clusters", "/health",
  ]

  static let details = ["/records/1", "/crashes/1", "/reports/1"]
}
