import ClusterSource
import Platform
import Report
import TestSupport
import Testing

extension RealCluster {
  fileprivate var command: ClusterCommand {
    get throws { try ClusterCommand.find(["ceph"], path: Self.path, configuration: configuration) }
  }
}

@Suite("A real cluster", .enabled(if: RealCluster.isInstalled), .serialized)
struct RealClusterTests {
  private func options(_ channels: Set<Channel>, _ form: ReportForm) -> ClusterReportOptions {
    var options = ClusterReportOptions(
      head: ReportHead(reportID: "0", timestamp: .now(), channels: channels), cleaning: Replay.cleaning)
    options.form = form
    return options
  }

  @Test(
    "our report is the module's own of the same moment, key by key, but for the corrections; nothing private is in it")
  func sameAsModule() throws {
    let cluster = try RealCluster.shared.get(), command = try cluster.command

    // Usage moves while the OSD writes: both are taken until they were taken in a still moment.
    var last: [String] = []
    let seen = try eventually(within: 60_000) { () throws -> ClusterReport? in
      let report = try ClusterReport.make(
        command, options([.basic, .crash], .classic), runner: CommandRunner())
      last = differences(
        try cluster.shown(["basic", "crash"]), .object(report.json),
        except: ["report_timestamp", "report_id", "crashes.0.entity_name"])
      return last.isEmpty || last == ["~ balancer.mode:  -> upmap"] ? report : nil
    }
    let report = try #require(seen, "\(last)")
    #expect(report.unavailable.isEmpty && report.crashIDs.count == 1)
    let current = try ClusterReport.make(
      command, options([.basic, .crash, .perf], .current), runner: CommandRunner())
    #expect(current.json["perf_counters"]?["osd.0"]?["osd"]?["op"]?["value"] != nil)
    #expect(current.json["pools"]?.arrayValue?.contains { $0["application"] == .array([.string("rbd")]) } == true)
    // Debian builds the daemons without tcmalloc.
    #expect(current.json["heap_stats"] != nil || current.unavailable["heap_stats"] == "not supported by the daemons")
    let fsid = try cluster.ask(["fsid"]).filter { !$0.isWhitespace }
    for body in [report, current].map({ JSONWriter.text(.object($0.json)) }) {
      for needle in RealCluster.needles + [fsid, Identity.hostName() + "\""] where needle.utf8.count > 3 {
        #expect(!body.contains(needle), "\(needle)")
      }
    }
    let devices = try command.deviceReport(
      hours: 24, now: .now(), store: PseudonymTable(), runner: CommandRunner())
    #expect(devices.unavailable.isEmpty)
    try readOnly(command)
    try faults(command)
  }

  /// With mon 'allow r' and mgr 'allow r' only the images of the pools are out of reach.
  private func readOnly(_ command: ClusterCommand) throws {
    let scratch = try Scratch()
    var reader = command
    reader.program = try scratch.write(
      "ceph", "#!/bin/sh\nexec '\(command.program)' --name client.reader \"$@\"\n", mode: 0o755)
    reader.blockDevices = try scratch.write(
      "rbd", "#!/bin/sh\nexec '\(command.blockDevices ?? "")' --name client.reader \"$@\"\n", mode: 0o755)
    let report = try ClusterReport.make(reader, options([.basic, .crash], .classic), runner: CommandRunner())
    #expect(report.unavailable == ["rbd": "not permitted with this key"])
  }

  private func faults(_ command: ClusterCommand) throws {
    var stranger = command
    stranger.configuration = "/nonexistent/ceph.conf"
    #expect(throws: CommandFault.noConfiguration("mon dump")) {
      try ClusterReport.make(stranger, options([.basic], .classic), runner: CommandRunner())
    }
    let scratch = try Scratch()
    let text = try Files.readText(command.configuration ?? "")
    let silent = text.replacing(/mon_host = .*/, with: "mon_host = 127.0.0.1:1")
    stranger.configuration = try scratch.write("ceph.conf", silent)
    stranger.connectTimeout = 1
    #expect(throws: CommandFault.unreachable("mon dump")) {
      try ClusterReport.make(stranger, options([.basic], .classic), runner: CommandRunner())
    }
    try scratch.write("keyring", "[client.admin]\n\tkey = AQBsAABqAAAAABAAAAAAAAAAAAAAAAAAAAAAAA==\n")
    let refused = text.replacing(/keyring = .*/, with: "keyring = \(scratch.path)/keyring")
    stranger.configuration = try scratch.write("refused.conf", refused)
    stranger.connectTimeout = 5
    #expect(throws: CommandFault.refused("mon dump")) {
      try ClusterReport.make(stranger, options([.basic], .classic), runner: CommandRunner())
    }
  }
}
