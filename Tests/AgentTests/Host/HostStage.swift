import Demo
import Glibc
import Outbox
import Platform
import Report
import TestSupport
import Testing

@testable import Agent

/// An agent at work between a simulated node and a loop-back home, as a console has one.
final class HostStage {
  let stage: Stage
  let sink: LoopbackSink
  private(set) var node: DemoNode
  private let interval: Int

  init(interval: Int = 600, answers: DemoAnswers? = nil) throws {
    self.interval = interval
    sink = try LoopbackSink()
    node = try DemoNode(answers: answers ?? DemoAnswers(bodies: InfoCaptures.build4_9()))
    stage = try Stage("")
    try configure()
  }

  deinit {
    node.stop()
    sink.stop()
  }

  private func configure() throws {
    try stage.configure(
      """
      [asd]
      host = 127.0.0.1
      port = \(node.port)
      [main]
      home-url = \(sink.url)
      interval = \(interval)

      """)
  }

  /// Another node in the place of the one before; the configuration names its port.
  func replaceNode() throws {
    node = try DemoNode(answers: DemoAnswers(bodies: InfoCaptures.build4_9()))
    try configure()
  }

  func host() throws -> AgentHost {
    try AgentHost(configPath: stage.configPath, stateDirectory: stage.state, environment: stage.environment)
  }

  /// Runs an agent while `body` has its handle.
  func run(_ body: (AgentConnection) throws -> Void) throws {
    let (handle, stop) = try host().start()
    defer {
      stop()
      Self.waitForDeliverer(stage.state)
    }
    try body(handle)
  }

  /// Waits until the deliverer of a state directory has left, so that the directory can go.
  static func waitForDeliverer(_ directory: String) {
    let left: Bool? = eventually { ProcessLock.holder(directory: directory, .deliver) == nil ? true : nil }
    #expect(left == true)
  }

  /// The bodies the home received, as JSON, in order.
  var received: [JSON] { sink.requests.map { (try? JSONReader.parse($0.body)) ?? .null } }

  /// The words about the node the home received, repetitions left out.
  var statuses: [String] {
    received.compactMap { $0["telemetry-agent-status"]?.stringValue }.reduce(into: []) { list, status in
      if list.last != status { list.append(status) }
    }
  }

  /// Waits until the home has at least so many requests.
  func waitForRequests(_ count: Int) throws {
    let found: Bool? = eventually { sink.count >= count ? true : nil }
    try #require(found == true, "\(sink.count) requests of \(count)")
  }
}

extension AgentConnection {
  /// Asks and waits, longer than a busy machine needs.
  func answer(_ request: AgentRequest) throws -> AgentReply { try ask(request, within: 20_000) }

  func status() throws -> AgentStatus? { if case .status(let status) = try answer(.status) { status } else { nil } }

  func preview(hypothetical: Bool = false) throws -> Preview? {
    if case .preview(let preview) = try answer(.preview(.home, hypothetical: hypothetical)) { preview } else { nil }
  }
}
