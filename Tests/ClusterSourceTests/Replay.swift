import ClusterSource
import Glibc
import Platform
import Report
import TestSupport

/// A cluster command that answers as the captured cluster did, but where a test says otherwise.
struct Replay {
  let scratch: Scratch
  var command: ClusterCommand

  init(queries: String = StoneCaptures.queries) throws {
    scratch = try Scratch()
    let script = InfoCaptures.packageRoot + "/Tests/Peers/cluster-replay"
    let overrides = scratch.path + "/overrides"
    try Files.makeDirectory(overrides)
    for program in ["ceph", "rbd"] {
      try scratch.write(
        "bin/\(program)", "#!/bin/sh\nexec '\(script)' \(program) '\(queries)' '\(overrides)' \"$@\"\n", mode: 0o755)
    }
    command = try ClusterCommand.find(path: scratch.path + "/bin")
    try answer("ls cachepool", "echo '[]'")
    try answer("mirror pool info cachepool", "echo '{\"mode\":\"disabled\"}'")
  }

  /// What the shell does in place of a command's answer.
  func answer(_ words: String, _ script: String) throws {
    try scratch.write("overrides/" + words.replacing(/[ \/]/, with: "-"), script + "\n")
  }

  func report(
    _ channels: Set<Channel> = [.basic, .crash, .device, .ident], form: ReportForm = .classic,
    _ change: (inout ClusterReportOptions) -> Void = { _ in }
  ) throws -> ClusterReport {
    var options = ClusterReportOptions(head: Self.head(channels), cleaning: Self.cleaning)
    options.form = form
    change(&options)
    return try ClusterReport.make(command, options, runner: CommandRunner())
  }

  func devices(at moment: String, _ store: PseudonymTable = PseudonymTable()) throws -> DeviceReport {
    guard let now = Timestamp(iso8601: moment) else { throw Explanation("no moment", at: moment) }
    return try command.deviceReport(hours: 24, now: now, store: store, runner: CommandRunner())
  }

  static func head(_ channels: Set<Channel>) -> ReportHead {
    var head = ReportHead(
      reportID: "84f60ea2-004a-451c-ace5-4d5bb5fab7c8", timestamp: Timestamp(milliseconds: 1_795_243_643_533),
      channels: channels)
    head.leaderboard = true
    head.description = "My first Ceph cluster"
    head.contact = "John Doe <john.doe@example.com>"
    head.organization = "ACME Research"
    return head
  }

  /// SHA-1 of salt, id, salt under the captured cluster's salt, as its module made them.
  private static let captured = [
    "mon-host.corp.example.com": "e9aac92403f06686ef38083192e11d038bdb431a",
    "x": "63ff8bb9b9e34e0f367570f6cfbd8fb2bad4fc70", "2": "68ad603c3a0c44d68ee61a87778d01745eab05d2",
  ]

  static let cleaning = Cleaning(
    entity: { captured[$0] ?? String(repeating: "0", count: 40) },
    text: { withoutAddresses($0) })

  /// A stand-in for the caller's detectors: dotted quads, MAC addresses and UUIDs, each a word of its own.
  static func withoutAddresses(_ text: String) -> String {
    text.replacing(/[0-9]{1,3}(\.[0-9]{1,3}){3}/, with: "<address>")
      .replacing(/[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}/, with: "<mac>")
      .replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "<uuid>")
  }
}

/// Leaves that differ, as lines without the differences of paths that begin so.
func differences(_ before: JSON, _ after: JSON, except: [String] = []) -> [String] {
  JSONDifference.between(before, after).filter { difference in
    !except.contains { difference.path == $0 || difference.path.hasPrefix($0 + ".") }
  }.map(\.line)
}

extension JSON {
  /// The value of an object's first member.
  var firstMember: JSON? { objectValue.flatMap { $0.first { _ in true }?.value } }
}
