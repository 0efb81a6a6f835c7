import Platform
import Report

/// What real nodes answered, read from the directory beside the package: name to whole body (`name<TAB>value<LF>`).
public enum InfoCaptures {
  public static let packageRoot: String = {
    var path = #filePath
    for _ in 0..<3 { path = Files.directory(of: path) }
    return path
  }()

  private static var directory: String { packageRoot + "/../shared/fixtures/info" }

  /// A node of build 4.9.0.37.
  public static func build4_9() throws -> [String: String] {
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

  /// A node of build 8.0.0.15.
  public static func build8_0() throws -> [String: String] {
    let json = try JSONReader.parse(try Files.read(directory + "/8.0.0.15.json"))
    var bodies: [String: String] = [:]
    for (name, body) in json.objectValue ?? JSONObject() { bodies[name] = body.stringValue }
    return bodies
  }

  /// The first line of each body behind its name; what a node refuses is left out.
  public static func values(_ bodies: [String: String]) -> [String: String] {
    bodies.compactMapValues { body in
      guard let tab = body.firstIndex(of: "\t") else { return nil }
      let value = String(body[body.index(after: tab)...].prefix { $0 != "\n" })
      return value.hasPrefix("ERROR:") ? nil : value
    }
  }
}
