import Foundation
import Testing

/// What is installed beside the program, held against the program.
@Suite struct DocumentTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
  }

  private struct Help: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }
    struct Argument: Decodable { var names: [Name]? }
    struct Command: Decodable {
      var commandName: String
      var arguments: [Argument]?
      var subcommands: [Command]?
    }
    var command: Command
  }

  private func all(_ command: Help.Command) -> [Help.Command] {
    [command] + (command.subcommands ?? []).flatMap(all)
  }

  @Test("every command and option is in the manual page and in the completions of each shell")
  func complete() throws {
    let dump = try Collector.run(["--experimental-dump-help"])
    let help = try JSONDecoder().decode(Help.self, from: Data(dump.output.utf8))
    let commands = all(help.command).filter { !["help", "telemetry-collector"].contains($0.commandName) }
    #expect(Set(commands.map(\.commandName)).isSuperset(of: ["check-config", "user", "backup", "import", "purge"]))
    let page = try text("man/telemetry-collector.8")
    let scripts = try ["telemetry-collector.bash", "_telemetry-collector", "telemetry-collector.fish"].map {
      try text("completions/" + $0)
    }
    for command in commands {
      let word = command.commandName
      #expect(
        page.contains("Cm \(word)") || page.contains(" \(word) Ar") || page.contains("Cm user \(word)"), "\(word)")
      for script in scripts { #expect(script.contains(word), "\(word)") }
    }
    let names = Set(all(help.command).flatMap { $0.arguments ?? [] }.flatMap { $0.names ?? [] }.map(\.name))
    for name in names where name.count > 1 && !["help", "version"].contains(name) {
      #expect(page.contains("Fl -\(name)"), "--\(name)")
      for script in scripts { #expect(script.contains(name), "--\(name)") }
    }
  }

  @Test(
    "the unit is one that systemd takes, and exposes little",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"), "systemd is missing"))
  func unit() throws {
    let directory = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appendingPathComponent("telemetry-collector.service")
    try text("Collector/config/telemetry-collector.service")
      .replacingOccurrences(of: "@bindir@", with: Collector.program.deletingLastPathComponent().path)
      .replacingOccurrences(of: "@sysconfdir@", with: "/etc").write(to: file, atomically: true, encoding: .utf8)
    let verified = try systemd(["verify", "--man=no", file.path])
    #expect(verified.isEmpty, "\(verified)")
    let judged = try systemd(["security", "--offline=true", file.path])
    let last = try #require(judged.split(separator: "\n").last { $0.contains("exposure level") })
    let score = try #require(last.split(separator: " ").compactMap { Double($0) }.last)
    #expect(score <= 1.5)
  }

  private func systemd(_ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/systemd-analyze")
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": "", "LANG": "C.UTF-8"]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
