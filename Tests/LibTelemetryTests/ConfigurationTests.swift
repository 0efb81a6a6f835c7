import Platform
import TestSupport
import Testing

/// Which socket a record goes to.
@Suite("The configuration libtelemetry reads") struct ConfigurationTests {
  /// Text of a file, and whether the socket it names is found. `SOCKET` stands for the path.
  static let texts: [(text: String, isFound: Bool)] = [
    ("[settings]\nsocket_path=SOCKET\n", true),
    ("# c\n; c\n\n  [settings]  \n\t socket_path \t=  SOCKET \t\r\n", true),
    ("[other]\nno separator here\n  continued: x\nsocket_path=/nowhere\n[settings]\nsocket_path=SOCKET", true),
    ("[settings]\nserver=https://x/\nsocket_path=/nowhere\nsocket_path=SOCKET\n[main]\nsocket_path=/x\n", true),
    ("[settings]\nSocket_Path: SOCKET\n", true),
    ("[settings]\nsocket_path=SOCK\\ET\n", true),
    ("[settings]\nsocket_path=\n", false), ("[settings]\n", false), ("", false),
  ]

  @Test("socket_path of the section settings counts, in the forms the agent reads")
  func forms() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let receiver = try ProbeReceiver(installed.socket)
    var expected = 0
    for (text, isFound) in Self.texts {
      let parts = text.split(separator: "SOCKET", omittingEmptySubsequences: false)
      let whole = parts.joined(separator: installed.socket)
      let spliced = whole.split(separator: "SOCK\\ET", omittingEmptySubsequences: false)
      let file = try installed.scratch.write(
        "x.conf", spliced.joined(separator: "\\" + installed.socket.dropLast() + "\\t"))
      let outcome = installed.run(reporter, ["config", file, "create", "1", "a/b/c", "1", "send"])
      // Anything else means the default, which this machine may have or not.
      if isFound {
        expected += 1
        #expect(outcome.output.hasSuffix("send 0\n"), "\(text): \(outcome.output)")
      } else {
        #expect(!outcome.output.hasSuffix("send -22\n"), "\(text): \(outcome.output)")
      }
      #expect(receiver.messages(expected).count == expected, "\(text)")
    }
  }

  @Test(
    "a file that cannot be understood is -22, and the program goes on",
    arguments: [
      "socket_path=/run/x\n", "[settings\n", "[settings]\nnonsense\n", "[settings]\n=x\n",
      "[settings]\nsocket_path=relative\n",
    ])
  func unreadable(text: String) throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let file = try installed.scratch.write("x.conf", text)
    let outcome = installed.run(reporter, ["config", file, "create", "1", "a/b/c", "1", "send", "send"])
    #expect(outcome.output == "config 0\ncreate 0\nsend -22\nsend -22\n")
  }

  @Test("a path that fits no socket address is -36, a file that went away is -2")
  func faults() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let long = "[settings]\nsocket_path=/" + String(repeating: "x", count: 107) + "\n"
    let file = try installed.scratch.write("x.conf", long)
    let words = ["config", file, "create", "1", "a/b/c", "1", "send"]
    #expect(installed.run(reporter, words).output.hasSuffix("send -36\n"))
  }

  @Test("the agent's own file comes before telemetrics-client's, and its drop-ins after it by name")
  func order() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let words = ["create", "1", "a/b/c", "1", "send"]
    func write(_ name: String, _ socket: String) throws {
      try installed.scratch.write("root/etc/\(name)", "[main]\n x\n[settings]\nsocket_path = \(socket)\n")
    }
    let receiver = try ProbeReceiver(installed.socket)
    try write("telemetry-tui/telemetry.conf", "/nowhere/own")
    #expect(installed.run(reporter, words).output == "create 0\nsend -2\n")
    try write("telemetry-tui/telemetry.conf.d/20-b.conf", installed.socket)
    try write("telemetry-tui/telemetry.conf.d/10-a.conf", "/nowhere/a")
    try write("telemetry-tui/telemetry.conf.d/30-c.conf.old", "/nowhere/c")
    try write("telemetry-tui/telemetry.conf.d/.40.conf", "/nowhere/d")
    #expect(installed.run(reporter, words).output == "create 0\nsend 0\n")
    try write("telemetrics/telemetrics.conf", "/nowhere/old")
    #expect(installed.run(reporter, words).output == "create 0\nsend 0\n")
    #expect(receiver.messages(2).count == 2)
  }
}
