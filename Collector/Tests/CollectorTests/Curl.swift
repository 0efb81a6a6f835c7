import Foundation
import Testing

/// One request by curl.
struct Curl {
  var status: Int
  /// Names in lower case.
  var headers: [String: String]
  var body: String

  init(_ url: String, _ arguments: [String] = []) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    process.arguments = ["-s", "-i", "--http1.1", "-m", "30"] + arguments + [url]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let end = text.range(of: "\r\n\r\n")
    let lines = text[..<(end?.lowerBound ?? text.startIndex)].components(separatedBy: "\r\n")
    status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    headers = [:]
    for line in lines.dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      headers[halves[0].lowercased()] = halves[1].trimmingCharacters(in: .whitespaces)
    }
    body = end.map { String(text[$0.upperBound...]) } ?? ""
  }

  /// The value of the first hidden input of that name.
  func input(_ name: String) -> String? {
    body.range(of: "name=\"\(name)\" value=\"").map { String(body[$0.upperBound...].prefix { $0 != "\"" }) }
  }
}
