import Testing

@testable import InfoProtocol

@Suite("A node's build")
struct NodeBuildTests {
  @Test(
    "builds are ordered number by number",
    arguments: [
      ("3.8.3", "3.9.1"), ("3.9.1", "3.9.1-166"), ("3.9.1-2", "3.9.1-166"), ("4.9.0.37", "5.1"), ("4.10", "5.0"),
      ("5.0.0.9", "5.1.0.1"), ("5.9", "5.10"), ("5.1", "5.1.0"), ("6.4.0-rc1", "6.4.0-1"), ("", "1"), ("rc", "1"),
      ("99999999999999999998", "99999999999999999999"), ("1.9", "1.99999999999999999999"),
    ])
  func order(earlier: String, later: String) {
    #expect(NodeBuild(earlier) < NodeBuild(later))
    #expect(!(NodeBuild(later) < NodeBuild(earlier)) && NodeBuild(later) != NodeBuild(earlier))
  }

  @Test("leading zeros and separators do not count", arguments: [("5.01", "5.1"), ("5-1", "5.1"), ("8.0.0", "8.00.0")])
  func equal(a: String, b: String) {
    #expect(NodeBuild(a) == NodeBuild(b))
  }

  @Test(
    "which histograms a build may have",
    arguments: [
      ("4.9.0.37", true, false), ("5.0.0.39", true, false), ("5.1.0", false, true), ("5.7.0.8", false, true),
      ("8.0.0.15", false, true), ("10.1", false, true), ("", true, true), ("unknown", true, true),
      ("\u{2161}.1", true, true),
    ])
  func histograms(build: String, latency: Bool, latencies: Bool) {
    #expect(NodeBuild(build).mayHaveLatency == latency)
    #expect(NodeBuild(build).mayHaveLatencies == latencies)
  }

  @Test("the order is an order, for any texts")
  func consistent() {
    var random = SeededGenerator(5)
    let letters = Array("019a.-R\u{E9}")
    let builds = (0..<60).map { _ in
      NodeBuild(
        String((0..<Int.random(in: 0...6, using: &random)).map { _ in letters.randomElement(using: &random) ?? "0" }))
    }
    for a in builds {
      for b in builds {
        #expect([a < b, b < a, a == b].filter { $0 }.count == 1, "\(a) and \(b)")
        for c in builds where a < b && b < c { #expect(a < c, "\(a), \(b), \(c)") }
      }
    }
  }
}

@Suite("Lists in answers")
struct InfoListTests {
  @Test("records keep their fields in order, with or without a value")
  func records() {
    let records = InfoList.records("ns=a:set=b=c:flag;;x=:y=2;")
    #expect(records.map { $0.map { "\($0.name)>\($0.value)" } } == [["ns>a", "set>b=c", "flag>"], ["x>", "y>2"]])
  }

  @Test("indexes are found wherever their fields stand")
  func indexes() {
    let indexes = InfoList.indexes("indexname=i:bin=b:ns=n;ns=only;indexname=only;ns=n:indexname=j/k")
    #expect(indexes.map(\.command) == ["sindex/n/i", "sindex/n/j/k"])
  }
}
