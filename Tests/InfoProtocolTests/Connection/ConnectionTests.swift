import CPlatform
import Demo
import Glibc
import Platform
import Testing

@testable import InfoProtocol

@Suite("A connection to a node")
struct ConnectionTests {
  private static let hasIPv6: Bool = {
    var port: UInt16 = 0
    let raw = cp_loopback_listen(1, &port)
    if raw >= 0 { close(raw) }
    return raw >= 0
  }()

  private static let hasLocalhost: Bool = {
    var list: UnsafeMutablePointer<addrinfo>?
    defer { if list != nil { freeaddrinfo(list) } }
    return getaddrinfo("localhost", nil, nil, &list) == 0
  }()

  @Test("messages sent together are one round trip, answered in order")
  func pipelining() throws {
    let node = try DemoNode(answers: DemoAnswers(values: ["a": "1", "b": "2"]))
    let connection = try InfoConnection.open(node.address)
    let replies = try connection.ask(messages: [["a"], ["b", "x"], [], ["b", "a"]])
    #expect(replies.map { $0.all.map(\.value) } == [["1"], ["2", nil], [], ["2", "1"]])
    #expect(connection.traffic.messages == 4 && connection.traffic.roundTrips == 1)
    #expect(connection.traffic.bytesSent == 4 * 8 + 2 + 4 + 0 + 4)
    #expect(connection.traffic.bytesReceived == 4 * 8 + 4 + 4 + 0 + 8)
    #expect(node.messages == 4 && node.requests == 5)
  }

  @Test("limits beyond all measure are limits")
  func extremeLimits() throws {
    let node = try DemoNode()
    let limits = InfoLimits(connect: .max, answer: .max, bytes: .max, namesPerMessage: 0, namesPerRound: .max)
    #expect(try NodeRound.collect(from: node.address, scope: .full, limits: limits).value("build") == "4.9.0.37")
    let none = InfoLimits(connect: -1, answer: 0, bytes: -1)
    #expect(throws: InfoFault.self) { try NodeRound.collect(from: node.address, scope: .full, limits: none) }
  }

  @Test("more is answered at once than the sockets' buffers hold")
  func largerThanBuffers() throws {
    let value = String(repeating: "x", count: 4000)
    let node = try DemoNode(answers: DemoAnswers(values: ["a": value]))
    let limits = InfoLimits(connect: 20_000, answer: 60_000, bytes: 64 << 20)
    let connection = try InfoConnection.open(node.address, limits: limits)
    let replies = try connection.ask(messages: Array(repeating: Array(repeating: "a", count: 50), count: 40))
    #expect(replies.count == 40 && replies.allSatisfy { $0.all.count == 50 && $0.value("a") == value })
  }

  @Test("a name that cannot be asked is refused before anything is sent, and the connection stays")
  func unaskable() throws {
    let node = try DemoNode()
    let connection = try InfoConnection.open(node.address)
    #expect(throws: InfoFault.unaskable(name: "a\nb")) { try connection.ask(["build", "a\nb"]) }
    #expect(InfoFault.unaskable(name: "a\nb").explanation.exit == .usage)
    #expect(try connection.ask(["build"]).value("build") == "4.9.0.37")
    #expect(node.messages == 1)
  }

  @Test("a node on IPv6 is reached by its address", .enabled(if: hasIPv6))
  func ipv6() throws {
    let node = try DemoNode(ipv6: true)
    #expect(node.address.description == "[::1]:\(node.port)")
    #expect(try InfoConnection.open(node.address).ask(["build"]).value("build") == "4.9.0.37")
  }

  @Test("a name of a network interface stands for its addresses, each tried in turn", arguments: [false, true])
  func interface(ipv6: Bool) throws {
    let addresses = InterfaceLookup.targets(of: "lo", port: 1).map(\.family)
    guard addresses.contains(ipv6 ? AF_INET6 : AF_INET), !ipv6 || Self.hasIPv6 else { return }
    let node = try DemoNode(ipv6: ipv6)
    let connection = try InfoConnection.open(NodeAddress(host: "lo", port: node.port))
    #expect(try connection.ask(["build"]).value("build") == "4.9.0.37")
  }

  @Test("every address of a name is tried", .enabled(if: hasIPv6), arguments: [false, true])
  func name(ipv6: Bool) throws {
    let node = try DemoNode(ipv6: ipv6)
    let candidates = ["localhost", "127.0.0.1", "::1"].map { NodeAddress(host: $0, port: node.port) }
    let connection = try #require(try InfoConnection.open(firstOf: candidates))
    #expect(try connection.ask(["build"]).value("build") == "4.9.0.37")
    // Whether localhost is also ::1 is the machine's business, and one without /etc/hosts may not know the name at all.
    if !ipv6 { #expect(connection.address.host == (Self.hasLocalhost ? "localhost" : "127.0.0.1")) }
  }

  @Test("a port where nobody listens: the fault is that of the first candidate")
  func nobody() throws {
    let node = try DemoNode()
    node.stop()
    let candidates = [node.address, NodeAddress(host: "::1", port: node.port)]
    #expect(throws: InfoFault.unreachable(node.address, code: ECONNREFUSED)) {
      try InfoConnection.open(firstOf: candidates)
    }
    let explanation = InfoFault.unreachable(node.address, code: ECONNREFUSED).explanation
    #expect(explanation.exit == .unavailable && explanation.what.hasSuffix("connection refused"))
    #expect(try InfoConnection.open(firstOf: []) == nil)
  }

  @Test("a name without an address is told, within the connect time")
  func unknownName() {
    let address = NodeAddress(host: "node.invalid", port: 3000)
    do {
      _ = try InfoConnection.open(address, limits: InfoLimits(connect: 500))
      Issue.record("connected to a name that does not exist")
    } catch {
      switch error {
      case .unresolved(address, _), .connectTimeout(address, milliseconds: 500): break
      default: Issue.record("\(error)")
      }
    }
  }

  @Test("a port that takes no connection ends with the connect time limit")
  func blackHole() throws {
    let listener = Descriptor(adopting: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutableBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) {
        #expect(bind(listener.raw, $0.baseAddress, size) == 0 && listen(listener.raw, 0) == 0)
        #expect(getsockname(listener.raw, $0.baseAddress, &size) == 0)
      }
    }
    // With its queue full and nobody accepting, the kernel drops what else comes.
    let node = NodeAddress(host: "127.0.0.1", port: UInt16(bigEndian: address.sin_port))
    var held: [InfoConnection] = []
    do {
      for _ in 0..<8 { held.append(try InfoConnection.open(node, limits: InfoLimits(connect: 200))) }
      Issue.record("all connections were taken")
    } catch {
      #expect(error == .connectTimeout(node, milliseconds: 200))
    }
  }

  @Test("a name that is no interface has no addresses of one")
  func noInterface() {
    #expect(InterfaceLookup.targets(of: "no such thing", port: 1).isEmpty)
  }

  @Test("an interrupted connect says so")
  func cancelledLookup() throws {
    let cancel = Descriptor(adopting: cp_eventfd())
    var one: UInt64 = 1
    _ = write(cancel.raw, &one, 8)
    let address = NodeAddress(host: "node.invalid", port: 3000)
    #expect(throws: InfoFault.cancelled(address)) { try InfoConnection.open(address, cancel: cancel.raw) }
  }
}

@Suite("The address of a node")
struct NodeAddressTests {
  @Test(
    "text forms",
    arguments: [
      ("10.0.0.1:3000", "10.0.0.1", 3000), ("[::1]:3100", "::1", 3100), ("::1", "::1", 3000),
      ("[fe80::1%eth0]", "fe80::1%eth0", 3000),
      ("db-1", "db-1", 3000), ("db-1:65535", "db-1", 65535),
    ] as [(String, String, UInt16)])
  func reads(text: String, host: String, port: UInt16) throws {
    let address = try #require(NodeAddress(text, defaultPort: 3000))
    #expect(address == NodeAddress(host: host, port: port))
    #expect(NodeAddress("\(address)") == address)
  }

  @Test(
    "no address", arguments: ["", ":3000", "a:", "a:0", "a:65536", "a:+1", "a:3 ", "[::1", "[::1]x", "[]:3000", "::1:"])
  func refuses(text: String) {
    let address = NodeAddress(text)
    #expect(address == nil, "\(String(describing: address))")
  }
}
