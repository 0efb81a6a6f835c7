import Platform
import Synchronization
import Testing

@testable import Demo
@testable import InfoProtocol

@Suite("The simulated node")
struct DemoNodeTests {
  /// A clock that the test moves.
  private final class Clock: Sendable {
    private let now = Mutex<Int64>(1000)
    func advance(_ milliseconds: Int64) { now.withLock { $0 += milliseconds } }
    var read: @Sendable () -> Int64 { { self.now.withLock { $0 } } }
  }

  private func table(_ value: String?) -> [String: String] {
    var table: [String: String] = [:]
    for item in (value ?? "").split(separator: ";") {
      let parts = item.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { table[String(parts[0])] = String(parts[1]) }
    }
    return table
  }

  @Test("what it has built in is the capture, byte for byte")
  func captured() throws {
    var bodies = try Fixtures.bodies4_9()
    bodies = bodies.filter { !$0.key.hasPrefix("log-message:") }
    #expect(DemoAnswers(bodies: bodies).values == DemoAnswers.captured4_9.values)
  }

  @Test("at its start it answers the capture; then clocks and counters go forward, and nothing else is added")
  func motion() throws {
    let clock = Clock()
    let node = try DemoNode(clock: clock.read)
    let connection = try InfoConnection.open(node.address)
    let first = try connection.ask(["statistics", "namespace/test", "sindex/test/idx_age", "build"])
    #expect(table(first.value("statistics"))["uptime"] == "312")
    #expect(first.value("namespace/test") == DemoAnswers.captured4_9.values["namespace/test"])
    var last = first
    var gains: Set<Int> = []
    for _ in 0..<12 {
      clock.advance(5000)
      let now = try connection.ask(["statistics", "namespace/test", "sindex/test/idx_age", "build"])
      for name in ["statistics", "namespace/test", "sindex/test/idx_age"] {
        let (old, new) = (table(last.value(name)), table(now.value(name)))
        #expect(Set(old.keys) == Set(new.keys))
        for (key, value) in new where key.hasSuffix("_success") || key.hasSuffix("_complete") || key == "uptime" {
          #expect((Int(value) ?? -1) >= (Int(old[key] ?? "") ?? 0), "\(key)")
        }
      }
      let key = "client_read_success"
      let gain =
        (Int(table(now.value("namespace/test"))[key] ?? "") ?? 0)
        - (Int(table(last.value("namespace/test"))[key] ?? "") ?? 0)
      #expect((2000...25_000).contains(gain), "some 2400 a second")
      gains.insert(gain)
      last = now
    }
    #expect(gains.count > 6, "the rate varies")
    #expect(table(last.value("statistics"))["uptime"] == "372")
    #expect(table(last.value("namespace/test"))["objects"] == "500")
    #expect(last.value("build") == first.value("build"))
  }

  @Test("requests are taken in any pieces, several in one, and answered in order")
  func pieces() {
    let log = NodeLog()
    let conversation = NodeConversation(answers: DemoAnswers(values: ["a": "1", "b": "2"]), log: log) { 0 }
    let stream = (InfoMessage.request(["a"]) ?? []) + (InfoMessage.request(["b", "x", "a"]) ?? [])
    var input: [UInt8] = []
    var output: [UInt8] = []
    for byte in stream {
      input.append(byte)
      while let step = conversation.next(&input) { output += step.output }
    }
    #expect(output == InfoMessage.framed(Array("a\t1\n".utf8)) + InfoMessage.framed(Array("b\t2\na\t1\n".utf8)))
    #expect(log.messages == 2 && log.names == 4 && log.recent == ["a", "b", "x", "a"])
  }

  @Test(
    "what is no request closes the connection",
    arguments: [[2, 3, 0, 0, 0, 0, 0, 0], [2, 1, 1, 0, 0, 0, 0, 0]] as [[UInt8]])
  func garbage(bytes: [UInt8]) {
    var input = bytes
    let step = NodeConversation(answers: .captured4_9, log: NodeLog()) { 0 }.next(&input)
    #expect(step?.then == .close && step?.output.isEmpty == true)
  }

  @Test("a message to log is answered with nothing")
  func logMessage() throws {
    let node = try DemoNode()
    let name = "log-message:message=hello;who=me"
    #expect(try InfoConnection.open(node.address).ask([name]).value(name) == "")
  }

  @Test("many clients at once each get their answers")
  func manyClients() throws {
    let node = try DemoNode()
    let connections = try (0..<100).map { _ in try InfoConnection.open(node.address) }
    for connection in connections { #expect(try connection.ask(["build"]).value("build") == "4.9.0.37") }
    #expect(node.messages == 100)
  }

  @Test("stopped or let go of, it is gone, with its connections")
  func stop() throws {
    let node = try DemoNode()
    let address = node.address
    let connection = try InfoConnection.open(address)
    _ = try connection.ask(["build"])
    node.stop()
    node.stop()
    #expect(throws: InfoFault.self) { try connection.ask(["build"]) }
    let second = try DemoNode().address
    #expect(throws: InfoFault.self) { try InfoConnection.open(second) }
  }
}
