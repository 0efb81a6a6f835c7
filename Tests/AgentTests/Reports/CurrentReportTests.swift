import Platform
import Report
import TestSupport
import Testing

@testable import Agent

@Suite("The current report")
struct CurrentReportTests {
  private let h = OldAgent.md5

  private func stage(_ more: String = "") throws -> Stage { try Stage(Stage.plain + "[privacy]\nhash = md5\n" + more) }

  /// The report of the small node, some answers replaced; nil takes one away.
  private func report(_ changes: [String: String?] = [:], isFull: Bool = true) throws -> Preview {
    var values = Rounds.small
    for (name, value) in changes { values[name] = value }
    return try stage().report(Rounds.round(values), isFull: isFull)
  }

  static let fullKeys = [
    "features", "partition-generation", "edition", "version", "build", "build_os", "build_time", "config", "node",
    "succession-list", "cluster-name", "service", "services", "services-alternate", "services-alumni", "statistics",
    "namespaces", "bins", "histograms", "udfs", "meminfo", "sindex-metadata", "sindexes", "sets", "system", "dmi",
    "telemetry-agent-version", "interval", "email", "unix-epoch-time", "telemetry-agent-ip-address",
  ]

  @Test("a full report has 31 keys in the old order, an abbreviated one six less")
  func keys() throws {
    let answers = Rounds.round(InfoCaptures.values(try InfoCaptures.build4_9()))
    #expect(try stage().report(answers).keys == Self.fullKeys && Self.fullKeys.count == 31)
    let daily: Set<String> = ["config", "sindex-metadata", "sindexes", "sets", "system", "dmi"]
    #expect(try stage().report(answers, isFull: false).keys == Self.fullKeys.filter { !daily.contains($0) })
  }

  @Test("the envelope: version, whole seconds, time, hashed address; the e-mail only when one is set")
  func envelope() throws {
    let stage = try Stage("[main]\nhome-url = http://h\ninterval = 90.7\n[privacy]\nhash = md5\n")
    let report = try stage.report(Rounds.round(Rounds.small))
    #expect(report.json["telemetry-agent-version"] == .string("1.0.12") && report.json["interval"] == .string("90"))
    #expect(report.json["unix-epoch-time"] == .string("1800000000") && report.json["email"] == nil)
    #expect(report.json["telemetry-agent-ip-address"] == .string(h(LocalAddress.current())))
  }

  @Test("the record: what it is, where it goes, and a digest of exactly its bytes")
  func record() throws {
    let full = try report().record, brief = try report(isFull: false).record
    #expect(full.classification == "node/report/full" && brief.classification == "node/report/abbreviated")
    #expect(full.request.method == "POST" && full.request.url == "http://127.0.0.1:9/telemetry/v1")
    #expect(full.request.headers == [.init("Content-Type", "application/json")])
    #expect(full.source == .info && full.destination == .home && full.channels == [.basic, .ident])
    #expect(full.revision == FieldRegistry.revision && full.id != brief.id && full.id.utf8.count == 32)
  }

  @Test("a value may hold an equals sign; a name that comes twice has both values")
  func values() throws {
    let text = "a=dc=x,dc=y;b=1;a2=;b=2;flag;;service.access-address=10.0.0.1;service.access-address=10.0.0.2"
    let config = try report(["get-config": text]).json["config"]
    #expect(config?.objectValue?.keys == ["a", "b", "a2", "flag", "service.access-address"])
    #expect(config?["a"] == .string("dc=x,dc=y") && config?["b"] == .string("1;2"))
    #expect(config?["a2"] == .string("") && config?["flag"] == .string(""))
    #expect(config?["service.access-address"] == .string("\(h("10.0.0.1"));\(h("10.0.0.2"))"))
  }

  @Test(
    "addresses: one, several, IPv6, none",
    arguments: [
      ("10.0.0.1:3000", "{10.0.0.1}:3000"), ("10.0.0.1:3000;10.0.0.2:3010", "{10.0.0.1}:3000;{10.0.0.2}:3010"),
      ("[fe80::1]:3000", "{fe80::1}:3000"), ("[fe80::1]:3000;10.0.0.1:3000", "{fe80::1}:3000;{10.0.0.1}:3000"),
      ("node.example:3000", "{node.example}:3000"), ("", ""), ("null", "null"), ("nonsense", "{nonsense}"),
    ])
  func addresses(_ text: String, _ pattern: String) throws {
    // `{text}` stands for the hash of the text.
    let hidden = pattern.split(separator: "{", omittingEmptySubsequences: false).map { part -> String in
      guard let end = part.firstIndex(of: "}") else { return String(part) }
      return h(String(part[..<end])) + part[part.index(after: end)...]
    }.joined()
    let json = try report(["service": text, "services": text, "services-alternate": text, "services-alumni": text]).json
    for key in ["service", "services", "services-alternate", "services-alumni"] {
      #expect(json[key] == .string(hidden))
    }
  }

  @Test("nodes: one, several, none")
  func nodes() throws {
    let node = OldAgent([:]).nodeID("BB901000000FC02")
    let json = try report(["get-sl:": "BB901000000FC02,BB901000000FC02\nok"]).json
    #expect(json["node"] == .string(node) && json["succession-list"] == .string("\(node),\(node)"))
    let principal = try report(["statistics": "cluster_principal=BB901000000FC02;uptime=1"]).json
    #expect(
      principal[path: ["statistics", "cluster_principal"]] == .string(node), "also where paxos_principal is missing")
    #expect(try report(["get-sl:": nil]).json["succession-list"] == .string(""))
  }

  @Test("no answer, or an empty one: plain fields are empty, objects and the node's id are absent")
  func absent() throws {
    for nothing in [nil, ""] as [String?] {
      let json = try report([
        "features": nothing, "get-config": nothing, "node": nothing, "udf-list": nothing, "bins/ns1": nothing,
        "statistics": nothing, "latency:hist={ns1}-read": nothing, "sindex/ns1/i1": nothing,
      ]).json
      #expect(json["features"] == .string("") && json["bins"] == .object(JSONObject()))
      for key in ["config", "node", "udfs", "statistics"] {
        #expect(json[key] == nil, "\(key) of \(nothing ?? "none")")
      }
      #expect(json[path: ["histograms", h("ns1"), "latency"]] == .object(JSONObject()))
      #expect(json["sindexes"] == .object(JSONObject()))
    }
  }

  @Test("a namespace that does not answer is left out altogether", arguments: [nil, "", "ERROR:4:busy"] as [String?])
  func silentNamespace(_ answer: String?) throws {
    let json = try report(["namespaces": "ns1;ns2", "namespace/ns1": answer, "namespace/ns2": "objects=1"]).json
    for key in ["namespaces", "histograms"] { #expect(json[key]?.objectValue?.keys == [h("ns2")]) }
    #expect(json["bins"] == .object(JSONObject()))
  }

  @Test(
    "names of namespaces may have odd characters",
    arguments: ["a.b", "a*b", "x-y_z$", "ü日", "with space", "{x}", "a/b", "1", "a,b", "-"])
  func oddNames(_ name: String) throws {
    let json = try report([
      "namespaces": name, "namespace/\(name)": "objects=7;{\(name)}-read-hist-track-back=300",
      "bins/\(name)": "bin_names=2,bin_names_quota=9,x,y", "latency:hist={\(name)}-read": "{\(name)}-read:1",
    ]).json
    #expect(
      json[path: ["namespaces", h(name)]]
        == .pairs(["objects": .string("7"), "{\(h(name))}-read-hist-track-back": .string("300")]))
    #expect(json[path: ["histograms", h(name), "latency", "read"]] == .string("{\(h(name))}-read:1"))
    #expect(json[path: ["bins", h(name), "bin_names"]] == .string("2"))
  }

  @Test(
    "bins",
    arguments: [
      ("bin_names=2,bin_names_quota=32768,a,b", ["bin_names": "2", "bin_names_quota": "32768"]),
      ("bin_names=0,bin_names_quota=32768", ["bin_names": "0", "bin_names_quota": "32768"]),
      ("[single-bin]", ["single-bin": "true"]), ("num-bin-names=2,bin-names-quota=9,a", [:]), ("secret", [:]),
      ("bin_names=2", [:]), ("bin_names_quota=2,bin_names=1,x", [:]), ("x=1,y=2", [:]),
    ])
  func bins(_ answer: String, _ counts: [String: String]) throws {
    let object = try report(["bins/ns1": answer]).json[path: ["bins", h("ns1")]]?.objectValue
    #expect(object?.keys.sorted() == counts.keys.sorted())
    for (key, value) in counts { #expect(object?[key] == .string(value)) }
  }

  @Test(
    "functions are counted, and absent when there are none",
    arguments: [("filename=a.lua,hash=1,type=LUA;", "1"), ("a;b;c", "3"), (";;", nil), ("", nil)] as [(String, String?)]
  )
  func functions(_ list: String, _ count: String?) throws {
    #expect(try report(["udf-list": list]).json["udfs"] == count.map { .pairs(["num-udf-files": .string($0)]) })
  }

  @Test("two indexes of one name: the later one's counters, in the first one's place, as the old agent had it")
  func indexCollision() throws {
    let json = try report([
      "namespaces": "ns1;ns2", "namespace/ns2": "objects=1",
      "sindex": "ns=ns1:set=s:indexname=i:bin=b;ns=ns1:indexname=j;ns=ns2:set=s:indexname=i:bin=b;",
      "sindex/ns1/i": "keys=1", "sindex/ns1/j": "keys=2", "sindex/ns2/i": "keys=3",
    ]).json
    #expect(
      json["sindexes"]
        == .pairs([h("i"): .pairs(["keys": .string("3")]), h("j"): .pairs(["keys": .string("2")])]))
    #expect(json["sindexes"]?.objectValue?.keys == [h("i"), h("j")])
    #expect(json["sindex-metadata"]?.arrayValue?.count == 3)
    #expect(json[path: ["sindex-metadata", "2", "ns"]] == .string(h("ns2")))
  }

  @Test(
    "which histograms there are goes by the build",
    arguments: [
      ("3.9.1-166", ["latency", "throughput"]), ("4.9.0.37", ["latency", "throughput"]),
      ("5.0.9", ["latency", "throughput"]),
      ("5.1", ["latencies"]), ("8.0.0.15", ["latencies"]), ("10.0", ["latencies"]), ("", []), ("unknown", []),
    ])
  func histograms(_ build: String, _ kinds: [String]) throws {
    let json = try report(["build": build, "latency:hist={ns1}-read": nil]).json
    #expect(json[path: ["histograms", h("ns1")]]?.objectValue?.keys == kinds)
  }

  @Test("the host: memory as it is, the host's name hashed, serial numbers withheld")
  func host() throws {
    let json = try report().json
    #expect(json["meminfo"] == .pairs(["MemTotal": .string("24689668 kB"), "HugePages_Total": .string("0")]))
    #expect(json[path: ["system", "uname", "1"]] == .string(h(Identity.hostName())))
    #expect(json[path: ["dmi", "product_name"]] == .string("KVM"))
    for name in ["product_serial", "board_serial", "product_uuid", "chassis_asset_tag"] {
      #expect(json[path: ["dmi", name]] == .string("withheld"))
    }
    #expect(!(try report().text.contains("4711")))
  }

  @Test("paths of the storage are withheld; its settings are not")
  func storage() throws {
    let text =
      "storage-engine=device;storage-engine.file[0]=/data/a;storage-engine.file[0].used_bytes=7;"
      + "storage-engine.device[1]=/dev/sda;storage-engine.filesize=100;storage-engine.direct-files=false;"
      + "storage-engine.encryption-key-file=/k;index-type.mount[0]=/m;storage-engine.write-block-size=8"
    let json = try report(["namespace/ns1": text]).json[path: ["namespaces", h("ns1")]]
    for key in ["file[0]", "device[1]", "encryption-key-file"] {
      #expect(json?["storage-engine.\(key)"] == .string("withheld"), "\(key)")
    }
    #expect(json?["index-type.mount[0]"] == .string("withheld"))
    for (key, value) in [("filesize", "100"), ("direct-files", "false"), ("write-block-size", "8")] {
      #expect(json?["storage-engine.\(key)"] == .string(value), "\(key)")
    }
  }
}
