import CPlatform
import Glibc
import Platform
import Report

/// The agent's end of one client's connection.
final class ControlClient {
  let number: Int
  let socket: Descriptor
  let visitor: Visitor
  /// Whether it wants to be told when the status changes: it asked for it once.
  var followsStatus = false

  private var incoming = LineBuffer()
  private var outgoing: [UInt8] = []

  /// Requests are short; a client that sends more without a line end is no client of ours.
  private static let longestRequest = 64 << 10
  /// A client that does not read what it asked for is let go.
  private static let mostWaiting = 128 << 20

  init(_ number: Int, _ socket: Descriptor, _ visitor: Visitor) {
    self.number = number
    self.socket = socket
    self.visitor = visitor
  }

  var wantsToWrite: Bool { !outgoing.isEmpty }

  /// What to poll for.
  var events: Int16 { Int16(POLLIN | (wantsToWrite ? POLLOUT : 0)) }

  /// Reads what has come.
  /// - Returns: the requests in it; nil when the client has gone or speaks nonsense.
  func read() -> [(id: Int, request: AgentRequest)]? {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = recv(socket.raw, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    if count < 0 { return errno == EAGAIN || errno == EINTR ? [] : nil }
    if count == 0 { return nil }
    incoming.feed(buffer[..<count])
    var requests: [(id: Int, request: AgentRequest)] = []
    while let line = incoming.next() {
      guard let json = try? JSONReader.parse(line), let request = Codec.request(json) else { return nil }
      requests.append(request)
    }
    return incoming.count > Self.longestRequest ? nil : requests
  }

  /// Sends, or keeps for later what does not go at once. False when the client does not read.
  func write(_ line: [UInt8]) -> Bool {
    outgoing += line
    return flush() && outgoing.count <= Self.mostWaiting
  }

  /// False when the client has gone.
  func flush() -> Bool {
    while !outgoing.isEmpty {
      let count = send(socket.raw, outgoing, outgoing.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      if count < 0 {
        if errno == EINTR { continue }
        return errno == EAGAIN
      }
      outgoing.removeFirst(count)
    }
    return true
  }
}
