import Demo
import Glibc
import InfoProtocol
import Platform
import Report
import Testing

/// Nodes that are none, or are not well: a clear message, an exit code that says so, and no report made up of nothing.
@Suite struct BadNodeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var says: String
    var script: @Sendable (RawPeer.Client) -> Void
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "garbage", says: "this is no Aerospike service port, it sent") {
      _ = $0.read()
      $0.send([UInt8](repeating: 0xAB, count: 200))
      $0.holdOn()
    },
    Case(name: "TLS", says: "the port speaks TLS") {
      _ = $0.read()
      $0.send([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46])
      $0.holdOn()
    },
    Case(name: "HTTP", says: "this is an HTTP server, not an Aerospike service port") {
      _ = $0.read()
      $0.send(Array("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".utf8))
    },
    Case(name: "a byte a second", says: "no whole answer of the node within 5 s") { client in
      _ = client.read()
      for byte in InfoMessage.framed(Array("build\t4.9.0.37\n".utf8)) {
        guard client.send([byte]), client.pause(milliseconds: 1000) else { return }
      }
    },
    Case(name: "a hundred megabytes", says: "the node announced an answer of 104857600 bytes") { client in
      _ = client.read()
      client.send(InfoHeader(length: 100 << 20).bytes)
      let piece = [UInt8](repeating: 0x61, count: 1 << 20)
      for _ in 0..<100 { guard client.send(piece) else { return } }
    },
    Case(name: "closes half way", says: "the node closed the connection in the middle of an answer, after 20 bytes") {
      _ = $0.read()
      $0.send(Array(InfoMessage.framed(Array("build\t4.9.0.37\nedition\tCommunity\n".utf8)).prefix(20)))
    },
    Case(name: "closes at once", says: "the node closed the connection instead of answering") { _ = $0.read() },
    Case(name: "silence", says: "no whole answer of the node within 5 s, 0 bytes came") { $0.holdOn() },
    Case(name: "wants a login", says: "the node has security enabled and answered") {
      _ = $0.read()
      $0.send(InfoMessage.framed(Array("ERROR:80:not authenticated\n".utf8)))
      $0.holdOn()
    },
    Case(name: "empty answers", says: "the node answered without statistics") { client in
      while !client.read().isEmpty { client.send(InfoMessage.framed(Array("build\t4.9.0.37\n".utf8))) }
    },
  ]

  @Test(arguments: cases) func `a bad node is named as what it is`(_ wanted: Case) throws {
    let peer = try RawPeer(wanted.script)
    let machine = try Machine(nodePort: peer.port)
    try machine.must("on")
    let round = try machine.run("--daemon", "--once")
    #expect(round.status == 69, "\(round.err)")
    #expect(round.err.hasPrefix("telemetry-tui: \(wanted.says)"), "\(round.err)")
    #expect(round.err.contains("127.0.0.1:\(peer.port)"), "\(round.err)")
    #expect(round.err.split(separator: "\n").count == 1)
    #expect(machine.sentReports().isEmpty, "no report is made of nothing")
    // Only the word that the node is being looked for left.
    #expect(try machine.ledger().map { $0.text("classification") } == ["node/status/connecting"])
    let node = try machine.status()["node"]
    #expect(node?.text("state") == "connecting")
    #expect(node?.text("reason").hasPrefix(wanted.says) == true, "\(node?.text("reason") ?? "")")
    let preview = try machine.run("preview")
    #expect(preview.status == 69)
    #expect(preview.out.isEmpty)
  }

  @Test func `without a node nothing but what needs one fails`() throws {
    let machine = try Machine()
    machine.node.stop()
    for words in [["status"], ["config", "list"], ["config", "check"], ["journal"], ["explain"], ["on"], ["off"]] {
      #expect(try machine.run(words).status == 0, "\(words)")
    }
    try machine.must("on")
    for words in [["preview"], ["show"], ["info"], ["send"], ["diff"], ["--daemon", "--once"]] {
      let outcome = try machine.run(words)
      #expect(outcome.status == 69, "\(words): \(outcome.err)")
      #expect(outcome.out.isEmpty)
      #expect(outcome.err.contains("cannot connect to the node, "), "\(words): \(outcome.err)")
      #expect(outcome.err.contains("127.0.0.1:\(machine.node.port)"))
    }
    try machine.configure(
      "[main]\nhome-url = \(machine.sink.url)\n[asd]\nconfig-file = \(machine.path)/aerospike.conf\n")
    let missing = try machine.run("preview")
    #expect(missing.status != 0)
    #expect(missing.err.contains("\(machine.path)/aerospike.conf"), "\(missing.err)")
    try machine.write("aerospike.conf", "network { service { address 127.0.0.1\nport \(machine.node.port) } }")
    #expect(try machine.run("preview").status == 69)
    try machine.write("aerospike.conf", "network { service {")
    #expect(try machine.run("config", "check").status != 0)
    #expect(try machine.run("config", "check").err.contains("aerospike.conf"))
  }

  @Test func `a program with no configuration at all says what is missing`() throws {
    let machine = try Machine(home: nil)
    try machine.configure("")
    let status = try machine.must("status")
    #expect(status.text.contains("none configured"), "\(status.text)")
    let preview = try machine.run("preview")
    #expect(preview.status == 69)
    #expect(preview.err.contains("no node is configured"), "\(preview.err)")
  }
}
