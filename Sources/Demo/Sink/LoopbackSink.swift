import Platform
import Synchronization

/// A minimal HTTP/1.1 server on a loop-back port: takes what is posted, keeps the last requests, and answers as it is
/// told. The collector of `--demo`, and the other side in tests. Plain HTTP, this machine only.
public final class LoopbackSink: Sendable {
  private let server: LoopbackServer
  private let log: SinkLog
  private let isIPv6: Bool

  /// Starts at once, on 127.0.0.1 or ::1. Keeps the last `keep` requests; a body over `bodyLimit` bytes is refused
  /// with 413. `port` 0: one the kernel picks. `respond` is called on the sink's thread, once a request, in the order of their ends.
  public init(
    keep: Int = 64, bodyLimit: Int = 16 << 20, ipv6: Bool = false, port: UInt16 = 0,
    respond: @Sendable @escaping (SinkRequest) -> SinkResponse = { _ in .ok }
  ) throws(SystemError) {
    let log = SinkLog(keep: keep)
    self.log = log
    isIPv6 = ipv6
    server = try LoopbackServer(name: "demo sink", ipv6: ipv6, port: port, inputLimit: SinkConversation.headLimit * 2) {
      SinkConversation(bodyLimit: bodyLimit) { request in
        log.add(request)
        return respond(request)
      }
    }
  }

  public var port: UInt16 { server.port }
  /// `http://127.0.0.1:PORT`, without a path.
  public var url: String { "http://\(isIPv6 ? "[::1]" : "127.0.0.1"):\(port)" }

  /// The last requests, the newest last.
  public var requests: [SinkRequest] { log.requests }
  /// How many requests came in all.
  public var count: Int { log.count }

  /// Closes the port and every connection, also those that hang. Can be called more than once.
  public func stop() { server.stop() }
}

/// The requests of a sink, written by its thread and read by others.
private final class SinkLog: Sendable {
  private struct State {
    var requests: [SinkRequest] = []
    var count = 0
  }

  private let keep: Int
  private let state = Mutex(State())

  init(keep: Int) { self.keep = max(0, keep) }

  func add(_ request: SinkRequest) {
    state.withLock { state in
      state.count += 1
      state.requests.append(request)
      if state.requests.count > keep { state.requests.removeFirst(state.requests.count - keep) }
    }
  }

  var requests: [SinkRequest] { state.withLock { $0.requests } }
  var count: Int { state.withLock { $0.count } }
}
