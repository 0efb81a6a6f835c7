import Platform
import Report
import TestSupport
import Testing

/// The whole program on a real storage cluster, as its administrator would use it.
@Suite(.enabled(if: RealCluster.isInstalled)) struct RealClusterJourneyTests {
  /// What differs from the module's report by intent: who sends it and when, and pseudonyms.
  private static let corrections: Set<String> = ["report_timestamp", "report_id"]

  @Test func `a daemon and the commands send the module's own report, but for the corrections`() throws {
    let cluster = try RealCluster.shared.get()
    let machine = try Machine(home: nil)
    try machine.configure(
      """
      [telemetry]
      command = ceph
      cluster-conf = \(cluster.configuration)
      url = \(machine.sink.url)/report
      device_url = \(machine.sink.url)/device

      """)
    let preview = try machine.must("preview", "--to", "report").json()
    #expect(preview["perf_counters"]?["osd.0"] != nil, "as if every channel were on")
    let daemon = try machine.daemon()
    #expect(machine.sink.count == 0, "nobody agreed yet")
    try machine.must("on", "report", "--license", "sharing-1-0")
    // Crashes are told once: what the first report has is compared here, the rest below.
    eventually("the first report arrived", within: 120) { machine.sink.count == 1 }
    let first = try JSONReader.parse(try #require(machine.sink.requests.first).body)
    #expect(first.text("report_id") == preview.text("report_id"))
    let module = try cluster.shown([])
    let crash = first["crashes"]?.arrayValue?.first
    #expect(crash?.objectValue?.keys == module["crashes"]?.arrayValue?.first?.objectValue?.keys)
    #expect(crash?["backtrace"] == module["crashes"]?.arrayValue?.first?["backtrace"])

    // Usage moves while the OSD writes: both are taken until they were taken in a still moment.
    var last: [String] = []
    let shown = try eventually(within: 120_000) { () throws -> [UInt8]? in
      let shown = try machine.must("show", "--to", "report").out
      last = try Self.differences(try cluster.shown([]), try JSONReader.parse(shown))
      return last.isEmpty ? shown : nil
    }
    let body = try #require(shown, "\(last)")
    let sent = try machine.must("send", "report", "--json").json()
    let request = try #require(machine.sink.requests.last)
    #expect(request.body == body && request.method == "PUT" && request.path == "/report")
    #expect(sent.text("result") == "sent" && sent.text("sha256") == sha256(body))

    let status = try machine.status()["destinations"]?.arrayValue?.first { $0.text("destination") == "report" }
    #expect(status?.text("state") == "on" && status?["last_result"]?.text("result") == "sent")
    #expect(status?["next_report"] != .null)
    try disks(machine, cluster)
    machine.stop(daemon)
    let fsid = try cluster.ask(["fsid"]).filter { !$0.isWhitespace }
    for text in machine.sink.requests.map(\.text) {
      for needle in RealCluster.needles + [fsid] { #expect(!text.contains(needle), "\(needle)") }
    }
    #expect(try machine.must("journal", "verify").status == 0)
  }

  /// An OSD in memory has no disk: the module has nothing to tell, and we have at most this host's own.
  private func disks(_ machine: Machine, _ cluster: RealCluster) throws {
    let module = try JSONReader.parse(try cluster.ask(["telemetry", "show-device"]))
    #expect(module.objectValue?.isEmpty == true)
    let before = machine.sink.count
    try machine.must("on", "device", "--license", "sharing-1-0")
    let sent = try machine.run("send", "device")
    if sent.status == 0 {
      #expect(machine.sink.requests.dropFirst(before).allSatisfy { $0.path == "/device" })
    } else {
      #expect(sent.err.contains("there is nothing to tell device") && machine.sink.count == before, "\(sent.err)")
    }
  }

  /// Keys of newer releases are added; the module of this one leaves the balancer's mode empty; a crash that was told
  /// is not told again.
  private static func differences(_ module: JSON, _ ours: JSON) throws -> [String] {
    JSONDifference.between(module, ours).filter { difference in
      if corrections.contains(difference.path) || difference.path.hasPrefix("crashes") { return false }
      return difference.kind != .added && difference.line != "~ balancer.mode:  -> upmap"
    }.map(\.line)
  }
}
