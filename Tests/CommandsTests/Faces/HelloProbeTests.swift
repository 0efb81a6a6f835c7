import Platform
import ProbeClient
import Report
import TestSupport
import Testing

@testable import Commands

/// hprobe as a program, and what it says.
@Suite("hprobe") struct HelloProbeTests {
  private static let captures = InfoCaptures.packageRoot + "/../shared/fixtures/telemetrics/"

  @Test("it hands over a greeting, or a heartbeat with what was asked for")
  func sends() throws {
    let stage = try FaceStage()
    let greeting = try stage.run("hprobe", ["--config", stage.config])
    #expect(greeting.status == 0 && greeting.out == "Successfully sent record to daemon.\n", "\(greeting.err)")
    let first = try #require(try stage.message(1))
    #expect(first[.classification] == "org.clearlinux/hello/world" && first.payloadText == "hello\n")
    #expect(first[.severity] == "1" && first[.payloadFormatVersion] == "1" && first.configFile == nil)
    let heartbeat = try stage.run("hprobe", ["-Hlu", "-f", stage.config])
    #expect(heartbeat.status == 0, "\(heartbeat.err)")
    let second = try #require(try stage.message(2))
    #expect(second[.classification] == "org.clearlinux/heartbeat/ping" && second.configFile == stage.config)
    let lines = second.payloadText.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[0] == "hello" && lines[1] == "LC_ALL: C.UTF-8" && lines[3].isEmpty)
    #expect(lines[2].hasPrefix("uptime: ") && Int(lines[2].dropFirst(8)) != nil)
  }

  @Test("its payload has the lines of the old one", .enabled(if: Files.exists(captures)))
  func sameAsOld() throws {
    let old = try ProbeParts(try Files.read(Self.captures + "tm-socket-v243-hprobe-Hlu.bin"))
    let host = try Scratch()
    try host.write("proc/uptime", "1271.93 2000.00\n")
    let text = try Greeting(locale: false, uptime: true, bundles: false, root: host.path).text
    let lines = old.payloadText.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false) == lines.filter { !$0.hasPrefix("LC_ALL") })
  }

  @Test("bundles are listed by name; a list that is too long ends in dots and still fits")
  func bundles() throws {
    let host = try Scratch()
    for name in ["os-core", "editors", ".hidden", "caf\u{E9}"] {
      try host.write("usr/share/clear/bundles/\(name)", "")
    }
    let few = try Greeting(locale: false, uptime: false, bundles: true, root: host.path)
    #expect(few.text == "hello\n\nBundles (3):\ncaf?\neditors\nos-core\n")
    for number in 0..<500 { try host.write("usr/share/clear/bundles/bundle-with-a-long-name-\(number)", "") }
    let many = try Greeting(locale: false, uptime: false, bundles: true, root: host.path)
    #expect(many.text.hasPrefix("hello\n\nBundles (503):\n") && many.text.hasSuffix("\n..."))
    #expect(try many.record("a/b/c").payload.count <= 8192)
    #expect(throws: SystemError.self) {
      try Greeting(locale: false, uptime: false, bundles: true, root: host.path + "/nowhere")
    }
  }

  @Test("it says what failed, and ends with 1; an option it does not know is 64")
  func failures() throws {
    let stage = try FaceStage()
    let closed = try stage.run("hprobe", ["--config", stage.config], variables: ["TELEMETRICS_ETC": "/nonexistent"])
    #expect(closed.status == 1 && closed.out.isEmpty)
    #expect(closed.err.hasPrefix("Failed to send record to daemon: Connection refused: opt in "))
    let path = try stage.run("hprobe", ["-f", "relative"])
    #expect(path.status == 1 && path.err == "Configuration file path not valid\n")
    #expect(try stage.run("hprobe", ["-z"]).status == 64)
    #expect(stage.receiver.messages.isEmpty)
    stage.receiver.end()
    let refused = try stage.run("hprobe", ["--config", stage.config])
    #expect(refused.status == 1 && refused.err == "Failed to send record to daemon: Connection refused\n")
  }
}
