import CPlatform
import ClusterSource
import Glibc
import Platform
import Report
import TestSupport
import Testing

/// A cluster of one monitor, one manager and one OSD of this machine's own packages; it goes with its object, and at
/// the latest with this process.
final class RealCluster {
  private static let path = "/usr/bin:/usr/sbin:/bin"
  private static let script = InfoCaptures.packageRoot + "/.ci/ceph-cluster"

  static let isInstalled: Bool = {
    let missing = ["ceph", "ceph-mon", "ceph-mgr", "ceph-osd", "rbd"].filter {
      ClusterCommand.executable($0, path: path) == nil
    }
    guard !missing.isEmpty else { return true }
    print("NOT TESTED against a real cluster: \(missing.joined(separator: ", ")) not installed: run `make setup-test`")
    return false
  }()

  let command: ClusterCommand
  private let directory: String

  init() throws {
    directory = "/tmp/telemetry-cluster-\(getpid())-\(Hex.encode(try Randomness.bytes(4)))"
    command = try ClusterCommand.find(["ceph"], path: Self.path, configuration: directory + "/ceph.conf")
    try Self.start([Self.script, "up", directory, String(getpid())])
  }

  deinit { try? Self.start([Self.script, "down", directory]) }

  /// Runs a program to its end; what it says is shown when it fails. The daemons that it starts outlive it.
  private static func start(_ words: [String]) throws {
    let log = "/tmp/telemetry-cluster-\(getpid()).log"
    let raw = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { unlink(log) }
    let file = Descriptor(adopting: raw)
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    let pid = withExtendedLifetime(file) { cp_spawn_capturing(words[0], &pointers, file.raw) }
    var status: Int32 = 0
    while pid > 0, waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let said = (try? Files.readText(log)) ?? ""
    guard pid > 0, cp_exited(status) != 0, cp_exit_status(status) == 0 else {
      throw Explanation("\(words.joined(separator: " ")) failed", at: said)
    }
  }

  /// What a command of the cluster prints.
  @discardableResult
  func ask(_ words: [String], program: String? = nil, input: String? = nil) throws -> String {
    var output: [UInt8] = []
    let job = CommandJob(
      words.joined(separator: " "), program: program ?? command.program,
      arguments: ["--conf", command.configuration ?? ""] + words, input: input.map { Array($0.utf8) },
      milliseconds: 60_000
    ) { bytes in
      output += bytes
      return true
    }
    let ending = CommandRunner().run([job])[0]
    guard ending.way == .exited(0) else { throw Explanation("\(job.name) failed, \(ending.way)", at: ending.errors) }
    return String(decoding: output, as: UTF8.self)
  }

  func rbd(_ words: [String]) throws { try ask(words, program: command.blockDevices) }
}

@Suite("A real cluster", .enabled(if: RealCluster.isInstalled), .serialized)
struct RealClusterTests {
  private static let needles = ["secret-pool", "secret-image", "vault-7", "127.0.0.1", "secretsection"]

  private func options(_ channels: Set<Channel>, _ form: ReportForm) -> ClusterReportOptions {
    var options = ClusterReportOptions(
      head: ReportHead(reportID: "0", timestamp: .now(), channels: channels), cleaning: Replay.cleaning)
    options.form = form
    return options
  }

  @Test(
    "our report is the module's own of the same moment, key by key, but for the corrections; nothing private is in it")
  func sameAsModule() throws {
    let cluster = try RealCluster()
    try cluster.ask(["osd", "erasure-code-profile", "set", "secret-profile", "k=2", "m=1", "crush-failure-domain=osd"])
    try cluster.ask(["osd", "pool", "create", "secret-pool", "4", "4"])
    try cluster.ask(["osd", "pool", "application", "enable", "secret-pool", "rbd"])
    try cluster.ask(["osd", "pool", "create", "secret-pool-2", "1", "1", "erasure", "secret-profile"])
    try cluster.rbd(["create", "--size", "8M", "secret-pool/secret-image"])
    try cluster.ask(["config", "set", "osd", "osd_max_backfills", "2"])
    try cluster.ask(["config", "set", "client.secretsection", "rbd_cache", "false"])
    let crash =
      "{\"crash_id\":\"2026-11-20T03:04:05.678901Z_11111111-2222-4333-8444-555555555555\",\"timestamp\":"
      + "\"2026-11-20T03:04:05.678901Z\",\"entity_name\":\"mon.vault-7\",\"utsname_hostname\":\"vault-7\","
      + "\"ceph_version\":\"16.2.15\",\"process_name\":\"ceph-mon\",\"backtrace\":[\"gsignal()\",\"abort()\"]}"
    try cluster.ask(["crash", "post", "-i", "-"], input: crash)

    // Usage moves while the OSD writes: both are taken until they were taken in a still moment.
    var last: [String] = []
    let seen = try eventually(within: 60_000) { () throws -> ClusterReport? in
      let report = try ClusterReport.make(
        cluster.command, options([.basic, .crash], .classic), runner: CommandRunner())
      let shown = try cluster.ask(["telemetry", "show", "basic", "crash"])
      // A sentence about the device report follows it.
      var module = JSON.null, stream = JSONStream()
      try stream.take(Array(shown.utf8)) { if case .document(let json) = $0 { module = json } }
      last = differences(
        module, .object(report.json), except: ["report_timestamp", "report_id", "crashes.0.entity_name"])
      return last.isEmpty || last == ["~ balancer.mode:  -> upmap"] ? report : nil
    }
    let report = try #require(seen, "\(last)")
    #expect(report.unavailable.isEmpty && report.crashIDs.count == 1)
    let current = try ClusterReport.make(
      cluster.command, options([.basic, .crash, .perf], .current), runner: CommandRunner())
    #expect(current.json["perf_counters"]?["osd.0"]?["osd"]?["op"]?["value"] != nil)
    #expect(current.json["pools"]?.arrayValue?.contains { $0["application"] == .array([.string("rbd")]) } == true)
    let fsid = try cluster.ask(["fsid"]).filter { !$0.isWhitespace }
    for body in [report, current].map({ JSONWriter.text(.object($0.json)) }) {
      for needle in Self.needles + [fsid, Identity.hostName() + "\""] where needle.utf8.count > 3 {
        #expect(!body.contains(needle), "\(needle)")
      }
    }
    let devices = try cluster.command.deviceReport(
      hours: 24, now: .now(), store: PseudonymTable(), runner: CommandRunner())
    #expect(devices.unavailable.isEmpty)
    try readOnly(cluster)
    try faults(cluster.command)
  }

  /// With mon 'allow r' and mgr 'allow r' only the images of the pools are out of reach.
  private func readOnly(_ cluster: RealCluster) throws {
    let scratch = try Scratch()
    var reader = cluster.command
    reader.program = try scratch.write(
      "ceph", "#!/bin/sh\nexec '\(cluster.command.program)' --name client.reader \"$@\"\n", mode: 0o755)
    reader.blockDevices = try scratch.write(
      "rbd", "#!/bin/sh\nexec '\(cluster.command.blockDevices ?? "")' --name client.reader \"$@\"\n", mode: 0o755)
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
