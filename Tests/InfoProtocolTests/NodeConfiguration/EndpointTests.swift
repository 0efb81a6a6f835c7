import Platform
import Testing

@testable import InfoProtocol

@Suite("Where aerospike.conf says the node is")
struct EndpointTests {
  private func endpoint(_ text: String) throws -> ServiceEndpoint {
    try NodeConfiguration.parse(Array(text.utf8), path: "a.conf").endpoint()
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var candidates: [String]
    init(_ description: String, _ text: String, _ candidates: [String]) {
      testDescription = description
      self.text = text
      self.candidates = candidates
    }
  }

  static let local = ["127.0.0.1:3000", "[::1]:3000"]

  static let cases = [
    Case("own lines", "network {\n\tservice {\n\t\tport 3000\n\t}\n}\n", local),
    Case("brace on the next line", "network\n{\n  service\n\n  {\n    port 3000\n  }\n}", local),
    Case("CRLF", "network {\r\nservice {\r\nport 3000\r\n}\r\n}\r\n", local),
    Case("several spaces", "network {\nservice {\nport   3000\n}\n}", local),
    Case("a tab", "network {\nservice {\nport\t3000\n}\n}", local),
    Case("a comment behind the port", "network {\nservice {\nport 3000 # main\n}\n}", local),
    Case("a comment glued to the port", "network {\nservice {\nport 3000#main\n}\n}", local),
    Case(
      "comments with braces", "# network { service { port 1 } }\nnetwork { # {\nservice { # }\nport 3000\n} }", local),
    Case("one line", "network { service { port 3000 } }", local),
    Case("one line, braces glued", "network{service{port 3000}}", local),
    Case("one line, several settings", "network { service { address any port 3000 access-port 3001 } }", local),
    Case("no LF at the end, byte order mark", "\u{FEFF}network { service { port 3000 } }", local),
    Case(
      "heartbeat, fabric and tls before service",
      "network { heartbeat { mode mesh\nport 3002\n}\nfabric { port 3001 }\ntls t { cert-file x }\nservice { port 3000\n} }",
      local),
    Case("blocks after service", "network { service { port 3000\n}\ninfo { port 3003\n} }", local),
    Case("a top-level service block", "service { port 1\nproto-fd-max 9 }\nnetwork { service { port 3000 } }", local),
    Case("a block inside service", "network { service { x { port 5 }\nport 3000 } }", local),
    Case(
      "service without port, other ports later",
      "network { service { address any }\nfabric { port 3001 }\nservice { port 3000 } }", local),
    Case("several ports: the last", "network { service { port 1\nport 2 }\nservice { port 3000 } }", local),
    Case("several networks: the last", "network { service { port 1 } }\nnetwork { service { port 3000 } }", local),
    Case("quotes", "network { service { port \"3000\"\naddress \"any\" } }", local),
    Case("address any", "network { service { address any\nport 3000 } }", local),
    Case("address 0.0.0.0", "network { service { address 0.0.0.0\nport 3000 } }", local),
    Case("an explicit address", "network { service { address 10.0.0.7\nport 3100 } }", ["10.0.0.7:3100"]),
    Case("IPv6", "network { service { address ::1\nport 3000 } }", ["[::1]:3000"]),
    Case("IPv6 in brackets", "network { service { address [fd00::7]\nport 3000 } }", ["[fd00::7]:3000"]),
    Case(
      "loop-back first", "network { service { address 10.0.0.7\naddress localhost\naddress 127.0.0.2\nport 3000 } }",
      ["localhost:3000", "127.0.0.2:3000", "10.0.0.7:3000"]),
    Case("any beside an address", "network { service { address 10.0.0.7\naddress any\nport 3000 } }", local),
    Case("an access address is not tried", "network { service { access-address 203.0.113.9\nport 3000 } }", local),
    Case("port and tls-port", "network { service { port 3000\ntls-port 4333\ntls-name db } }", local),
    Case("a tls-port that is none, not needed", "network { service { port 3000\ntls-port x } }", local),
    Case("a value that reads like a key", "network { service { tls-name port\nport 3000 } }", local),
  ]

  @Test("the port is found wherever it stands", arguments: cases)
  func found(_ row: Case) throws {
    #expect(try endpoint(row.text).candidates.map(\.description) == row.candidates)
  }

  @Test("what else the service block says")
  func details() throws {
    let endpoint = try endpoint(
      "network { service { port 3000\ntls-port 4333\ntls-name db-1\naccess-address [fd00::1]\naccess-address 192.0.2.1 } }"
    )
    #expect(endpoint.tlsPort == 4333 && endpoint.tlsName == "db-1")
    #expect(endpoint.accessAddresses == ["fd00::1", "192.0.2.1"] && endpoint.addresses.isEmpty)
  }

  static let faults: [(String, NodeConfigurationFault)] = [
    ("", .noPort(path: "a.conf")),
    ("service { port 3000 }", .noPort(path: "a.conf")),
    ("network { }\nservice { port 3000 }", .noPort(path: "a.conf")),
    ("network { Service { port 3000 } }", .noPort(path: "a.conf")),
    ("network { service { address any } }", .noPort(path: "a.conf")),
    ("network {\nservice {\ntls-port 4333\n} }", .onlyTLS(path: "a.conf", line: 3, port: 4333)),
    ("network {\nservice {\ntls-port 0\n} }", .badPort(path: "a.conf", line: 3, key: "tls-port", text: "0")),
    ("network {\nservice {\nport x\n} }", .badPort(path: "a.conf", line: 3, key: "port", text: "x")),
    ("network {\nservice {\nport 0\n} }", .badPort(path: "a.conf", line: 3, key: "port", text: "0")),
    ("network {\nservice {\nport 65536\n} }", .badPort(path: "a.conf", line: 3, key: "port", text: "65536")),
    ("network {\nservice {\nport -3000\n} }", .badPort(path: "a.conf", line: 3, key: "port", text: "-3000")),
    ("network {\nservice {\nport 3000 main\n} }", .badPort(path: "a.conf", line: 3, key: "port", text: "3000 main")),
    ("network {\nservice {\n\nport\n} }", .missingValue(path: "a.conf", line: 4, key: "port")),
    ("network {\nservice {\naddress\nport 3000\n} }", .missingValue(path: "a.conf", line: 3, key: "address")),
    ("network {\nservice { port 3000\n}", .unclosed(path: "a.conf", line: 1, block: "network")),
    ("x 1\n\nnamespace test {\n", .unclosed(path: "a.conf", line: 3, block: "namespace test")),
    ("network { service { port 3000 } }\n}", .unexpectedClose(path: "a.conf", line: 2)),
    ("\n{ port 3000 }", .nameless(path: "a.conf", line: 2)),
    ("network { { } }", .nameless(path: "a.conf", line: 1)),
  ]

  @Test("faults name the file, the line and the reason", arguments: faults)
  func fails(text: String, fault: NodeConfigurationFault) {
    #expect(throws: fault) { try endpoint(text) }
    #expect(fault.explanation.exit == .badConfiguration && fault.explanation.place.hasPrefix("a.conf"))
  }

  @Test("a fault in one line for people")
  func words() {
    let fault = NodeConfigurationFault.badPort(path: "/etc/a.conf", line: 12, key: "port", text: "30\u{1B}00")
    #expect(fault.explanation.line == "port 30\\e00 is no port: /etc/a.conf:12: use one number from 1 to 65535")
    let tls = NodeConfigurationFault.onlyTLS(path: "/etc/a.conf", line: 3, port: 4333).explanation
    #expect(tls.what == "the node's service has a TLS port (4333) and no plain one")
  }
}
