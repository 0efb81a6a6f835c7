import InfoProtocol
import Platform

/// A simulated node on a loop-back port of this machine: it answers the Info protocol as the captured one did, to any
/// number of clients, until it is stopped or let go of. For `--demo` and for tests; it reads and sends nothing else.
public final class DemoNode: Sendable {
  private let server: LoopbackServer
  private let log = NodeLog()
  private let isIPv6: Bool

  /// Starts at once, on 127.0.0.1 or ::1. `clock` (milliseconds, never backwards) drives the counters.
  public init(
    answers: DemoAnswers = .captured4_9, ipv6: Bool = false, clock: @Sendable @escaping () -> Int64 = Monotonic.now
  ) throws(SystemError) {
    let started = clock()
    let log = self.log
    isIPv6 = ipv6
    server = try LoopbackServer(
      name: "demo node", ipv6: ipv6, inputLimit: NodeConversation.requestLimit + InfoHeader.size
    ) {
      NodeConversation(answers: answers, log: log) { clock() - started }
    }
  }

  public var port: UInt16 { server.port }
  public var address: NodeAddress { NodeAddress(host: isIPv6 ? "::1" : "127.0.0.1", port: port) }

  /// Messages answered so far.
  public var messages: Int { log.messages }
  /// Names asked so far, in all messages.
  public var requests: Int { log.names }
  /// The last names asked, the newest last; at most 1024.
  public var recentNames: [String] { log.recent }

  /// Closes the port and every connection. Can be called more than once.
  public func stop() { server.stop() }
}
