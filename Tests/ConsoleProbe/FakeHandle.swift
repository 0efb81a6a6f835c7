import Agent
import CPlatform
import Glibc
import Platform
import Report

/// An agent that answers from samples, at once or when it is told to.
public final class FakeHandle: AgentHandle {
  public var label: String
  public let descriptor: Int32
  /// Everything that was asked, in order.
  public private(set) var requests: [AgentRequest] = []
  public var status: AgentStatus
  public var preview: (Destination, Bool) -> AgentReply
  public var live: (FakeHandle) -> AgentReply
  public var command: (String) -> AgentReply = { .done("output of \($0)") }
  /// What `.send`, `.agree`, `.withdraw`, `.setChannel` and `.retry` come to.
  public var act: (AgentRequest) -> AgentReply = { _ in .done("done") }
  /// Replies are kept back until `release`.
  public var isSlow = false
  public var access = AgentAccess.full
  public var spool = SampleList(count: Samples.waiting.count, Samples.waitingRow)
  public var journal = SampleList(count: Samples.settled.count, falling: true, Samples.settledRow)
  public var settings = Samples.settings
  public var lastSent: (Destination) -> AgentReply = { .record(Samples.lastSent($0)) }
  public private(set) var rounds: Int64 = 0
  private var ready: [(request: Int, reply: AgentReply)] = []
  private var held: [(request: Int, reply: AgentReply)] = []

  public init(status: AgentStatus = Samples.status, clock: @escaping () -> Int64 = Monotonic.now) {
    label = status.daemon.map { "daemon \($0)" } ?? "this process"
    self.status = status
    descriptor = cp_eventfd()
    preview = { destination, _ in .preview(Samples.preview(destination)) }
    live = { .live(Samples.snapshot(second: $0.rounds, taken: clock())) }
  }

  deinit { close(descriptor) }

  @discardableResult
  public func submit(_ request: AgentRequest) -> Int {
    requests.append(request)
    let reply: AgentReply
    switch request {
    case .status: reply = .status(status)
    case .live:
      reply = live(self)
      rounds += 1
    case .preview(let destination, let hypothetical): reply = preview(destination, hypothetical)
    case .command(let text): reply = command(text)
    case .setChannel(let channel, let isOn):
      for index in status.channels.indices where status.channels[index].channel == channel {
        status.channels[index].isOn = isOn
      }
      reply = .done("channel \(channel.rawValue) is \(isOn ? "on" : "off")")
    case .spool(let query): reply = .spool(SamplePages.page(query, of: spool))
    case .journal(let query): reply = .journal(SamplePages.page(query, of: journal))
    case .record(let id): reply = .record(SamplePages.detail(id, spool.row, journal.row))
    case .lastSent(let destination): reply = lastSent(destination)
    case .events: reply = .events(status.events)
    case .settings: reply = .settings(settings)
    case .send, .report, .agree, .withdraw, .retry, .reload, .setSetting, .retryRecord, .drop, .rotateMachineID,
      .verify, .drain, .cancel:
      reply = act(request)
    }
    if isSlow { held.append((requests.count, reply)) } else { offer((requests.count, reply)) }
    return requests.count
  }

  public func release() {
    for reply in held { offer(reply) }
    held = []
  }

  /// Says something of a request that was held back or not.
  public func say(_ reply: AgentReply, to request: Int) { offer((request, reply)) }

  /// A status nobody asked for.
  public func push(_ status: AgentStatus) {
    self.status = status
    offer((0, .status(status)))
  }

  private func offer(_ reply: (request: Int, reply: AgentReply)) {
    ready.append(reply)
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  public func collect() -> [(request: Int, reply: AgentReply)] {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
    defer { ready = [] }
    return ready
  }
}
