import CPlatform
import Glibc
import Platform
import Report

/// An agent at the other end of a socket: the daemon behind its control socket, or the agent of this very process
/// behind a socket pair. Front rooms cannot tell.
public final class AgentConnection: AgentHandle {
  public let label: String
  /// The agent's process, where it is known.
  public let daemon: Int32?
  public var descriptor: Int32 { socket.raw }
  /// Whether the other end is gone.
  public private(set) var isClosed = false
  /// As the agent said; everything unless it said something.
  public private(set) var access = AgentAccess.full
  /// Why the agent turned this connection away.
  public private(set) var refusal: Explanation?

  private let socket: Descriptor
  private var incoming = LineBuffer()
  private var lastRequest = 0
  private var failed: [(request: Int, reply: AgentReply)] = []

  init(_ socket: Descriptor, label: String, daemon: Int32? = nil) {
    self.socket = socket
    self.label = label
    self.daemon = daemon
  }

  /// Attaches to the daemon of a state directory; nil when none listens.
  public static func attach(
    stateDirectory: String, daemon: Int32?, environment: Environment = .current()
  )
    -> AgentConnection?
  {
    let directory = ControlPath.directory(stateDirectory: stateDirectory, environment: environment)
    guard let socket = ControlPath.connect(in: directory) else { return nil }
    return AgentConnection(socket, daemon: daemon ?? pid(of: socket))
  }

  private convenience init(_ socket: Descriptor, daemon: Int32?) {
    self.init(socket, label: daemon.map { "daemon \($0)" } ?? "daemon", daemon: daemon)
  }

  /// Attaches to the system's agent, as whoever runs this process.
  /// - Returns: nil when there is none.
  /// - Throws: why it does not talk to this person, or that it does not talk at all.
  public static func attachToSystem() throws(Explanation) -> AgentConnection? {
    let socket: Descriptor?
    do throws(SystemError) {
      socket = try ControlPath.reach(ControlPath.systemRun)
    } catch {
      guard error.code == EACCES || error.code == EPERM else { return nil }
      throw Visitor.refused(geteuid())
    }
    guard let socket else { return nil }
    let agent = AgentConnection(socket, daemon: pid(of: socket))
    // Its first word says whether it talks to this person.
    if case .failed(let explanation) = try agent.ask(.status, within: 5000) { throw explanation }
    return agent
  }

  /// The process at the other end.
  private static func pid(of socket: Descriptor) -> Int32? {
    var pid: pid_t = 0, uid: uid_t = 0, gid: gid_t = 0
    return cp_peer(socket.raw, &pid, &uid, &gid) == 0 && pid > 0 ? pid : nil
  }

  @discardableResult
  public func submit(_ request: AgentRequest) -> Int {
    lastRequest += 1
    do throws(SystemError) {
      try write(Codec.encode(request, id: lastRequest))
    } catch {
      // The last word of who hung up may be waiting: why it did.
      read()
      isClosed = true
      failed.append((lastRequest, .failed(Self.gone)))
    }
    return lastRequest
  }

  public func collect() -> [(request: Int, reply: AgentReply)] {
    read()
    var replies = failed
    failed = []
    while let line = incoming.next() {
      guard let json = try? JSONReader.parse(line), let reply = Codec.reply(json) else { continue }
      switch reply {
      case (0, .access(let access)): self.access = access
      case (0, .failed(let explanation)): refusal = explanation
      default: replies.append((reply.id, reply.reply))
      }
    }
    // Who was turned away is told so, and not that the other side hung up.
    guard let refusal else { return replies }
    return replies.map { $0.reply == .failed(Self.gone) ? ($0.request, .failed(refusal)) : $0 }
  }

  /// Asks and waits for the answer, at most `milliseconds`. For commands; the console never waits.
  public func ask(_ request: AgentRequest, within milliseconds: Int64) throws(Explanation) -> AgentReply {
    let id = submit(request)
    let deadline = Monotonic.now() + milliseconds
    while true {
      for answer in collect() where answer.request == id {
        if case .progress = answer.reply { continue }
        return answer.reply
      }
      let left = deadline - Monotonic.now()
      guard !isClosed else { throw refusal ?? Self.gone }
      guard left > 0 else {
        throw Explanation(
          "the agent does not answer", at: label, remedy: "look at it with `telemetry-tui service status`",
          exit: .unavailable)
      }
      var entry = pollfd(fd: socket.raw, events: Int16(POLLIN), revents: 0)
      _ = poll(&entry, 1, Int32(clamping: left))
    }
  }

  public static let gone = Explanation(
    "the agent has gone", at: "control socket", remedy: "what was accepted waits in the outbox", exit: .unavailable)

  private func write(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError("send", label)
      }
      rest = rest.dropFirst(count)
    }
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while !isClosed {
      let count = recv(socket.raw, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 {
        incoming.feed(buffer[..<count])
      } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
        isClosed = true
        failed.append((0, .failed(Self.gone)))
      } else if errno == EAGAIN {
        return
      }
    }
  }
}
