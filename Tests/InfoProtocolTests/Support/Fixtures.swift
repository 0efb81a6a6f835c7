import Platform
import Report

/// Captures of real nodes, read from the directory beside the package.
enum Fixtures {
  private static let directory: String = {
    var path = #filePath
    for _ in 0..<4 { path = Files.directory(of: path) }
    return path + "/Tests/Fixtures/info"
  }()

  /// Whole bodies by name, of a node of build 4.9.0.37.
  static func bodies4_9() throws -> [String: String] {
    let marker = "# response body follows, verbatim (TAB and LF kept):\n"
    var bodies: [String: String] = [:]
    for file in try Files.names(in: directory + "/4.9.0.37") where file.hasSuffix(".txt") {
      let text = try Files.readText(directory + "/4.9.0.37/" + file)
      let parts = text.split(separator: marker, maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let tab = parts[1].firstIndex(of: "\t") else { continue }
      bodies[String(parts[1][..<tab])] = String(parts[1])
    }
    return bodies
  }

  /// Whole bodies by name, of a node of build 8.0.0.15.
  static func bodies8_0() throws -> [String: String] {
    let json = try JSONReader.parse(try Files.read(directory + "/8.0.0.15.json"))
    var bodies: [String: String] = [:]
    for (name, body) in json.objectValue ?? JSONObject() { bodies[name] = body.stringValue }
    return bodies
  }

  /// The first line of a body behind its name, as a report takes it; nil for a refusal.
  static func value(_ body: String) -> String? {
    guard let tab = body.firstIndex(of: "\t") else { return nil }
    let value = String(body[body.index(after: tab)...].prefix { $0 != "\n" })
    return value.hasPrefix("ERROR:") ? nil : value
  }
}
