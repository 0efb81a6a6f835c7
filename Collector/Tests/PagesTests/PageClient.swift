import CollectorTestSupport
import Foundation

/// Asks over a connection of its own, so that what the server says is seen as it is.
struct PageClient: Sendable {
  typealias Answer = Link.Answer

  var port: Int

  func address(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  func get(_ path: String, headers: [String] = []) async throws -> Answer {
    try await ask("GET", path, headers: headers)
  }

  func post(_ path: String, _ form: String, headers: [String] = []) async throws -> Answer {
    try await ask(
      "POST", path, headers: ["Content-Type: application/x-www-form-urlencoded"] + headers, body: Array(form.utf8))
  }

  func ask(_ method: String, _ path: String, headers: [String] = [], body: [UInt8] = []) async throws -> Answer {
    try await withCheckedThrowingContinuation { done in
      DispatchQueue.global().async {
        done.resume(with: Result { try exchange(method, path, headers, body) })
      }
    }
  }

  private func exchange(_ method: String, _ path: String, _ headers: [String], _ body: [UInt8]) throws -> Answer {
    var lines = ["\(method) \(path) HTTP/1.1", "Connection: close"]
    if !headers.contains(where: { $0.hasPrefix("Host:") }) { lines.append("Host: 127.0.0.1:\(port)") }
    lines += headers
    if method != "GET" { lines.append("Content-Length: \(body.count)") }
    let link = try Link(port, seconds: 60)
    // A server that has answered and closed does not hear the rest.
    try? link.write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    return try link.answer()
  }
}
