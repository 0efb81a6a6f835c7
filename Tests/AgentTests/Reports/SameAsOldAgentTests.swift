import Platform
import Report
import TestSupport
import Testing

@testable import Agent

/// Field by field against the old agent, over the answers of real nodes. What differs on purpose stands in one table;
/// every row of it is needed, and nothing else differs.
@Suite("The current report says what the old agent said")
struct SameAsOldAgentTests {
  /// Where the report differs from the old agent's, and what it makes of the value in clear.
  private struct Exception {
    let pattern: String
    let hiding: Hidden

    enum Hidden { case hashed, withheld }

    init(_ pattern: String, _ hiding: Hidden) {
      self.pattern = pattern
      self.hiding = hiding
    }

    /// What a server says of something that is not set stays.
    func value(_ clear: String) -> String {
      if clear.isEmpty || clear == "null" { return clear }
      return hiding == .hashed ? OldAgent.md5(clear) : "withheld"
    }
  }

  private static let exceptions: [Exception] = [
    // The old agent hashed an empty text instead of the name.
    Exception("cluster-name", .hashed),
    // Addresses, names, paths and accounts that it left in clear.
    Exception("config.cluster-name", .hashed),
    Exception("config.*.access-address", .hashed),
    Exception("config.fabric.address", .hashed),
    Exception("config.info.address", .hashed),
    Exception("config.pidfile", .withheld),
    Exception("config.work-directory", .withheld),
    Exception("config.feature-key-file", .withheld),
  ]

  private static func leaves(_ json: JSON, _ path: [String] = []) -> [(path: String, value: JSON)] {
    switch json {
    case .object(let object): object.flatMap { leaves($0.value, path + [$0.key]) }
    case .array(let items): items.enumerated().flatMap { leaves($0.element, path + [String($0.offset)]) }
    default: [(path.joined(separator: "."), json)]
    }
  }

  /// Keys that do not come from the node.
  private static let ours: Set<String> = [
    "meminfo", "system", "dmi", "telemetry-agent-version", "interval", "email", "unix-epoch-time",
    "telemetry-agent-ip-address",
  ]

  /// The paths that differ as the table says; an issue for each that differs in another way.
  private func compare(_ bodies: [String: String], isFull: Bool) throws -> [String] {
    let stage = try Stage(Stage.plain + "[privacy]\nhash = md5\n")
    let whole = bodies.mapValues { body in
      String(body.drop { $0 != "\t" }.dropFirst().prefix { $0 != "\n" })
    }
    let answers = Rounds.round(
      InfoCaptures.values(bodies).merging(whole.filter { $0.value.hasPrefix("ERROR:") }) { $1 })
    // What a node refuses was a value to the old agent: it is left out here on both sides, and looked at elsewhere.
    let said = whole.filter { !$0.value.hasPrefix("ERROR:") }
    let report = try stage.report(answers, isFull: isFull).json
    let old = OldAgent(said).report(isFull: isFull)
    // The same keys in the same order, at the top and below.
    #expect(report.objectValue?.keys.filter { !Self.ours.contains($0) } == old.keys)
    // In clear: the same leaves in the same places, their names apart.
    let clear = OldAgent(said) { $0 }.report(isFull: isFull)
    let new = Self.leaves(report).filter { !Self.ours.contains(String($0.path.prefix { $0 != "." })) }
    let before = Self.leaves(.object(old)), inClear = Self.leaves(.object(clear))
    try #require(new.map(\.path) == before.map(\.path) && before.count == inClear.count)
    var differing: [String] = []
    for ((new, old), clear) in zip(zip(new, before), inClear) where new.value != old.value {
      guard let exception = Self.exceptions.first(where: { Glob.matches($0.pattern, new.path) }) else {
        Issue.record("\(new.path): \(new.value), the old agent said \(old.value)")
        continue
      }
      differing.append(exception.pattern)
      // The old agent's own mistake had no name in it to start from.
      let source = new.path == "cluster-name" ? said["cluster-name"] ?? "" : clear.value.stringValue ?? ""
      #expect(new.value == .string(exception.value(source)), "\(new.path)")
    }
    #expect(before.count > (isFull ? 400 : 300))
    return differing
  }

  @Test("value by value, on full and abbreviated rounds of both builds, but for the rows of the table")
  func bothBuilds() throws {
    var used: Set<String> = []
    for bodies in [try InfoCaptures.build4_9(), try InfoCaptures.build8_0()] {
      for isFull in [true, false] { used.formUnion(try compare(bodies, isFull: isFull)) }
    }
    #expect(Self.exceptions.map(\.pattern).filter { !used.contains($0) } == [], "rows that nothing needs")
  }

  @Test("what a node refuses is absent, where the old agent reported the refusal")
  func refusals() throws {
    let stage = try Stage(Stage.plain + "[privacy]\nhash = md5\n")
    var values = Rounds.small
    values["bins/ns1"] = "ERROR:4:unrecognized command"
    values["latency:hist={ns1}-read"] = "ERROR:4:bad hist name"
    values["features"] = "FAIL:4:no"
    let report = try stage.report(Rounds.round(values))
    #expect(!report.text.contains("ERROR") && !report.text.contains("FAIL"))
    #expect(report.json["bins"] == .object(JSONObject()) && report.json["features"] == .string(""))
    #expect(report.json[path: ["histograms", OldAgent.md5("ns1"), "latency"]] == .object(JSONObject()))
  }

  @Test("every leaf of a real full report has an entry in the registry")
  func fieldCoverage() throws {
    for bodies in [try InfoCaptures.build4_9(), try InfoCaptures.build8_0()] {
      for format in ["current", "classic"] {
        let stage = try Stage(Stage.plain + "report-format = \(format)\n")
        let answers = Rounds.round(InfoCaptures.values(bodies), isClassic: format == "classic")
        for field in try stage.report(answers).fields {
          let path = field.path
          // Classic's list of names is the one thing that is in clear by its very format.
          if format == "classic", path.first == "namespaces" { continue }
          #expect(FieldRegistry.entry(for: path) != nil, "\(FieldRegistry.joined(path)) (\(format))")
        }
      }
    }
  }
}
