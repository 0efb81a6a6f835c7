import Demo
import Platform
import Report
import TestSupport
import Testing

/// A machine whose storage cluster is a captured one: `ceph` and `rbd` answer as it did, but where a test says
/// otherwise. Both reports go to the sink.
struct ClusterStage {
  let machine: Machine

  init(
    settings: String = "", report: String? = nil, device: String? = nil,
    respond: @Sendable @escaping (SinkRequest) -> SinkResponse = { _ in .ok }
  ) throws {
    machine = try Machine(home: nil, respond: respond)
    try machine.configure(
      """
      [telemetry]
      url = \(report ?? machine.sink.url + "/report")
      device_url = \(device ?? machine.sink.url + "/device")
      \(settings)

      """)
    let script = InfoCaptures.packageRoot + "/Tests/Peers/cluster-replay"
    try Files.makeDirectory(machine.path + "/overrides")
    try Files.makeDirectory(machine.path + "/bin")
    for program in ["ceph", "rbd"] {
      try Files.create(
        "\(machine.path)/bin/\(program)",
        with: Array(
          "#!/bin/sh\nexec '\(script)' \(program) '\(StoneCaptures.queries)' '\(machine.path)/overrides' \"$@\"\n".utf8),
        mode: 0o755)
    }
    machine.variables["PATH"] = machine.path + "/bin:" + machine.searchPath
    try answer("ls cachepool", "echo '[]'")
    try answer("mirror pool info cachepool", "echo '{\"mode\":\"disabled\"}'")
  }

  /// What the shell does in place of a command's answer.
  func answer(_ words: String, _ script: String) throws {
    try machine.write("overrides/" + words.replacing(/[ \/]/, with: "-"), script + "\n")
  }

  /// Agrees to both reports.
  func agree() throws { try machine.must("on", "report", "device", "--license", "sharing-1-0") }

  func requests(_ path: String) -> [SinkRequest] { machine.sink.requests.filter { $0.path == path } }

  /// The part of `status --json` of a destination.
  func status(_ destination: String) throws -> JSON {
    let all = try machine.status()["destinations"]?.arrayValue ?? []
    return try #require(all.first { $0.text("destination") == destination })
  }
}
