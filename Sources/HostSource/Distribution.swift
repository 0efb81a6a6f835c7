import Platform

/// The distribution as the old agent's Python gave it: id, version, code name (always empty on Debian).
enum Distribution {
  static func read(_ host: HostSource) -> [String] {
    let release = values(host.text("/etc/os-release")) ?? values(host.text("/usr/lib/os-release")) ?? [:]
    let id = release["ID"] ?? "unknown"
    // Debian's os-release knows the major version alone; its own file has the point release too.
    let point = id == "debian" ? HostSource.trimmed(host.text("/etc/debian_version")) : ""
    return [id, point.isEmpty ? release["VERSION_ID"] ?? "" : point, ""]
  }

  /// os-release(5): `NAME=value`, the value perhaps in quotes.
  static func values(_ text: String) -> [String: String]? {
    guard !text.isEmpty else { return nil }
    var values: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      var value = HostSource.trimmed(line[line.index(after: equals)...])
      for quote in ["\"", "'"] where value.count > 1 && value.hasPrefix(quote) && value.hasSuffix(quote) {
        value = String(value.dropFirst().dropLast())
      }
      values[HostSource.trimmed(line[..<equals])] = value
    }
    return values
  }
}
