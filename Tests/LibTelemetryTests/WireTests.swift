import Glibc
import Platform
import Report
import TestSupport
import Testing

/// What comes to the service, byte by byte.
@Suite("What libtelemetry writes") struct WireTests {
  private static let captures = Shell.packageRoot + "/../shared/fixtures/telemetrics/"
  private static let event = "0123456789abcdef0123456789abcdef"

  /// The message one record comes to.
  private func message(_ installed: Installation, _ words: [String]) throws -> ProbeParts {
    let reporter = try installed.compile("reporter")
    let receiver = try ProbeReceiver(installed.socket)
    let outcome = installed.run(reporter, words + ["send"])
    try #require(outcome.output.hasSuffix("send 0\n"), "\(outcome.output)")
    return try ProbeParts(try #require(receiver.messages(1).first))
  }

  @Test(
    "the same calls on the same host give the bytes the old library wrote, but for time, kernel and id",
    .enabled(if: Files.exists(captures)),
    arguments: [
      ("record-gen-all-options", ["create", "4", "a/b/c", "7", "payload", "x", "event", event]),
      ("record-gen-empty-payload", ["create", "1", "a/b/empty", "1", "payload", ""]),
      ("hprobe", ["create", "1", "org.clearlinux/hello/world", "1", "payload", "hello\n"]),
      (
        "hprobe-with-f-CFG",
        ["config", "CONFIG", "create", "1", "org.clearlinux/hello/world", "1", "payload", "hello\n"]
      ),
    ])
  func sameAsOld(capture: String, words: [String]) throws {
    let installed = try Installation()
    let config = "\(installed.root)/etc/telemetrics/telemetrics.conf"
    var ours = try message(installed, words.map { $0 == "CONFIG" ? config : $0 })
    let old = try ProbeParts(try Files.read("\(Self.captures)tm-socket-v243-\(capture).bin"))
    #expect((ours.configFile == nil) == (old.configFile == nil))
    #expect(ours.configFile.map { $0 == config } ?? true)
    ours.configFile = old.configFile
    for name in ["creation_timestamp", "kernel_version"] + (words.contains(Self.event) ? [] : ["event_id"]) {
      let index = try #require(ours.headers.firstIndex { $0.name == name })
      ours.headers[index].value = try #require(old.headers.first { $0.name == name }).value
    }
    #expect(ours == old)
  }

  @Test("headers come in order, with this kernel, this moment, an id of their own, and a severity in range")
  func headers() throws {
    let installed = try Installation()
    let before = Timestamp.now().seconds
    let low = try message(installed, ["create", "0", "a/b/c", "4294967295", "payload", "x"])
    let high = try message(installed, ["create", "9", "a/b/c", "0"])
    #expect(low.headers.map(\.name) == ProbeHeader.allCases.map(\.name))
    #expect((before...Timestamp.now().seconds).contains(Int64(low[.creationTimestamp]) ?? 0))
    let kernel = try installed.succeed("uname -r; uname -m").split(separator: "\n").map(String.init)
    #expect([low[.kernelVersion], low[.architecture]] == kernel)
    #expect(low[.machineID] == "FFFFFFFF" && low[.recordFormatVersion] == "4")
    #expect(low[.severity] == "1" && high[.severity] == "4")
    #expect(low[.payloadFormatVersion] == "4294967295" && high[.payloadFormatVersion] == "0")
    #expect(low[.eventID].count == 32 && low[.eventID] != high[.eventID])
    #expect(high.payload.isEmpty)
  }

  @Test("the facts of the host are whole: blanks, quotes and long names are kept")
  func facts() throws {
    let installed = try Installation()
    let firmware = [
      "sys_vendor": "QEMU\n", "product_name": "Standard PC (Q35 + ICH9, 2009)\n", "product_version": " \n",
      "board_name": String(repeating: "n", count: 200) + "\n", "board_vendor": "", "bios_version": "1.2\u{1B}[3\n",
    ]
    for (name, text) in firmware { try installed.scratch.write("root/sys/class/dmi/id/\(name)", text) }
    try installed.scratch.write(
      "root/proc/cpuinfo",
      "processor\t: 0\nmodel name\t: Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz\n\nprocessor\t: 1\nmodel name\t: other\n")
    try installed.scratch.write(
      "root/usr/lib/os-release", "NAME=\"x\"\nID=\"a b\"\nVERSION_ID=\"12 (long)\" \nVARIANT_ID=server")
    // Distributions ship it as a link.
    try installed.succeed("ln -s ../usr/lib/os-release \(installed.root)/etc/os-release")
    let found = try message(installed, ["create", "1", "a/b/c", "1"])
    #expect(found[.hostType] == "QEMU|Standard PC (Q35 + ICH9, 2009)|blank")
    #expect(found[.boardName] == String(repeating: "n", count: 200) + "|blank")
    #expect(found[.biosVersion] == "1.2 [3")
    #expect(found[.cpuModel] == "Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz")
    #expect(found[.build] == "\"12 (long)\"")
    #expect(found[.systemName] == "\"a b\"_server")
  }

  @Test("a host that says nothing of itself has a word in every header")
  func noFacts() throws {
    let installed = try Installation()
    try installed.succeed("rm \(installed.root)/usr/lib/os-release")
    try installed.scratch.write("root/proc/cpuinfo", "model name\t: \n")
    let found = try message(installed, ["create", "1", "a/b/c", "1"])
    #expect(found[.build] == "0" && found[.systemName] == "unknown" && found[.cpuModel] == "blank")
    #expect(found[.hostType] == "no_sv_file|no_pn_file|no_pvr_file")
    #expect(found[.boardName] == "no_bn_file|no_bv_file" && found[.biosVersion] == "no_bv_file")
    try installed.scratch.write("root/etc/os-release", "ID=\nVERSION_ID=\n")
    let empty = try message(installed, ["create", "1", "a/b/c", "1"])
    #expect(empty[.build] == "0" && empty[.systemName] == "unknown")
  }

  @Test("8192 bytes of payload come whole, one more is cut, and the second payload is the one that counts")
  func payloads() throws {
    let installed = try Installation()
    let full = [UInt8](repeating: UInt8(ascii: "x"), count: 8192)
    #expect(try message(installed, ["create", "1", "a/b/c", "1", "payload", "*8192"]).payload == full)
    #expect(try message(installed, ["create", "1", "a/b/c", "1", "payload", "*8193"]).payload == full)
    let second = ["create", "1", "a/b/c", "1", "payload", "first", "payload", "second", "payload", "\u{7F}"]
    #expect(try message(installed, second).payloadText == "second")
    #expect(try message(installed, ["create", "1", "a/b/c", "1"]).payload.isEmpty)
  }

  @Test("a record can be sent again, under the same id")
  func again() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let receiver = try ProbeReceiver(installed.socket)
    let words = ["create", "1", "a/b/c", "1", "payload", "x", "send", "send", "event", Self.event, "send"]
    #expect(installed.run(reporter, words).status == 0)
    let messages = try receiver.messages(3).map { try ProbeParts($0) }
    #expect(messages.count == 3 && messages[0] == messages[1])
    #expect(messages.last?[.eventID] == Self.event)
  }

  @Test("a message too long for the service is refused, not sent to be dropped")
  func tooLong() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let receiver = try ProbeReceiver(installed.socket)
    for name in ["sys_vendor", "product_name", "product_version", "board_name", "board_vendor", "bios_version"] {
      try installed.scratch.write("root/sys/class/dmi/id/\(name)", String(repeating: "v", count: 4000))
    }
    let text = "[settings]\nsocket_path=\(installed.socket)\n"
    let directory = "deep/" + (0..<14).map { _ in String(repeating: "d", count: 250) }.joined(separator: "/")
    let deep = try installed.scratch.write("\(directory)/telemetrics.conf", text)
    let words = ["config", deep, "create", "1", "a/b/c", "1", "payload", "*8192", "send", "payload", "x", "send"]
    let results = installed.run(reporter, words).output
    #expect(results == "config 0\ncreate 0\npayload 0\nsend -90\npayload 0\nsend 0\n")
    #expect(try receiver.messages(1).map { try ProbeParts($0).payloadText } == ["x"])
  }
}
