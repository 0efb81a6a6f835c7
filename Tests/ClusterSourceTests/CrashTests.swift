import ClusterSource
import Glibc
import Platform
import Report
import TestSupport
import Testing

@Suite("Crashes")
struct CrashTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// The crashes of metadata files as a host's daemons write them.
  private func read(_ metas: [String], hosts: Set<String> = []) throws -> (crashes: [Crash], unreadable: Int) {
    for (number, meta) in metas.enumerated() {
      try scratch.write("crash/\(number)/meta", meta)
      try scratch.write("crash/\(number)/done", "")
    }
    return CrashDirectory(scratch.path + "/crash").read(hosts: hosts, cleaning: Replay.cleaning)
  }

  private static func meta(_ id: String, _ more: String = "") -> String {
    "{\"crash_id\":\"\(id)\",\"entity_name\":\"osd.2\",\"utsname_hostname\":\"vault-7.corp\"\(more)}"
  }

  @Test("host names, addresses and ids are in no text of a crash; what tells of the fault stays")
  func cleaned() throws {
    let meta = """
      {"crash_id": "2026-11-20T03:04:05.678901Z_1111", "entity_name": "mgr.vault-7.corp.abcdef",
       "utsname_hostname": "vault-7.corp", "assert_msg": "f() on vault-7 port 6800 to VAULT-7.corp and other-host.lan",
       "assert_line": 221, "process_args": ["--public-addr", "10.1.2.3", "--id", "vault-7.corp.abcdef"],
       "backtrace": ["(MonMap::add(mon_info_t const&)+0x2c1) [0x55d0c4b8e111]", "at vault-7:1"],
       "extra": {"deep": "02:fc:00:00:00:01 on vault-7.corp.example.com"}, "stack_sig": "97b4", "os_name": "Debian"}
      """
    let found = try read([meta], hosts: ["other-host"])
    let crash = try #require(found.crashes.first?.json)
    #expect(crash["utsname_hostname"] == nil)
    #expect(crash["entity_name"] == .string("mgr." + String(repeating: "0", count: 40)))
    #expect(crash["assert_msg"] == .string("f() on <host> port 6800 to <host> and <host>"))
    #expect(
      crash["process_args"] == .array(["--public-addr", "<address>", "--id", "<host>"].map(JSON.string)))
    #expect(
      crash["backtrace"]
        == .array([.string("(MonMap::add(mon_info_t const&)+0x2c1) [0x55d0c4b8e111]"), .string("at <host>:1")]))
    #expect(crash["extra"]?["deep"] == .string("<mac> on <host>"))
    #expect(crash["assert_line"] == .int(221) && crash["stack_sig"] == .string("97b4"))
  }

  @Test(
    "a daemon's id is all that stands behind the first dot",
    arguments: [
      ("osd.2", "osd.68ad603c3a0c44d68ee61a87778d01745eab05d2"), ("client.rgw.a.b", "client."), ("nodot", ""),
      ("mon.", "mon."), (".x", ".63ff8bb9b9e34e0f367570f6cfbd8fb2bad4fc70"),
    ])
  func entities(_ name: String, _ wanted: String) throws {
    let json = "{\"crash_id\":\"a\",\"entity_name\":\"\(name)\"}"
    // An id that the captured cluster did not have becomes forty zeros.
    let expected = wanted.count < 40 ? wanted + String(repeating: "0", count: 40) : wanted
    #expect(try read([json]).crashes.first?.json["entity_name"] == .string(expected))
  }

  @Test("of a module's trace only places in files stay, also in a chain of exceptions, also when it is empty")
  func modules() throws {
    let trace =
      "[\"  File \\\"/usr/share/a.py\\\", line 1\", \"OSError: vault\", \"  File \\\"b.py\\\", line 2\", \"KeyError: 'x'\"]"
    let found = try read([
      Self.meta("a", ",\"mgr_module\":\"dashboard\",\"backtrace\":\(trace)"),
      Self.meta("b", ",\"mgr_module\":\"dashboard\",\"backtrace\":[]"),
      Self.meta("c", ",\"mgr_module\":\"dashboard\",\"backtrace\":\"none\""), Self.meta("d", ",\"mgr_module\":\"x\""),
    ])
    #expect(
      found.crashes.first?.json["backtrace"]
        == .array(
          ["  File \"/usr/share/a.py\", line 1", Crash.redacted, "  File \"b.py\", line 2", Crash.redacted]
            .map(JSON.string)))
    #expect(found.crashes.count == 4 && found.crashes[1].json["backtrace"] == .array([]))
  }

  @Test("a crash without host name or with odd members is sent; one without an id is counted, and costs no other")
  func odd() throws {
    let found = try read([
      "{\"crash_id\":\"a\"}", "{\"crash_id\":\"b\",\"entity_name\":5,\"backtrace\":{\"x\":[null,true]}}", "[]", "{}",
      "{\"crash_id\":\"../../x\"}", "{\"crash_id\":7}", "not JSON", "",
    ])
    #expect(found.crashes.map(\.id) == ["a", "b"] && found.unreadable == 6)
    #expect(found.crashes[1].json["entity_name"] == .null)
  }

  @Test("the host's directory is read with what was posted, but not what is still being written")
  func directory() throws {
    try scratch.write("crash/posted/2/meta", Self.meta("two"))
    try scratch.write("crash/posted/2/done", "")
    try scratch.write("crash/3/meta", Self.meta("three"))
    let found = try read([Self.meta("one")])
    #expect(found.crashes.map(\.id) == ["one", "two"] && found.unreadable == 0)
    #expect(CrashDirectory("/nonexistent").read(cleaning: Replay.cleaning).crashes.isEmpty)
  }

  @Test("each crash goes once to a destination that has it, and every time where the old way is asked for")
  func selection() throws {
    let crashes = try read([Self.meta("c"), Self.meta("a"), Self.meta("b"), Self.meta("a", ",\"again\":1")]).crashes
    #expect(CrashSelection.all.of(crashes).map(\.id) == ["a", "b", "c"])
    #expect(CrashSelection.notYetSent(["a", "z"]).of(crashes).map(\.id) == ["b", "c"])
    #expect(CrashSelection.all.of(crashes)[0].json["again"] == nil)
  }

  @Test(
    "a report carries the crashes that are chosen, of the cluster and of this host",
    .enabled(if: StoneCaptures.areThere))
  func inReport() throws {
    let replay = try Replay()
    _ = try read([
      Self.meta("2026-01-01T00:00:00Z_x", ",\"assert_msg\":\"seen by storage-node-2 and by OWN-host\""), "{",
    ])
    let directory = CrashDirectory(scratch.path + "/crash")
    let all = try replay.report([.crash]) {
      $0.crashDirectory = directory
      $0.hostName = "own-host.corp"
    }
    #expect(all.crashIDs.count == 4 && all.crashIDs.first == "2026-01-01T00:00:00Z_x")
    // The cluster said that a host is called so.
    #expect(all.json["crashes"]?.arrayValue?[0]["assert_msg"] == .string("seen by <host> and by <host>"))
    #expect(all.unavailable == ["crashes": "1 of them unreadable"])
    let sent = Set(all.crashIDs.dropLast())
    let rest = try replay.report([.crash]) { $0.crashes = .notYetSent(sent) }
    #expect(rest.crashIDs == Array(all.crashIDs.suffix(1)) && rest.json["crashes"]?.arrayValue?.count == 1)
    try replay.answer(
      "crash ls", "echo '[{\"crash_id\":\"a\"},{\"nothing\":1},7,{\"crash_id\":\"b\",\"entity_name\":\"a.b.c\"}]'")
    let odd = try replay.report([.crash])
    #expect(odd.crashIDs == ["a", "b"] && odd.unavailable == ["crashes": "2 of them unreadable"])
  }
}
