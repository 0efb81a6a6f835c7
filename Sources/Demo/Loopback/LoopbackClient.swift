import Glibc
import Platform

/// One connection: what came, what is to go, and the protocol between the two.
final class LoopbackClient {
  let socket: Descriptor
  private(set) var isDone = false

  private let inputLimit: Int
  private let conversation: any Conversation
  private var input: [UInt8] = []
  private var output: ArraySlice<UInt8> = []
  private var then = ConversationStep.Then.goOn
  /// The other side has sent its last byte; it may still read.
  private var hasEnded = false
  private var hasShut = false
  private var discarded = 0
  private var chunk = [UInt8](repeating: 0, count: 32 << 10)

  /// A client that does not read its answers is not read from either.
  private static let outputLimit = 1 << 20
  /// A client that goes on sending after its connection was given up is cut off after so many bytes.
  private static let discardLimit = 64 << 20

  init(_ socket: Descriptor, inputLimit: Int, conversation: any Conversation) {
    self.socket = socket
    self.inputLimit = inputLimit
    self.conversation = conversation
  }

  /// What to poll for.
  var events: Int16 {
    var events: Int32 = 0
    if !hasEnded, output.count < Self.outputLimit { events |= POLLIN }
    if !output.isEmpty { events |= POLLOUT }
    return Int16(events)
  }

  func serve(_ happened: Int16) {
    let happened = Int32(happened)
    if happened & POLLIN != 0 { receive() } else if happened & (POLLERR | POLLHUP) != 0 { isDone = true }
    flush()
    // Requests that waited for room in the output have no event of their own: so go on as long as all of it is sent;
    // what is not has its POLLOUT.
    while answer() {
      flush()
      guard output.isEmpty else { return }
    }
    guard output.isEmpty else { return }
    if hasEnded { isDone = true }
    // Closing while the other side still sends would reset the connection and take our answer with it. So end our
    // half, and leave when the other side has seen it.
    if then == .close, !hasShut {
      hasShut = true
      if shutdown(socket.raw, Int32(SHUT_WR)) != 0 { isDone = true }
    }
  }

  private func receive() {
    let count = recv(socket.raw, &chunk, chunk.count, 0)
    if count > 0 {
      if then == .goOn { input += chunk[..<count] } else { discarded += count }
      if discarded > Self.discardLimit { isDone = true }
    } else if count == 0 {
      hasEnded = true
    } else if errno != EAGAIN && errno != EINTR {
      isDone = true
    }
  }

  /// Takes the requests that are there, as far as there is room for answers; false when it took none.
  private func answer() -> Bool {
    var hasAnswered = false
    while then == .goOn, output.count < Self.outputLimit, let step = conversation.next(&input) {
      output += step.output
      then = step.then
      hasAnswered = true
    }
    if then != .goOn { input = [] }
    if input.count > inputLimit { isDone = true }
    return hasAnswered
  }

  private func flush() {
    guard !output.isEmpty else { return }
    let count = output.withUnsafeBytes { send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    if count > 0 {
      output = output.dropFirst(count)
      if output.isEmpty { output = [] }
    } else if count < 0, errno != EAGAIN && errno != EINTR {
      isDone = true
    }
  }
}
