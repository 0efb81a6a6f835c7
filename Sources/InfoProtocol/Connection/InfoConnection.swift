import Glibc
import Platform

/// What went over a connection so far.
public struct InfoTraffic: Sendable, Equatable {
  public var messages = 0
  /// Messages sent together count as one.
  public var roundTrips = 0
  public var bytesSent = 0
  public var bytesReceived = 0

  public init() {}
}

/// A connection to a node, for one user at a time. Everything on it has a time limit and a size limit, and it can be
/// interrupted from another thread. After a fault it is closed and answers every question with `closed`.
public final class InfoConnection {
  public let address: NodeAddress
  public let limits: InfoLimits
  public private(set) var traffic = InfoTraffic()

  private let waiting: Waiting
  private var socket: Descriptor?
  private var reader: FrameReader
  private var chunk = [UInt8](repeating: 0, count: 64 << 10)

  private init(address: NodeAddress, limits: InfoLimits, waiting: Waiting, socket: Descriptor) {
    self.address = address
    self.limits = limits
    self.waiting = waiting
    self.socket = socket
    reader = FrameReader(limit: limits.bytes)
  }

  /// Connects. `cancel` is a descriptor that interrupts connecting and asking when it becomes readable; it is not read,
  /// and the caller keeps it open as long as the connection lives.
  public static func open(
    _ address: NodeAddress, limits: InfoLimits = .standard, cancel: Int32? = nil
  ) throws(InfoFault) -> InfoConnection {
    let waiting = Waiting(cancel: cancel)
    let socket = try Connecting.connect(to: address, limits: limits, waiting: waiting)
    return InfoConnection(address: address, limits: limits, waiting: waiting, socket: socket)
  }

  /// Connects to the first of the addresses that takes the connection; each gets the whole connect time. When none
  /// does, the fault is that of the first. nil for an empty list.
  public static func open(
    firstOf candidates: [NodeAddress], limits: InfoLimits = .standard, cancel: Int32? = nil
  ) throws(InfoFault) -> InfoConnection? {
    var first: InfoFault?
    for address in candidates {
      do throws(InfoFault) {
        return try open(address, limits: limits, cancel: cancel)
      } catch {
        if case .cancelled = error { throw error }
        first = first ?? error
      }
    }
    if let first { throw first }
    return nil
  }

  /// Asks for the names in one message.
  public func ask(_ names: [String]) throws(InfoFault) -> InfoAnswers {
    try ask(messages: [names]).first ?? InfoAnswers()
  }

  /// Sends all messages at once and reads the answers: one round trip, one `InfoAnswers` a message.
  public func ask(messages: [[String]]) throws(InfoFault) -> [InfoAnswers] {
    var request: [UInt8] = []
    for names in messages {
      guard let message = InfoMessage.request(names) else {
        throw .unaskable(name: names.first { !InfoMessage.isAskable($0) } ?? "")
      }
      request += message
    }
    guard !messages.isEmpty else { return [] }
    do throws(InfoFault) {
      let bodies = try exchange(request, answers: messages.count)
      return try zip(messages, bodies).map { names, body throws(InfoFault) in try answers(to: names, in: body) }
    } catch {
      socket = nil
      throw error
    }
  }

  // MARK: - One round trip

  /// Reads while it writes: a node that answers the first message before it takes the last cannot block us.
  private func exchange(_ request: [UInt8], answers wanted: Int) throws(InfoFault) -> [[UInt8]] {
    guard let socket else { throw .closed(address, received: 0) }
    guard reader.pending.isEmpty else { throw .notInfo(address, firstBytes: Array(reader.pending.prefix(8))) }
    reader.allow(limits.bytes)
    traffic.messages += wanted
    traffic.roundTrips += 1
    var bodies: [[UInt8]] = []
    var unsent = request[...]
    var deadline = Waiting.deadline(in: limits.answer)
    while bodies.count < wanted {
      let events = unsent.isEmpty ? POLLIN : POLLIN | POLLOUT
      switch waiting.wait(for: events, on: socket.raw, until: deadline) {
      case .cancelled: throw .cancelled(address)
      case .failed(let code): throw .exhausted(address, call: "poll", code: code)
      case .timedOut:
        // What came of an undecided start (an `H`, say) is as good as garbage by now.
        throw .answerTimeout(address, milliseconds: limits.answer, received: reader.pending.count)
      case .ready(let happened):
        if Int32(happened) & POLLOUT != 0 { send(&unsent, over: socket) }
        if Int32(happened) & ~POLLOUT != 0 { try receive(from: socket) }
      }
      while bodies.count < wanted, let body = try nextBody() {
        bodies.append(body)
        deadline = Waiting.deadline(in: limits.answer)
      }
    }
    return bodies
  }

  /// A failure to send is not told: the other side has closed, and what it said before it did (a TLS alert, an HTTP
  /// error) is still to be read. The read that follows finds the end.
  private func send(_ unsent: inout ArraySlice<UInt8>, over socket: Descriptor) {
    let count = unsent.withUnsafeBytes { Glibc.send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    if count >= 0 {
      traffic.bytesSent += count
      unsent = unsent.dropFirst(count)
    } else if errno != EAGAIN && errno != EINTR {
      unsent = []
    }
  }

  private func receive(from socket: Descriptor) throws(InfoFault) {
    let count = recv(socket.raw, &chunk, chunk.count, 0)
    if count > 0 {
      traffic.bytesReceived += count
      reader.feed(chunk[..<count])
      return
    }
    let received = reader.pending.count
    if count == 0 || (errno == ECONNRESET && received == 0) {
      guard received == 0 || InfoHeader.version == reader.pending.first else {
        throw .notInfo(address, firstBytes: Array(reader.pending.prefix(8)))
      }
      throw .closed(address, received: received)
    }
    if errno == EAGAIN || errno == EINTR { return }
    throw .broken(address, code: errno, received: received)
  }

  private func nextBody() throws(InfoFault) -> [UInt8]? {
    do throws(FrameReader.Fault) {
      return try reader.next()
    } catch {
      switch error {
      case .tooLarge(let announced): throw .tooLarge(address, announced: announced, limit: limits.bytes)
      case .notInfo(.tls): throw .speaksTLS(address)
      case .notInfo(.http): throw .speaksHTTP(address)
      case .notInfo: throw .notInfo(address, firstBytes: Array(reader.pending.prefix(8)))
      }
    }
  }

  // MARK: - Sense

  private func answers(to names: [String], in body: [UInt8]) throws(InfoFault) -> InfoAnswers {
    let answers = AnswerParser.parse(body, asked: names)
    let refusal = answers.strays.first ?? answers.all.first?.refusal ?? ""
    let isSilent = answers.all.allSatisfy { $0.value == nil }
    if isSilent, Self.isLoginRefusal(refusal) { throw .notAuthenticated(address, answer: refusal) }
    if !names.isEmpty, let line = answers.strays.first, answers.all.allSatisfy({ $0.outcome == .absent }) {
      throw .otherNames(address, line: line)
    }
    return answers
  }

  /// 80 is the server's result code for a client that has not logged in.
  private static func isLoginRefusal(_ text: String) -> Bool {
    text.hasPrefix("ERROR:80:") || text.hasSuffix("not authenticated")
  }
}
