import Demo
import Platform
import Testing

@testable import InfoProtocol

@Suite("A round of questions")
struct NodeRoundTests {
  @Test("a 4.9 node is asked everything in two round trips, and every value is the captured one")
  func wholeRound4_9() throws {
    let bodies = try Fixtures.bodies4_9()
    let node = try DemoNode(answers: DemoAnswers(bodies: bodies))
    let round = try NodeRound.collect(from: node.address, scope: .full)
    #expect(round.roundTrips == 2 && round.messages == 2)
    #expect(round.namespaces == ["test", "bar"])
    #expect(round.indexes.map(\.command) == ["sindex/test/idx_age", "sindex/test/idx_city", "sindex/bar/idx_total"])
    #expect(round.build.text == "4.9.0.37")
    for (name, body) in bodies where !name.hasPrefix("log-message:") {
      #expect(round.value(name) == Fixtures.value(body), "\(name)")
    }
    #expect(round.answers["get-sl:"]?.continuation == ["ok"])
    #expect(round.answers.all.count == bodies.count - 1, "nothing is asked that the old agent did not ask")
    #expect(round.bytes > 20_000 && round.elapsed >= 0)
  }

  @Test("an 8.0 node's refusals are no values, and it is not asked for what it cannot know")
  func wholeRound8_0() throws {
    let bodies = try Fixtures.bodies8_0()
    let answers = DemoAnswers(bodies: bodies, unknown: .refused("ERROR:4:unrecognized command"))
    let node = try DemoNode(answers: answers)
    let round = try NodeRound.collect(from: node.address, scope: .full)
    #expect(round.roundTrips == 2)
    for answer in round.answers.all {
      let body = try #require(bodies[answer.name], "\(answer.name) is not in the capture")
      #expect(answer.value == Fixtures.value(body), "\(answer.name)")
    }
    #expect(round.value("latencies:hist={test}-read")?.hasPrefix("{test}-read:msec,") == true)
    #expect(round.value("bins/test") == nil)
    #expect(round.answers["bins/test"]?.refusal == "ERROR:4:unrecognized command")
    #expect(round.answers["latencies:hist={bar}-query"]?.refusal == "ERROR:4:bad hist name")
    #expect(!node.recentNames.contains { $0.hasPrefix("latency:") || $0.hasPrefix("throughput:") })
    #expect(Set(round.answers.refusals.map(\.name)).isSuperset(of: ["bins/test", "bins/bar"]))
  }

  @Test("an abbreviated round leaves out configuration, indexes and sets")
  func abbreviated() throws {
    let node = try DemoNode(answers: DemoAnswers(bodies: try Fixtures.bodies4_9()))
    let round = try NodeRound.collect(from: node.address, scope: .abbreviated)
    let names = Set(round.answers.all.map(\.name))
    #expect(names.isDisjoint(with: ["get-config", "sindex", "sets"]) && round.indexes.isEmpty)
    #expect(names.isSuperset(of: ["statistics", "udf-list", "namespace/test", "throughput:hist={bar}-write"]))
  }

  @Test("the classic report's extra answers are asked for on every kind of round", arguments: [true, false])
  func classic(isFull: Bool) throws {
    let node = try DemoNode()
    let round = try NodeRound.collect(from: node.address, scope: RoundScope(isFull: isFull, isClassic: true))
    #expect(node.recentNames.contains("throughput:hist=query"))
    #expect(round.answers["throughput:hist=query"]?.outcome == .absent, "the captured node does not know it")
    #expect(round.indexes.count == 3)
  }

  @Test("a node that does not tell its build is asked for both kinds of histogram")
  func unknownBuild() throws {
    let node = try DemoNode(answers: DemoAnswers(values: ["namespaces": "a"]))
    let round = try NodeRound.collect(from: node.address, scope: .full)
    #expect(!round.build.isKnown)
    for kind in ["latency", "throughput", "latencies"] {
      #expect(node.recentNames.contains("\(kind):hist={a}-udf"))
    }
    #expect(round.answers.all.filter { $0.outcome == .absent }.count == round.answers.all.count - 1)
  }

  @Test("a node without namespaces needs one round trip; an empty node gives empty answers")
  func nothing() throws {
    let node = try DemoNode(answers: DemoAnswers(values: [:]))
    let round = try NodeRound.collect(from: node.address, scope: .full)
    #expect(round.roundTrips == 1 && round.namespaces.isEmpty && round.answers.all.allSatisfy { $0.value == nil })
  }

  @Test("many namespaces go in messages of bounded size, all in one round trip")
  func manyNamespaces() throws {
    let names = (0..<300).map { "ns\($0)" }
    var values = ["namespaces": names.joined(separator: ";"), "build": "5.7.0.8"]
    for name in names { values["namespace/\(name)"] = "objects=1" }
    let node = try DemoNode(answers: DemoAnswers(values: values))
    let round = try NodeRound.collect(from: node.address, scope: .full)
    #expect(round.roundTrips == 2 && round.messages == 1 + 9, "300 x 6 names, 200 a message")
    #expect(names.allSatisfy { round.value("namespace/\($0)") == "objects=1" })
  }

  @Test("a list of namespaces that no node has is refused before it is asked for")
  func tooManyNamespaces() throws {
    let list = (0..<5000).map { "n\($0)" }.joined(separator: ";")
    let node = try DemoNode(answers: DemoAnswers(values: ["namespaces": list]))
    #expect(throws: InfoFault.tooManyNames(node.address, count: 70_000, limit: 20_000)) {
      try NodeRound.collect(from: node.address, scope: .full)
    }
    #expect(node.messages == 1)
  }

  @Test("names that would break the request or repeat are not asked for")
  func hostileNames() throws {
    let values = [
      "namespaces": "a;a;b\u{1};;c\u{7F}",
      "sindex": "ns=a:indexname=i;ns=a:indexname=i;ns=a;indexname=x;ns=\u{2}:indexname=y",
    ]
    let node = try DemoNode(answers: DemoAnswers(values: values))
    let round = try NodeRound.collect(from: node.address, scope: .full)
    #expect(round.namespaces == ["a"])
    #expect(round.indexes == [NodeIndex(namespace: "a", name: "i")])
  }

  @Test("one connection serves many rounds")
  func reuse() throws {
    let node = try DemoNode()
    let connection = try InfoConnection.open(node.address)
    for _ in 0..<5 { #expect(try NodeRound.collect(over: connection, scope: .full).roundTrips == 2) }
    #expect(connection.traffic.roundTrips == 10 && node.messages == 10)
  }
}
