import ClusterSource
import Glibc
import Platform
import Report
import TestSupport
import Testing

@Suite("A cluster that answers badly", .enabled(if: StoneCaptures.areThere))
struct BadAnswerTests {
  private let replay: Replay
  init() throws { replay = try Replay() }

  /// The sections of a report that has all of them.
  private static let sections = [
    "created", "mon", "config", "rbd", "pools", "osd", "crush", "fs", "metadata", "hosts", "usage", "services", "rgw",
    "balancer", "crashes",
  ]

  private func fault(_ words: String, _ script: String) throws -> CommandFault? {
    try replay.answer(words, script)
    do throws(CommandFault) {
      _ = try ClusterReport.make(
        replay.command, ClusterReportOptions(head: Replay.head([.basic]), cleaning: Replay.cleaning),
        runner: CommandRunner())
      return nil
    } catch {
      return error
    }
  }

  @Test("a command that is not installed is named, with what to do")
  func missing() throws {
    let error = #expect(throws: CommandFault.self) { try ClusterCommand.find(path: "/nonexistent") }
    #expect(error == .missing(["stone", "ceph"]))
    #expect(
      error?.explanation.line
        == "the cluster's command is not installed: stone, ceph: install it, or name it with [telemetry] command")
    #expect(error?.explanation.exit == .unavailable)
  }

  @Test("stone comes before ceph, and a path before PATH")
  func find() throws {
    let scratch = try Scratch()
    for name in ["ceph", "stone"] { try scratch.write("bin/\(name)", "#!/bin/sh\n", mode: 0o755) }
    let path = "/nonexistent:\(scratch.path)/bin"
    #expect(try ClusterCommand.find(path: path).program == scratch.path + "/bin/stone")
    #expect(try ClusterCommand.find([scratch.path + "/bin/ceph"], path: "").program == scratch.path + "/bin/ceph")
    chmod(scratch.path + "/bin/stone", 0o644)
    // Root may execute what anybody may; a file that nobody may execute is none.
    #expect(try ClusterCommand.find(path: path).program == scratch.path + "/bin/ceph")
  }

  @Test("without monitors, key or configuration there is one clear fault, and nothing more is asked")
  func hopeless() throws {
    try replay.answer("osd dump", "touch '\(replay.scratch.path)/asked'; exit 1")
    #expect(try fault("mon dump", "echo 'timed out' >&2; exit 1") == .unreachable("mon dump"))
    #expect(
      try fault("mon dump", "echo '[errno 13] RADOS permission denied (error connecting to the cluster)' >&2; exit 13")
        == .refused("mon dump"))
    #expect(
      try fault("mon dump", "echo \"Error initializing cluster client: ObjectNotFound('conf_read_file')\" >&2; exit 1")
        == .noConfiguration("mon dump"))
    #expect(!Files.exists(replay.scratch.path + "/asked"))
    for fault in [CommandFault.unreachable("mon dump"), .refused("x"), .noConfiguration("x")] {
      #expect(fault.explanation.remedy != nil && fault.explanation.exit != .failed)
    }
  }

  @Test(
    "a query that fails takes its own sections out of the report and says why; the others are as ever",
    arguments: [
      ("osd crush dump", ["crush"]), ("osd dump", ["pools", "osd", "rbd", "usage.pg_num"]), ("fs dump", ["fs"]),
      ("df detail", ["usage"]), ("config dump", ["config"]), ("service dump", ["services", "hosts.num"]),
      ("balancer status", ["balancer"]), ("osd metadata", ["metadata.osd", "hosts"]), ("mon dump", ["created", "mon"]),
      ("mgr metadata", ["hosts"]), ("crash ls", ["crashes"]), ("ls rbdpool", ["rbd"]),
      ("mirror pool info basepool", ["rbd"]), ("tell mds.m perf dump", ["fs.counters"]),
    ])
  func alone(_ words: String, _ sections: [String]) throws {
    let whole = try replay.report([.basic, .crash])
    for script in [
      "echo 'Error EINVAL: bad host storage-node-1' >&2; exit 22", "printf '{\"epoch\":1,\"osds\":[{\"osd\":0'",
    ] {
      try replay.answer(words, script)
      let report = try replay.report([.basic, .crash])
      #expect(Set(sections).isSubset(of: report.unavailable.keys), "\(script): \(report.unavailable)")
      for section in sections where !section.contains(".") { #expect(report.json[section] == nil, "\(section)") }
      let others = Self.sections.filter { section in
        !sections.contains { $0 == section || $0.hasPrefix(section + ".") } && section != "config"
          && !(section == "rgw" && words == "service dump") && !(section == "fs" && words == "fs dump")
      }
      for section in others { #expect(report.json[section] == whole.json[section], "\(section) after \(script)") }
      let said = JSONWriter.text(report.json["unavailable"] ?? .null)
      #expect(!said.contains("storage-node") && !said.contains("/"), "\(said)")
      #expect(!report.faults.isEmpty)
    }
  }

  @Test(
    "answers of another type take out no more than their sections",
    arguments: [
      "[]", "{}", "[1,\"x\",null,[[]]]",
      "{\"mons\":5,\"osds\":{\"a\":1},\"pools\":\"x\",\"services\":[1],\"stats\":[]}",
    ])
  func otherTypes(_ answer: String) throws {
    let commands = [
      "mon dump", "osd dump", "osd crush dump", "fs dump", "df detail", "config dump", "service dump",
      "balancer status",
      "osd metadata", "mon metadata", "mgr metadata", "mds metadata", "crash ls", "config show mon.a", "pg dump",
    ]
    for words in ["mon dump", "osd dump", "osd metadata"] {
      try replay.answer(words, "echo '\(answer)'")
      let report = try replay.report([.basic, .crash])
      #expect(report.json["report_id"] != nil && report.json.count > 15, "\(words)")
      unlink(replay.scratch.path + "/overrides/" + words.replacing(" ", with: "-"))
    }
    for words in commands { try replay.answer(words, "echo '\(answer)'") }
    #expect(try replay.report([.basic, .crash, .perf], form: .current).json["report_id"] != nil)
  }

  @Test(
    "what is no list where a list is wanted counts for none: its sections are left out and named",
    arguments: [
      ("osd dump", #"{"osds":7,"pools":"x"}"#, ["osd", "pools", "rbd", "usage.pg_num"]),
      ("osd dump", #"{"osds":{"a":1},"pools":{}}"#, ["osd", "pools", "rbd", "usage.pg_num"]),
      ("osd crush dump", #"{"devices":3,"buckets":[],"choose_args":{}}"#, ["crush"]),
      ("config dump", "{}", ["config"]), ("crash ls", #"{"a":1}"#, ["crashes"]),
      ("osd metadata", "{}", ["hosts", "metadata.osd"]), ("mgr metadata", "{}", ["hosts"]),
      ("balancer status", "[]", ["balancer"]),
    ])
  func noLists(_ words: String, _ answer: String, _ sections: [String]) throws {
    try replay.answer(words, "echo '\(answer)'")
    let report = try replay.report([.basic, .crash])
    #expect(report.unavailable.keys.sorted() == sections, "\(report.unavailable)")
    for section in sections where !section.contains(".") { #expect(report.json[section] == nil, "\(section)") }
  }

  @Test("noise before an answer and behind it is skipped")
  func noise() throws {
    let file = StoneCaptures.queries + "/osd-dump.json"
    try replay.answer("osd dump", "echo 'WARNING: old client'; echo '[warn] {'; cat '\(file)'; echo 'See {also}'")
    #expect(try replay.report([.basic]).unavailable.isEmpty)
  }

  @Test("an empty answer and a command that is killed are faults like others")
  func emptyAndKilled() throws {
    try replay.answer("osd crush dump", "")
    try replay.answer("df detail", "kill -9 $$")
    #expect(
      try replay.report([.basic]).unavailable == [
        "crush": "the answer is not valid JSON", "usage": "the command was ended by signal 9",
      ])
  }

  @Test("a manager that hangs costs only what it alone knows")
  func silentManager() throws {
    var hung = replay
    hung.command.milliseconds = 1500
    for words in ["service dump", "balancer status", "crash ls", "config show mon.a"] {
      try hung.answer(words, "sleep 300")
    }
    let report = try hung.report([.basic, .crash])
    #expect(report.unavailable["services"] == "no answer within 1500 ms")
    #expect(report.unavailable["crashes"] == "the manager does not answer")
    #expect(report.unavailable["config.active_changed"] == "the manager does not answer")
    #expect(report.json["pools"] != nil && report.json["config"]?["cluster_changed"] != nil)
    #expect(report.json["config"]?["active_changed"] == nil && report.json["crashes"] == nil)
    #expect(report.json["hosts"]?["num_with_osd"] == .int(2))
  }

  @Test("with a key that may only read, what needs more is left out and said")
  func readOnly() throws {
    let refusal = "echo 'Error EACCES: problem getting command descriptions from mds.m' >&2; exit 13"
    try replay.answer("tell mds.m perf dump", refusal)
    try replay.answer("ls rbdpool", "echo 'rbd: listing images failed: (1) Operation not permitted' >&2; exit 1")
    let report = try replay.report([.basic])
    #expect(
      report.unavailable == ["fs.counters": "not permitted with this key", "rbd": "not permitted with this key"])
    let system = try #require(report.json["fs"]?["filesystems"]?.arrayValue?.first)
    #expect(system["max_mds"] == .int(1) && system["files"] == nil && system["num_sessions"] == nil)
  }

  @Test("without rbd there is no section rbd, and that is said")
  func noRBD() throws {
    var bare = replay
    bare.command.blockDevices = nil
    #expect(try bare.report([.basic]).unavailable == ["rbd": "the command is missing"])
  }

  @Test("an OSD that never ran, a monitor without addresses and a placeholder of a service count for nothing more")
  func oddDaemons() throws {
    let metadata = StoneCaptures.queries + "/osd-metadata.json"
    try replay.answer("osd metadata", "sed 's/]$/,{\"id\":3},7,null]/' '\(metadata)'")
    let services =
      "{\"services\":{\"mds\":{\"daemons\":{\"summary\":\"\",\"a\":{\"metadata\":{}}}},\"rgw\":{\"daemons\":{\"summary\":"
      + "\"1 of gateway-1\",\"1\":{\"metadata\":{}},\"2\":7,\"3\":{\"metadata\":{\"zone_id\":\"z\",\"hostname\":\"h\"}}}}}}"
    try replay.answer("service dump", "echo '\(services)'")
    let report = try replay.report([.basic])
    #expect(report.json["metadata"]?["osd"]?["arch"] == .pairs(["x86_64": .int(3)]))
    #expect(report.json["services"] == .pairs(["mds": .int(1), "rgw": .int(1)]))
    #expect(
      report.json["rgw"]
        == .pairs([
          "summary": .string("withheld"), "count": .int(1), "zones": .int(1), "zonegroups": .int(0),
          "frontends": .array([]),
        ]))
  }

  @Test("a manager's own options lose its name")
  func managerOptions() throws {
    try replay.answer(
      "config dump",
      "echo '[{\"name\":\"mgr/dashboard/vault-7.corp/server_addr\"},{\"name\":\"mgr/balancer/mode\"},{\"x\":1},3]'")
    #expect(
      try replay.report([.basic]).json["config"]?["cluster_changed"]
        == .array([.string("mgr/balancer/mode"), .string("mgr/dashboard/server_addr")]))
  }

  @Test("of a large cluster only some daemons are asked for their options, and that is said")
  func someDaemons() throws {
    let report = try replay.report([.basic]) { $0.mostConfigurations = 5 }
    #expect(report.unavailable == ["config.active_changed": "from 5 of 8 daemons"])
    #expect(report.json["config"]?["active_changed"]?.arrayValue?.isEmpty == false)
  }

  @Test("nothing is asked when no channel needs it")
  func nothing() throws {
    let report = try replay.report([.ident, .device])
    #expect(report.json["channels"] == .array([.string("device"), .string("ident")]) && report.json["mon"] == nil)
  }
}
