import Glibc
import Platform
import Report
import TestSupport
import Testing

/// From nothing to both reports of a storage cluster, and back.
@Suite(.enabled(if: StoneCaptures.areThere)) struct ClusterJourneyTests {
  @Test func `a preview needs no consent, sends nothing, and is JSON alone`() throws {
    let stage = try ClusterStage()
    let report = try stage.machine.must("preview", "--to", "report").json()
    #expect(report["osd"]?["count"]?.intValue == 3 && report["crashes"]?.arrayValue?.isEmpty == false)
    #expect(report["perf_counters"] != nil && report["contact"] != nil, "as if every channel were on")
    #expect(try stage.machine.must("preview", "--to", "report", "crash").json()["osd"] == nil)
    let devices = try stage.machine.must("preview-device").json().objectValue
    #expect(devices?.count == 2)
    let shown = try stage.machine.run("show", "--to", "report")
    #expect(shown.status == 77 && shown.out.isEmpty && shown.err.contains("on report --license sharing-1-0"))
    #expect(try stage.machine.run("send", "report").status == 77)
    #expect(stage.machine.sink.count == 0)
    #expect(try stage.machine.must("explain", "osd.count").text.contains("number of OSDs"))
  }

  @Test func `without the licence nobody has agreed`() throws {
    let stage = try ClusterStage()
    for words in [
      ["on", "report"], ["on", "device", "--license", "sharing-1-1"], ["send", "report", "--license", ""],
    ] {
      let outcome = try stage.machine.run(words)
      #expect(outcome.status == 77 && outcome.err.contains("sharing-1-0"), "\(words): \(outcome.err)")
    }
    #expect(try stage.status("report").text("state") == "off" && stage.machine.sink.count == 0)
  }

  @Test func `what is shown is what is sent, byte for byte, by PUT`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    let shown = try stage.machine.must("show", "--to", "report")
    let sent = try stage.machine.must("send", "report", "--json").json()
    let request = try #require(stage.requests("/report").first)
    #expect(
      request.method == "PUT" && request.body == shown.out && request.header("Content-Type") == "application/json")
    #expect(sent.text("sha256") == sha256(shown.out) && sent.text("classification") == "cluster/report/full")
    try stage.machine.must("send", "device")
    let devices = stage.requests("/device")
    #expect(devices.count == 2 && devices.allSatisfy { $0.method == "PUT" }, "one request a host")
    let id = try shown.json().text("report_id")
    #expect(!id.isEmpty && devices.allSatisfy { !$0.text.contains(id) }, "nothing joins the two")
    #expect(try stage.machine.must("diff", "--to", "report").status == 0)
  }

  @Test func `a daemon reports at once after consent, plans the next, and a restart does not repeat it`() throws {
    let stage = try ClusterStage()
    let daemon = try stage.machine.daemon()
    #expect(stage.machine.sink.count == 0)
    try stage.agree()
    eventually("both reports arrived", within: 60) {
      stage.requests("/report").count == 1 && stage.requests("/device").count == 2
    }
    let status = try stage.status("report")
    let next = try #require(Timestamp(iso8601: status.text("next_report")))
    let wait = Double(next - .now()) / 3_600_000
    #expect(wait > 22.7 && wait < 25.3, "a day, a twentieth more or less")
    #expect(status.text("missing").contains("rook"), "what could not be asked is said")
    stage.machine.stop(daemon)
    let again = try stage.machine.daemon()
    _ = try stage.status("report")
    stage.machine.stop(again)
    #expect(stage.requests("/report").count == 1 && stage.requests("/device").count == 2)
    #expect(try stage.status("report").text("state") == "on")
  }

  @Test func `a send while a daemon runs is the daemon's, and a console sends exactly what it showed`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    let daemon = try stage.machine.daemon()
    eventually("the first reports arrived", within: 60) { stage.machine.sink.count == 3 }
    #expect(try stage.machine.must("send", "report", "--json").json().text("result") == "sent")
    #expect(try stage.machine.must("send", "device", "--json").json().arrayValue?.count == 2)
    let script = try stage.machine.write(
      "script", "resize 120x40\nwait-idle\nkey 3\nwait may leave\nkey s\nwait-idle\nkey Enter\nwait-idle\nquit\n")
    try stage.machine.must("--script", script)
    eventually("what the console sent arrived") { stage.requests("/report").count == 3 }
    #expect(stage.requests("/device").count == 4)
    stage.machine.stop(daemon)
    #expect(try stage.machine.must("journal", "verify").status == 0)
  }

  @Test func `each crash is told once, and pseudonyms stay the same`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    try stage.machine.must("send", "report")
    try stage.machine.must("send", "report")
    try stage.machine.must("send", "device")
    try stage.machine.must("send", "device")
    let reports = try stage.requests("/report").map { try JSONReader.parse($0.body) }
    #expect(reports.map { $0["crashes"]?.arrayValue?.count } == [3, 0])
    #expect(reports[0].text("report_id") == reports[1].text("report_id"))
    let disks = try stage.requests("/device").map { try JSONReader.parse($0.body).objectValue?.keys ?? [] }
    #expect(disks.count == 4 && disks[0] == disks[2] && disks[1] == disks[3])
  }

  @Test func `a crash whose report was refused is told again`() throws {
    let stage = try ClusterStage { _ in .json(400, "{}") }
    try stage.agree()
    #expect(try stage.machine.run("send", "report").status == 1)
    let shown = try stage.machine.must("show", "--to", "report").json()
    #expect(shown["crashes"]?.arrayValue?.count == 3)
  }

  @Test func `classic tells every crash every time, without the newer keys`() throws {
    let stage = try ClusterStage(settings: "\n[main]\nreport-format = classic")
    try stage.agree()
    try stage.machine.must("send", "report")
    try stage.machine.must("send", "report")
    let reports = try stage.requests("/report").map { try JSONReader.parse($0.body) }
    #expect(reports.map { $0["crashes"]?.arrayValue?.count } == [3, 3])
    #expect(reports[0]["leaderboard_description"] == nil)
  }

  @Test func `nothing that names the cluster, its hosts or disks is in a sealed body`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    try stage.machine.must("channel", "on", "perf")
    try stage.answer(
      "crash ls",
      """
      cat <<'END'
      [{"crash_id":"2026-11-20T01:02:03.000000Z_11111111-2222-4333-8444-555555555555","entity_name":"mon.needle-host",
      "utsname_hostname":"needle-host.corp.example.com","timestamp":"2026-11-20T01:02:03.000000Z","stack_sig":"ab",
      "assert_msg":"on needle-host from 203.0.113.77:6789 nic 02:fc:00:aa:bb:cc in /home/needle/x by needle@example.com",
      "backtrace":["(f()+0x1) [0x2]"],"ceph_version":"16.2.15"}]
      END
      """)
    try stage.machine.must("send", "report")
    try stage.machine.must("send", "device")
    let captured = try ["osd-dump", "mon-dump", "device-ls", "fs-dump", "osd-metadata"].map {
      try JSONReader.parse(try Files.read("\(StoneCaptures.queries)/\($0).json"))
    }
    var needles: Set<String> = ["needle", "203.0.113.77", "02:fc:00:aa:bb:cc"]
    for json in captured { Needles.collect(json, into: &needles) }
    #expect(needles.count > 15, "\(needles)")
    for body in stage.machine.sink.requests.map(\.text) {
      for needle in needles { #expect(!body.contains(needle), "\(needle) leaves") }
    }
  }

  @Test func `a channel that is switched off leaves at once, also from what waits`() throws {
    let stage = try ClusterStage { _ in .json(503, "") }
    try stage.agree()
    #expect(try stage.machine.run("send", "report").status == 75)
    let off = try stage.machine.must("channel", "off", "crash")
    #expect(off.text.contains("1 waiting record was withdrawn"))
    let shown = try stage.machine.must("show", "--to", "report").json()
    #expect(shown["crashes"] == nil && shown["osd"] != nil)
    try stage.machine.must("channel", "off", "basic")
    let nothing = try stage.machine.run("send", "report")
    #expect(nothing.status != 0 && nothing.err.contains("every channel of the report is off"))
    #expect(try stage.status("report").text("reason").contains("every channel of the report is off"))
  }

  @Test func `rules hide in the cluster's reports as in any other`() throws {
    let stage = try ClusterStage(
      settings: "\n[privacy]\nredact.osd.count = withhold\nredact.usage.* = coarsen\nredact.device.*.asctime = withhold"
    )
    let preview = try stage.machine.must("preview", "--to", "report")
    let report = try preview.json()
    #expect(report["osd"]?.text("count") == "withheld" && report["mon"]?["count"]?.intValue == 1)
    #expect(preview.err.contains("redact.osd.count") && preview.err.contains("hid 1 field"))
    let devices = String(decoding: try stage.machine.must("preview-device").out, as: UTF8.self)
    #expect(!devices.contains("\"asctime\": \"Sat"))
  }

  @Test func `Stone's own names of settings are taken, and its switch holds the reports back`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    try stage.machine.must("config", "set", "mgr", "mgr/telemetry/interval", "72")
    #expect(try stage.machine.run("config", "set", "mgr", "mgr/telemetry/interval", "7").status != 0)
    try stage.machine.must("config", "set", "mgr", "mgr/telemetry/contact", "jane@example.com")
    try stage.machine.must("config", "set", "mgr", "mgr/telemetry/enabled", "false")
    let held = try stage.machine.run("send", "report")
    #expect(held.status == 77 && held.err.contains("enabled = false"))
    #expect(try stage.status("device").text("state") == "held")
    try stage.machine.must("config", "unset", "telemetry.enabled")
    let preview = try stage.machine.must("preview", "--to", "report", "ident")
    #expect(try preview.json().text("contact") == "jane@example.com")
    #expect(preview.err.contains("contact looks like an e-mail address"))
    #expect(try stage.machine.must("show", "--to", "report").json()["contact"] == nil, "the channel ident is off")
  }

  @Test func `do not track wins over consent`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    stage.machine.variables["DO_NOT_TRACK"] = "1"
    #expect(try stage.machine.run("send", "report").status == 77)
    #expect(try stage.machine.run("--daemon", "--once").status == 0)
    #expect(stage.machine.sink.count == 0)
  }

  @Test func `one round of a daemon sends both, the next one nothing`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    try stage.machine.must("--daemon", "--once")
    #expect(stage.requests("/report").count == 1 && stage.requests("/device").count == 2)
    try stage.machine.must("--daemon", "--once")
    #expect(stage.machine.sink.count == 3)
  }
}

/// Texts of the captured cluster that must not be found in what leaves.
enum Needles {
  private static let keys: Set<String> = [
    "fsid", "uuid", "pool_name", "fs_name", "hostname", "addr", "devid", "host", "front_addr", "back_addr",
  ]

  static func collect(_ json: JSON, into needles: inout Set<String>) {
    if let object = json.objectValue {
      for (key, value) in object {
        if keys.contains(key), let text = value.stringValue, text.count > 4, text != "0.0.0.0:0/0" {
          needles.insert(key == "devid" ? text.split(separator: "_").last.map(String.init) ?? text : text)
        }
        collect(value, into: &needles)
      }
    }
    for item in json.arrayValue ?? [] { collect(item, into: &needles) }
  }
}
