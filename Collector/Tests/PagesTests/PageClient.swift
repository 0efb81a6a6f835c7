import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Asks over a socket of its own and reads to the end, so that what the server says is seen as it is.
struct PageClient: Sendable {
  struct Answer: Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  enum Failure: Error { case noConnection(Int32), cut(String) }

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
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var wait = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Failure.noConnection(errno) }
    var lines = ["\(method) \(path) HTTP/1.1", "Connection: close"]
    if !headers.contains(where: { $0.hasPrefix("Host:") }) { lines.append("Host: 127.0.0.1:\(port)") }
    lines += headers
    if method != "GET" { lines.append("Content-Length: \(body.count)") }
    var request = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    while !request.isEmpty {
      let sent = send(descriptor, request, request.count, Int32(MSG_NOSIGNAL))
      guard sent > 0 else { break }
      request.removeFirst(sent)
    }
    var received: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { break }
      received.append(contentsOf: piece[..<count])
    }
    return try Self.parse(received)
  }

  private static func parse(_ bytes: [UInt8]) throws -> Answer {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { throw Failure.cut("\(bytes.count) bytes") }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    let words = (lines.first ?? "").split(separator: " ")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1)
      headers[halves.first?.lowercased() ?? ""] = halves.count > 1 ? halves[1].trimmingCharacters(in: .whitespaces) : ""
    }
    var body = Array(bytes[end.upperBound...])
    if headers["transfer-encoding"]?.lowercased() == "chunked" { body = try joined(body) }
    return Answer(status: words.count > 1 ? Int(words[1]) ?? 0 : 0, headers: headers, body: body)
  }

  private static func joined(_ bytes: [UInt8]) throws -> [UInt8] {
    var out: [UInt8] = []
    var rest = bytes[...]
    while let line = rest.firstIndex(of: 0x0D) {
      guard let size = Int(String(decoding: rest[..<line], as: UTF8.self), radix: 16) else { break }
      if size == 0 { return out }
      let start = line + 2
      guard start + size <= rest.endIndex else { break }
      out.append(contentsOf: rest[start..<(start + size)])
      rest = rest[min(start + size + 2, rest.endIndex)...]
    }
    throw Failure.cut("chunks after \(out.count) bytes")
  }
}
