import CollectorTestSupport
import Foundation

/// The real agent on a machine of its own: a node that answers as a captured one did, a storage cluster's commands that
/// answer likewise, everything sent to one port.
final class Agent {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  /// Where the agent is built; `TELEMETRY_TUI_BUILD` names another place.
  static let programs = ProcessInfo.processInfo.environment["TELEMETRY_TUI_BUILD"] ?? root + "/.build/debug"
  static let isBuilt = ["telemetry-tui", "telemetry-deliver", "demo-peers"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: programs + "/" + $0)
  }
  /// What a real cluster's commands answered; only where the captures are.
  static let captures = root + "/../shared/fixtures/stone/queries"
  static let hasCluster = FileManager.default.fileExists(atPath: captures + "/COMMANDS.tsv")

  let path: String
  private let peers = Process()
  private let peersInput = Pipe()
  private var daemon: Process?

  init(port: Int, protocol form: String) throws {
    path = FileManager.default.temporaryDirectory.path + "/agent-\(UUID().uuidString.prefix(8))"
    for part in ["bin", "overrides", "etc"] {
      try FileManager.default.createDirectory(atPath: "\(path)/\(part)", withIntermediateDirectories: true)
    }
    let output = Pipe()
    peers.executableURL = URL(fileURLWithPath: Self.programs + "/demo-peers")
    peers.standardInput = peersInput
    peers.standardOutput = output
    try peers.run()
    var said = ""
    while !said.contains("sink ") {
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { throw Link.Failure.cut }
      said += String(decoding: piece, as: UTF8.self)
    }
    let node = said.split(separator: "\n").first { $0.hasPrefix("node ") }?.dropFirst(5) ?? ""
    for program in ["ceph", "rbd"] {
      let script =
        "#!/bin/sh\nexec '\(Self.root)/Tests/Peers/cluster-replay' \(program) '\(Self.captures)' '\(path)/overrides' \"$@\"\n"
      try write("bin/\(program)", script)
      chmod("\(path)/bin/\(program)", 0o755)
    }
    try write("overrides/ls-cachepool", "echo '[]'\n")
    try write("overrides/mirror-pool-info-cachepool", "echo '{\"mode\":\"disabled\"}'\n")
    try write("etc/opt-in", "")
    try write(
      "telemetry.conf",
      """
      [asd]
      host = 127.0.0.1
      port = \(node)
      [main]
      home-url = http://127.0.0.1:\(port)/telemetry/v1
      [settings]
      server = http://127.0.0.1:\(port)/\(form == "json" ? "v3" : "v2")/collector
      protocol = \(form)
      socket_path = \(path)/probe
      [telemetry]
      url = http://127.0.0.1:\(port)/report
      device_url = http://127.0.0.1:\(port)/device
      command = ceph

      """)
    symlink(Self.programs + "/telemetry-tui", path + "/telem-record-gen")
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  deinit {
    for process in [daemon, peers].compactMap(\.self) {
      process.terminate()
      if !waits(15, until: { !process.isRunning }) { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
    }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Ends with what the command came to.
  @discardableResult func run(
    _ arguments: [String], program: String = "telemetry-tui"
  ) throws -> (code: Int32, output: String, errors: String) {
    let process = try make(arguments, program)
    let output = Pipe()
    let errors = "\(path)/errors"
    try Data().write(to: URL(fileURLWithPath: errors))
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text, try String(contentsOfFile: errors, encoding: .utf8))
  }

  /// Serves in the background from now on, and hears what programs hand over.
  func serve() throws {
    let process = try make(["--daemon"], "telemetry-tui")
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    daemon = process
    guard waits(until: { FileManager.default.fileExists(atPath: "\(path)/probe") }) else { throw Link.Failure.cut }
  }

  private func make(_ arguments: [String], _ program: String) throws -> Process {
    let process = Process()
    let isFace = program != "telemetry-tui"
    process.executableURL = URL(fileURLWithPath: isFace ? "\(path)/\(program)" : "\(Self.programs)/\(program)")
    process.arguments = ["--config", "\(path)/telemetry.conf", "--state-dir", "\(path)/state"] + arguments
    process.environment = [
      "PATH": "\(path)/bin:/usr/bin:/bin", "HOME": path, "TMPDIR": path, "TELEMETRICS_ETC": "\(path)/etc",
      "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
    ]
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
