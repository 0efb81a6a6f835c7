import CollectorTestSupport
import Foundation
import Synchronization

/// Stands between an agent and the collector, as a bad network does: the first time something is sent to a path the
/// collector gets it, and its answer is lost.
final class Relay: Sendable {
  struct Passed {
    /// Requests by path, and those of which the answer was lost.
    var requests: [String: Int] = [:]
    var lost: [String: Int] = [:]
  }

  let port: Int
  private let listener: Int32
  private let target: Int
  private let passed = Mutex(Passed())

  var soFar: Passed { passed.withLock { $0 } }

  init(to target: Int) throws {
    self.target = target
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw Link.Failure.noConnection(errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread { [self] in
      while true {
        let peer = accept(listener, nil, nil)
        guard peer >= 0 else {
          // Not before: the number could be another's while this thread still listens there.
          close(listener)
          return
        }
        _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
        Thread { [self] in
          serve(peer)
          close(peer)
        }.start()
      }
    }.start()
  }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ peer: Int32) {
    var received: [UInt8] = []
    while let request = Self.request(peer, &received) {
      guard let link = try? Link(target), (try? link.write(request.bytes)) != nil, let answer = try? link.answer()
      else { return }
      let isLost = passed.withLock { passed in
        passed.requests[request.path, default: 0] += 1
        guard answer.status < 300, passed.lost[request.path] == nil else { return false }
        passed.lost[request.path] = 1
        return true
      }
      if isLost { return }
      var text = "HTTP/1.1 \(answer.status) x\r\nContent-Length: \(answer.body.count)\r\n"
      for (name, value) in answer.headers where name != "content-length" && name != "transfer-encoding" {
        text += "\(name): \(value)\r\n"
      }
      let bytes = Array((text + "\r\n").utf8) + answer.body
      guard send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return }
    }
  }

  private static func request(_ peer: Int32, _ received: inout [UInt8]) -> (path: String, bytes: [UInt8])? {
    var whole: Int?
    var path = ""
    while true {
      if whole == nil, let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        path = lines.first.flatMap { $0.split(separator: " ").dropFirst().first }.map(String.init) ?? ""
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
        whole = end.upperBound + (length.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0)
      }
      if let whole, received.count >= whole {
        defer { received.removeFirst(whole) }
        return (path, Array(received.prefix(whole)))
      }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(peer, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      received += buffer[..<count]
    }
  }
}
