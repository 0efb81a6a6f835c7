import Platform
import Report
import TestSupport
import Testing

/// telem-record-gen as a program.
@Suite("telem-record-gen") struct RecordGeneratorTests {
  private static let event = "0123456789abcdef0123456789abcdef"

  @Test("all its options come over the wire, whichever way they are written")
  func options() throws {
    let stage = try FaceStage()
    let ways = [
      ["-c", "a/b/c", "-s", "4", "-R", "7", "-e", Self.event, "-p", "x", "--config", stage.config],
      ["-ca/b/c", "-s4", "-R7", "-e\(Self.event)", "-px", "--config=\(stage.config)"],
      [
        "--class=a/b/c", "--sev", "4", "--record-v=7", "--event-id", Self.event, "--payload=x", "--config",
        stage.config,
      ],
    ]
    for (index, way) in ways.enumerated() {
      let outcome = try stage.run("telem-record-gen", way)
      #expect(outcome.status == 0 && outcome.out.isEmpty && outcome.err.isEmpty, "\(way): \(outcome.err)")
      let message = try #require(try stage.message(index + 1))
      #expect(message[.classification] == "a/b/c" && message[.severity] == "4" && message[.eventID] == Self.event)
      #expect(message[.payloadFormatVersion] == "7" && message.payloadText == "x" && message.configFile == nil)
    }
    let sub = try stage.run(
      "telemetry-tui", ["--config", stage.config, "telem-record-gen", "-c", "a/b/c", "-p", "--json"])
    #expect(sub.status == 0, "\(sub.err)")
    #expect(try stage.message(4)?.payloadText == "--json")
  }

  @Test("a configuration of its own names the socket, and goes along with the record")
  func configuration() throws {
    let stage = try FaceStage()
    for (index, option) in ["-f", "--config-file", "--config_file"].enumerated() {
      let outcome = try stage.run("telem-record-gen", ["-c", "a/b/c", "-p", "x", option, stage.config])
      #expect(outcome.status == 0, "\(outcome.err)")
      #expect(try stage.message(index + 1)?.configFile == stage.config)
    }
    for path in ["telemetrics.conf", stage.scratch.path, "/no/such/file"] {
      let outcome = try stage.run("telem-record-gen", ["-c", "a/b/c", "-p", "x", "-f", path])
      #expect(outcome.status == 1 && outcome.err == "Configuration file path not valid\n", "\(path)")
    }
    let bad = try stage.scratch.write("bad.conf", "socket_path=/x\n")
    let outcome = try stage.run("telem-record-gen", ["-c", "a/b/c", "-p", "x", "-f", bad])
    #expect(outcome.status == 78 && outcome.err.hasPrefix("telem-record-gen: ") && outcome.err.contains("\(bad):1"))
  }

  @Test("the payload comes from the file before the text, and from standard input without both")
  func payloads() throws {
    let stage = try FaceStage()
    let file = try stage.scratch.write("payload", "from the file\n")
    let base = ["-c", "a/b/c", "--config", stage.config]
    #expect(try stage.run("telem-record-gen", base + ["-p", "text", "-P", file]).status == 0)
    #expect(try stage.message(1)?.payloadText == "from the file\n")
    #expect(try stage.run("telem-record-gen", base, input: "from input\n\n").status == 0)
    #expect(try stage.message(2)?.payloadText == "from input\n\n")
    #expect(try stage.run("telem-record-gen", base + ["-p", ""], input: "unread").status == 0)
    #expect(try stage.message(3)?.payload == [])
    let full = String(repeating: "x", count: 8192)
    let exact = try stage.run("telem-record-gen", base, input: full)
    #expect(exact.status == 0 && exact.err.isEmpty)
    #expect(try stage.message(4)?.payloadText == full)
    let cut = try stage.run("telem-record-gen", base, input: full + "y")
    #expect(cut.status == 0 && cut.err.hasPrefix("telem-record-gen: payload cut to 8192 bytes: "))
    #expect(try stage.message(5)?.payloadText == full)
  }

  @Test("echo prints the fifteen lines, the payload and a line feed, and needs no opt-in without posting")
  func echo() throws {
    let stage = try FaceStage()
    let outcome = try stage.run(
      "telem-record-gen", ["-on", "-c", "a/b/c", "-p", "one\ntwo"], variables: ["TELEMETRICS_ETC": "/nonexistent"])
    #expect(outcome.status == 0 && outcome.err.isEmpty)
    let lines = outcome.out.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.prefix(15).map { String($0.prefix { $0 != ":" }) } == ProbeHeader.allCases.map(\.name))
    #expect(lines[3] == "machine_id: FFFFFFFF")
    #expect(lines.dropFirst(15) == ["one", "two", ""])
    #expect(stage.receiver.messages.isEmpty)
  }

  /// Wrong arguments, and the old program's words for them.
  static let wrong: [(words: [String], says: String)] = [
    ([], "Error: Classification required. See --help."),
    (["-c", ""], "Error: Valid size for classification is 1-122 chars"),
    (["-c", String(repeating: "x", count: 123)], "Error: Valid size for classification is 1-122 chars"),
    (["-c", "é/b/c"], "Error: Non-ascii characters detected in classification - aborting"),
    (
      ["-c", "a/\(String(repeating: "x", count: 41))/c"],
      "Error: Classification strings between slashes should have at most 40 chars"
    ),
    (["-c", "a/b"], "Error: Classification needs to be in most/to/least specific format, 2 '/' required."),
    (["-c", "a/b/c\n"], "Error: Control characters detected in classification - aborting"),
    (["-c", "a/b/c", "-s", "high"], "Invalid severity number. Must be an integer"),
    (["-c", "a/b/c", "-s", "5"], "Error: Valid range for severity is 1-4"),
    (["-c", "a/b/c", "-s", "-1"], "Error: Valid range for severity is 1-4"),
    (["-c", "a/b/c", "-R", "x"], "Invalid record-version number. Must be an integer"),
    (["-c", "a/b/c", "-R", "4294967296"], "Error: Valid range for record-version is 0-4294967295"),
    (["-c", "a/b/c", "-e", "abc"], "Error: event_id length 3 it should have 32 characters"),
    (
      ["-c", "a/b/c", "-e", "0123456789ABCDEF0123456789abcdef"],
      "Error: event_id contains invalid character 'A' at position 10, valid characters are 0123456789abcdef"
    ),
    (["-c", "a/b/c", "-P", "/no/such"], "Error: file /no/such could not be opened for reading"),
  ]

  @Test("wrong arguments are told in the old words", arguments: wrong)
  func words(words: [String], says: String) throws {
    let stage = try FaceStage()
    let outcome = try stage.run("telem-record-gen", words + ["--config", stage.config])
    #expect(outcome.status == 1 && outcome.out.isEmpty)
    #expect(outcome.err == says + "\n")
    #expect(stage.receiver.messages.isEmpty)
  }

  @Test(
    "an option that is none, that could be two, or that lacks its value is one line and 64",
    arguments: [["-x"], ["--nonsense"], ["--e", "x"], ["-c"], ["--class"], ["--echo=1"], ["extra"], ["--="]])
  func usage(words: [String]) throws {
    let stage = try FaceStage()
    let outcome = try stage.run("telem-record-gen", ["-c", "a/b/c", "-p", "x", "--config", stage.config] + words)
    #expect(outcome.status == 64 && outcome.out.isEmpty, "\(outcome.err)")
    #expect(outcome.err.hasPrefix("telem-record-gen: ") && outcome.err.split(separator: "\n").count == 1)
    #expect(stage.receiver.messages.isEmpty)
  }

  @Test("without opt-in, without a service, and with bytes that are no text it says which it is")
  func failures() throws {
    let stage = try FaceStage()
    let base = ["-c", "a/b/c", "--config", stage.config]
    let bytes = try stage.run("telem-record-gen", base + ["-p", "a\u{1B}[31m"])
    #expect(bytes.status == 1 && bytes.err.contains("0x1b") && !bytes.err.utf8.contains(0x1B))
    let closed = try stage.run("telem-record-gen", base + ["-p", "x"], variables: ["TELEMETRICS_ETC": "/nonexistent"])
    #expect(closed.status == 1)
    #expect(
      closed.err == "Unable to send record. Make sure to opt-in to telemetry first 'telemctl opt-in'\n")
    stage.receiver.end()
    let refused = try stage.run("telem-record-gen", base + ["-p", "x"])
    #expect(refused.status == 1 && refused.err == "Failed to get socket fd: Connection refused\n")
    let missing = try stage.run(
      "telem-record-gen", base + ["-p", "x"], variables: ["TELEMETRY_TUI_SETTINGS_SOCKET_PATH": "/no/such/socket"])
    #expect(missing.status == 1 && missing.err == "Failed to get socket fd: No such file or directory\n")
    #expect(stage.receiver.messages.isEmpty)
  }

  @Test("help and version are no errors")
  func asked() throws {
    let stage = try FaceStage()
    for option in ["-V", "--version", "--vers"] {
      let outcome = try stage.run("telem-record-gen", [option])
      #expect(outcome.status == 0 && outcome.out == Version.number + "\n", "\(option)")
    }
    for option in ["-h", "--help"] {
      let outcome = try stage.run("telem-record-gen", [option])
      #expect(outcome.status == 0 && outcome.out.contains("USAGE: telem-record-gen"), "\(option)")
    }
  }
}
