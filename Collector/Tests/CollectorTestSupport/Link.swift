import Foundation

/// A connection of a sender, kept open from request to request; it speaks raw bytes, so that what the server says is seen
/// as it is.
public final class Link {
  public struct Answer: Sendable {
    public var status: Int
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8]
    public var text: String { String(decoding: body, as: UTF8.self) }
    public var object: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:] }
  }

  public enum Failure: Error { case noConnection(Int32), cut }

  public let descriptor: Int32
  private var received: [UInt8] = []

  public init(_ port: Int, seconds: Int = 30) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var wait = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    // The descriptor is closed by `deinit`, which runs also after this: closed here too, it would be another's the second
    // time.
    guard connected == 0 else { throw Failure.noConnection(errno) }
  }

  deinit { close(descriptor) }

  public func ask(
    _ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: [UInt8] = []
  ) throws -> Answer {
    // A server that has answered and closed does not hear the rest.
    try? write(Self.request(method, path, headers, body))
    return try answer()
  }

  public static func request(
    _ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: [UInt8] = []
  ) -> [UInt8] {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    if method != "GET" { text += "Content-Length: \(body.count)\r\n" }
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    return Array((text + "\r\n").utf8) + body
  }

  public func write(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let sent = bytes[start...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { throw Failure.cut }
      start += sent
    }
  }

  /// The next whole answer.
  public func answer() throws -> Answer {
    while true {
      let end = try take(through: Array("\r\n\r\n".utf8))
      let lines = String(decoding: end, as: UTF8.self).split(separator: "\r\n")
      let status = lines.first.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
      if status == 100 { continue }
      var headers: [String: String] = [:]
      for line in lines.dropFirst() {
        guard let colon = line.firstIndex(of: ":") else { continue }
        headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
      var body: [UInt8] = []
      if headers["transfer-encoding"] == "chunked" {
        while true {
          let line = String(decoding: try take(through: [13, 10]).dropLast(2), as: UTF8.self)
          guard let count = Int(line, radix: 16) else { throw Failure.cut }
          body += try take(count + 2).dropLast(2)
          if count == 0 { break }
        }
      } else {
        body = try take(headers["content-length"].flatMap { Int($0) } ?? 0)
      }
      return Answer(status: status, headers: headers, body: body)
    }
  }

  private func take(through mark: [UInt8]) throws -> [UInt8] {
    while true {
      if let range = received.firstRange(of: mark) { return try take(range.upperBound) }
      try receive()
    }
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while received.count < count { try receive() }
    defer { received.removeFirst(count) }
    return Array(received.prefix(count))
  }

  private func receive() throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { throw Failure.cut }
    received += buffer[..<count]
  }
}

extension Link {
  /// One request on a connection of its own.
  public static func ask(
    _ port: Int, _ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: [UInt8] = []
  ) throws -> Answer { try Link(port).ask(method, path, headers, body) }

  public static func get(_ port: Int, _ path: String) throws -> Answer { try ask(port, "GET", path) }
}
