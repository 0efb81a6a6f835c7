import Platform
import Report
import TestSupport
import Testing

@testable import Agent

@Suite("The classic report")
struct ClassicReportTests {
  private let h = OldAgent.md5

  private func report(
    _ changes: [String: String?] = [:], isFull: Bool = true, settings: String = "[privacy]\nhash = md5\n"
  ) throws -> Preview {
    let stage = try Stage(Stage.plain + "report-format = classic\n" + settings)
    var values = Rounds.small.merging(["throughput:hist=query": "query:1.0"]) { $1 }
    for (name, value) in changes { values[name] = value }
    return try stage.report(Rounds.round(values, isClassic: true), isFull: isFull)
  }

  @Test("exactly the documented keys; config and system only on full rounds")
  func keys() throws {
    let full = [
      "service", "services", "statistics", "config", "node", "namespaces", "storage", "queries", "system",
      "telemetry-agent-version", "loglevel", "email",
    ]
    #expect(try report().keys == full)
    #expect(try report(isFull: false).keys == full.filter { $0 != "config" && $0 != "system" })
    let json = try report().json
    #expect(json["queries"]?.objectValue?.keys == ["sindex", "sindexes", "throughput"])
    #expect(json["system"]?.objectValue?.keys == ["name", "system", "release", "CPU information"])
    #expect(json["telemetry-agent-version"] == .string("1.0.0") && json["loglevel"] == .string("info"))
    #expect(json["email"] == .string("admin@example.com"))
  }

  @Test("the e-mail is there also when none is set")
  func email() throws {
    let stage = try Stage("[main]\nhome-url = http://h\nreport-format = classic\n")
    #expect(try stage.report(Rounds.round(Rounds.small, isClassic: true)).json["email"] == .string(""))
  }

  @Test("addresses: whole texts hashed, joined without anything between; none is the hash of nothing")
  func addresses() throws {
    let two = try report(["service": "10.0.2.15:3000;172.17.42.1:3000"]).json
    #expect(two["service"] == .string("70b9a5bb72a71781513bc7047a8e1a12b9822c96704bf76f1733fcbf90b56129"))
    #expect(two["services"] == .string("d41d8cd98f00b204e9800998ecf8427e"))
    #expect(try report(["services": nil]).json["services"] == .string(h("")))
    #expect(try report(["services": "[::1]:3000"]).json["services"] == .string(h("[::1]:3000")))
  }

  @Test("the node's octets are hashed in the case they came")
  func node() throws {
    #expect(try report(["node": "bb9010000abfcfe"]).json["node"] == .string("3001:" + h("fe:fc:ab:00:00:01")))
    #expect(try report(["node": "BB901000000FC02"]).json["node"] == .string("3001:682684c873e6ce52721f1014633bcca1"))
  }

  @Test("names stand in clear, storage and queries under them")
  func names() throws {
    let json = try report(["namespaces": "ns1;ns2", "namespace/ns2": "objects=9"]).json
    #expect(json["namespaces"] == .array([.string("ns1"), .string("ns2")]))
    #expect(json[path: ["storage", "ns2", "objects"]] == .string("9"))
    #expect(json[path: ["storage", "ns1", "{ns1}-read-hist-track-back"]] == .string("300"))
    #expect(json[path: ["queries", "sindex"]] == .string(Rounds.small["sindex"] ?? ""))
    #expect(json[path: ["queries", "sindexes", "i1", "keys"]] == .string("3"))
    #expect(json[path: ["queries", "throughput"]] == .string("query:1.0"))
  }

  @Test("paths and secrets are withheld in this format too")
  func withheld() throws {
    let text = "storage-engine.file[0]=/data/a;storage-engine.encryption-key-file=/k;storage-engine.filesize=5"
    let json = try report(["namespace/ns1": text, "get-config": "pidfile=/p;service.address=10.0.0.9"]).json
    #expect(json[path: ["storage", "ns1", "storage-engine.file[0]"]] == .string("withheld"))
    #expect(json[path: ["storage", "ns1", "storage-engine.encryption-key-file"]] == .string("withheld"))
    #expect(json[path: ["storage", "ns1", "storage-engine.filesize"]] == .string("5"))
    #expect(json[path: ["config", "pidfile"]] == .string("withheld"))
    #expect(json[path: ["config", "service.address"]] == .string(h("10.0.0.9")))
  }

  @Test("two indexes of one name: each field is shown once, as it stands in the body")
  func indexCollision() throws {
    let preview = try report([
      "sindex": "ns=ns1:indexname=i;ns=ns2:indexname=i", "sindex/ns1/i": "keys=1;only=1", "sindex/ns2/i": "keys=2",
    ])
    #expect(preview.json[path: ["queries", "sindexes"]] == .pairs(["i": .pairs(["keys": .string("2")])]))
    #expect(Set(preview.fields.map(\.path)).count == preview.fields.count)
    for field in preview.fields { #expect(preview.json[path: field.path] == field.value) }
  }

  @Test("hashed under the machine's key by default")
  func keyed() throws {
    let service = try report(settings: "").json["service"]?.stringValue ?? ""
    #expect(service.utf8.count == 32 && service != h("10.1.2.3:3000"))
  }

  @Test(
    "statuses, in the words of each version",
    arguments: [
      ("current", NodeCondition.connecting, "telemetry-agent-status", "Connecting to ASD."),
      ("current", .connected, "telemetry-agent-status", "Connected to ASD."),
      ("current", .down, "telemetry-agent-status", "ASD is down."),
      ("classic", .connecting, "agent-status", "CONNECTING TO ASD."), ("classic", .down, "error", "ASD is down"),
      ("classic", .connected, "agent-status", "CONNECTED TO ASD."),
    ])
  func statuses(_ format: String, _ condition: NodeCondition, _ key: String, _ words: String) throws {
    let stage = try Stage(Stage.plain + "report-format = \(format)\n[telemetry]\nchannel_ident = yes\n")
    try stage.agree([.basic, .ident])
    let preview = try stage.composer().status(condition, now: Timestamp(seconds: 5))
    let more =
      format == "classic"
      ? ["telemetry-agent-version", "loglevel", "email"]
      : ["telemetry-agent-version", "interval", "email", "unix-epoch-time", "telemetry-agent-ip-address"]
    #expect(preview.keys == [key] + more && preview.json[key] == .string(words) && preview.mayLeave)
    #expect(preview.record.classification == "node/status/\(condition.rawValue)" && !preview.isFull)
  }
}
