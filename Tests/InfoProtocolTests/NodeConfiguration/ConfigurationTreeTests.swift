import Platform
import Testing

@testable import InfoProtocol

@Suite("The tree of aerospike.conf")
struct ConfigurationTreeTests {
  private func outline(_ items: [NodeConfiguration.Item]) -> String {
    items.map { item in
      let words = item.words.joined(separator: " ")
      return item.block.map { "\(words)@\(item.line){\(outline($0))}" } ?? "\(words)@\(item.line)"
    }.joined(separator: ";")
  }

  private func parse(_ text: String) throws -> String {
    outline(try NodeConfiguration.parse(Array(text.utf8), path: "a.conf").items)
  }

  @Test(
    "lines and blocks keep their order, words and line numbers",
    arguments: [
      ("", ""),
      ("# only\n\n  # comments", ""),
      ("a 1\nb\n", "a 1@1;b@2"),
      (
        "namespace test {\n  replication-factor 2\n  storage-engine device {\n    file /x\n  }\n}\nend",
        "namespace test@1{replication-factor 2@2;storage-engine device@3{file /x@4}};end@7"
      ),
      ("a{b}c{}", "a@1{b@1};c@1{}"),
      ("a \"x # { } y\" z", "a x # { } y z@1"),
      ("a it\"s\nb \"open\nc", "a it\"s@1;b \"open@2;c@3"),
      ("a \"\" b", "a  b@1"),
      ("mesh-seed-address-port 10.0.0.1 3002", "mesh-seed-address-port 10.0.0.1 3002@1"),
      ("a\u{B}b\u{C}c\r\nd", "a b c@1;d@2"),
    ])
  func trees(text: String, tree: String) throws {
    #expect(try parse(text) == tree)
  }

  @Test("blocks nest so deep and no deeper")
  func depth() throws {
    let limit = NodeConfiguration.depthLimit
    let deep = { (count: Int) in String(repeating: "a {", count: count) + String(repeating: "}", count: count) }
    #expect(try !parse(deep(limit)).isEmpty)
    #expect(throws: NodeConfigurationFault.tooDeep(path: "a.conf", line: 1, limit: limit)) {
      try parse(deep(limit + 1))
    }
  }

  @Test("a file of more than 4 MB is refused, unread or read")
  func size() {
    let bytes = [UInt8](repeating: 0x20, count: NodeConfiguration.sizeLimit + 1)
    #expect(throws: NodeConfigurationFault.tooLarge(path: "a.conf", limit: NodeConfiguration.sizeLimit)) {
      try NodeConfiguration.parse(bytes, path: "a.conf")
    }
    #expect(throws: NodeConfigurationFault.tooLarge(path: "/dev/zero", limit: NodeConfiguration.sizeLimit)) {
      try NodeConfiguration.read("/dev/zero")
    }
  }

  @Test("a file that is not there is told with its path")
  func missing() {
    do {
      _ = try NodeConfiguration.read("/nonexistent/aerospike.conf")
      Issue.record("read a file that is not there")
    } catch {
      #expect(error.explanation.place == "/nonexistent/aerospike.conf" && error.explanation.exit == .noInput)
    }
  }

  @Test("any bytes give a tree or a fault with a line of the file")
  func anyBytes() {
    var random = SeededGenerator(6)
    let tokens = [
      "network", "service", "port", "3000", "{", "}", "\n", " ", "#", "\"", "tls-port", "address", "\t", "\u{0}",
    ]
    for _ in 0..<20_000 {
      let bytes =
        Bool.random(using: &random)
        ? random.bytes(upTo: 80)
        : (0..<Int.random(in: 0...40, using: &random)).flatMap { _ in
          Array((tokens.randomElement(using: &random) ?? "").utf8)
        }
      let lines = 1 + bytes.count { $0 == 0x0A }
      do {
        let configuration = try NodeConfiguration.parse(bytes, path: "a.conf")
        #expect(configuration.items.allSatisfy { !$0.words.isEmpty && (1...lines).contains($0.line) })
        _ = try configuration.endpoint()
      } catch {
        let place = error.explanation.place.split(separator: ":")
        #expect(place.first == "a.conf")
        if place.count > 1 { #expect((1...lines).contains(Int(place[1]) ?? 0)) }
      }
    }
  }
}
