import Foundation

/// A request that a real program sent, or a report made of a real server's answers.
struct Capture: Sendable {
  var name: String
  var method = "POST"
  var path = "/telemetry/v1"
  var headers = ["Content-Type: application/json"]
  var body: [UInt8]

  /// Two of the captures show faults of the old client, and one another server's path.
  var statuses: Set<Int> {
    name.contains("dropped") || name.contains("truncated") ? [400] : name.contains("CFG") ? [404] : [200, 201]
  }

  static func all() throws -> [Capture] {
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures")
    var captures: [Capture] = []
    for folder in ["aerospike", "stone", "telemetrics"] {
      let place = fixtures.appendingPathComponent(folder)
      for name in try FileManager.default.contentsOfDirectory(atPath: place.path).sorted() {
        let bytes = [UInt8](try Data(contentsOf: place.appendingPathComponent(name)))
        captures.append(name.hasSuffix(".json") ? Capture(name: name, body: bytes) : request(name, bytes))
      }
    }
    return captures
  }

  /// Heads lost their carriage returns in some captures; lengths and connections are the client's affair.
  private static func request(_ name: String, _ bytes: [UInt8]) -> Capture {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) ?? bytes.firstRange(of: Array("\n\n".utf8)) else {
      return Capture(name: name, body: bytes)
    }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(whereSeparator: \.isNewline)
    let words = (lines.first ?? "").split(separator: " ")
    // One went through a proxy, with the whole address.
    let target = words.dropFirst().first.map(String.init) ?? "/"
    let path = target.hasPrefix("http") ? URL(string: target)?.path ?? "/" : target
    let headers = lines.dropFirst().map(String.init).filter { line in
      !["content-length:", "connection:", "proxy-connection:"].contains { line.lowercased().hasPrefix($0) }
    }
    return Capture(
      name: name, method: words.first.map(String.init) ?? "POST", path: path, headers: headers,
      body: Array(bytes[end.upperBound...]))
  }
}
