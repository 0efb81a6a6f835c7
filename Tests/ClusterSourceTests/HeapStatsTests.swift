import Glibc
import Platform
import Report
import TestSupport
import Testing

@testable import ClusterSource

@Suite("What tcmalloc says of a daemon's memory")
struct HeapStatsTests {
  /// As gperftools prints it, behind the daemon's name.
  static func text(_ daemon: String, use: String = "82265456") -> String {
    """
    \(daemon) tcmalloc heap stats:------------------------------------------------
    MALLOC:       \(use) (   78.5 MiB) Bytes in use by application
    MALLOC: +            0 (    0.0 MiB) Bytes in page heap freelist
    MALLOC: +      1453864 (    1.4 MiB) Bytes in central cache freelist
    MALLOC: +      1076736 (    1.0 MiB) Bytes in transfer cache freelist
    MALLOC: +      7103600 (    6.8 MiB) Bytes in thread cache freelists
    MALLOC: +      2752512 (    2.6 MiB) Bytes in malloc metadata
    MALLOC:   ------------
    MALLOC: =     94652168 (   90.3 MiB) Actual memory used (physical + swap)
    MALLOC: +      1843200 (    1.8 MiB) Bytes released to OS (aka unmapped)
    MALLOC:   ------------
    MALLOC: =     96495368 (   92.0 MiB) Virtual address space used
    MALLOC:
    MALLOC:           4967              Spans in use
    MALLOC:             38              Thread heaps in use
    MALLOC:           8192              Tcmalloc page size
    ------------------------------------------------
    Call ReleaseFreeMemory() to release freelist memory to the OS (via madvise()).
    Bytes released to the OS take up virtual address space but no physical memory.

    """
  }

  private static let odd = [
    "", "could not issue heap profiler command -- not using tcmalloc!\n", "tcmalloc heap stats",
    text("osd.0").replacing("tcmalloc heap stats", with: "jemalloc"),
    text("osd.0").replacing("MALLOC:             38", with: "MALLOC:             3x8"),
    text("osd.0") + "13\n", text("osd.0", use: "007"), text("osd.0", use: "18446744073709551615"),
    text("osd.0").replacing("\n", with: "\r\n"), text("osd.0").replacing("\n", with: "\u{1C}"),
    text("mds.a b").replacing(" (", with: "("), text("mon.1 2 3"),
  ]

  @Test("the numbers have the names of the module")
  func names() {
    let stats = JSON.object(HeapStats.read(Array(Self.text("osd.0").utf8)) ?? JSONObject())
    #expect(
      JSONWriter.text(stats)
        == #"{"use_by_application":82265456,"page_heap_freelist":0,"central_cache_freelist":1453864,"#
        + #""transfer_cache_freelist":1076736,"thread_cache_freelists":7103600,"malloc_metadata":2752512,"#
        + #""actual_memory_used":94652168,"released_to_os":1843200,"virtual_address_space_used":96495368,"#
        + #""spans_in_use":4967,"thread_heaps_in_use":38,"tcmalloc_page_size":8192}"#)
  }

  @Test("another text has none: with a number more or less, of another allocator, of no end")
  func others() {
    for text in Self.odd.prefix(6) { #expect(HeapStats.read(Array(text.utf8)) == nil, "\(text)") }
    #expect(HeapStats.read(Array(Self.text("osd.0", use: String(repeating: "9", count: 400)).utf8)) == nil)
    let zeros = HeapStats.read(Array(Self.text("osd.0", use: "007").utf8))
    #expect(zeros?["use_by_application"] == .int(7))
  }

  @Test("the numbers are those that the module's own code reads", .enabled(if: Module.hasIt))
  func asTheModule() throws {
    for text in [Self.text("osd.0")] + Self.odd {
      let theirs = try Module.read(text)
      let ours = HeapStats.read(Array(text.utf8)) ?? JSONObject()
      #expect(JSONWriter.text(.object(ours)) == theirs, "\(text)")
    }
  }

  @Test("each daemon's are under its kind and the name the report has for it")
  func report() throws {
    let replay = try Replay()
    for daemon in ["mon.a", "osd.0", "osd.1", "osd.2"] {
      try replay.answer("tell \(daemon) heap stats", "cat <<'END'\n\(Self.text(daemon))END")
    }
    try replay.answer("tell mds.m heap stats", "echo 'not using tcmalloc!' >&2; exit 95")
    let report = try replay.report([.perf], form: .current)
    let heaps = try #require(report.json["heap_stats"]?.objectValue)
    #expect(Set(heaps.keys) == ["mon", "osd"])
    #expect(heaps["osd"]?.objectValue?.keys == ["osd.0", "osd.1", "osd.2"])
    #expect(heaps["osd"]?["osd.2"]?["spans_in_use"] == .int(4967))
    let names = heaps["mon"]?.objectValue?.keys ?? []
    #expect(names == ["mon." + String(repeating: "0", count: 40)], "\(names)")
    #expect(report.unavailable["heap_stats"] == "from 4 of 6 daemons")
    for (path, _) in FieldLeaves.of(.object(report.json)) where path.hasPrefix("heap_stats") {
      #expect(FieldRegistry.entry(forPath: path)?.channel == .perf)
    }
  }

  @Test("where no daemon has it, one of each kind is asked and the section is named")
  func none() throws {
    let replay = try Replay()
    let asked = replay.scratch.path + "/asked"
    for daemon in ["mon.a", "osd.0", "osd.1", "osd.2", "mds.m", "mds.m2"] {
      try replay.answer("tell \(daemon) heap stats", "echo \(daemon) >>'\(asked)'; exit 95")
    }
    let report = try replay.report([.perf], form: .current)
    #expect(report.json["heap_stats"] == nil)
    #expect(report.unavailable["heap_stats"] == "not supported by the daemons")
    #expect(report.unavailable["rocksdb_stats"] == "not known outside of the manager")
    let lines = Set(try Files.readText(asked).split(separator: "\n").map { $0.prefix(3) })
    #expect(try Files.readText(asked).split(separator: "\n").count == 3 && lines == ["mon", "osd", "mds"])
    #expect(!report.faults.contains { $0.what.contains("support") }, "nobody can do anything about it")
  }

  @Test("of many daemons a hundred are asked, from all over their range; what hangs or floods costs only itself")
  func limits() throws {
    let replay = try Replay()
    for daemon in ["mon.a", "osd.0", "osd.2"] {
      try replay.answer("tell \(daemon) heap stats", "cat <<'END'\n\(Self.text(daemon))END")
    }
    try replay.answer("tell osd.1 heap stats", "yes")
    let few = try replay.report([.perf], form: .current) { $0.mostHeaps = 4 }
    #expect(
      few.json["heap_stats"]?["osd"]?.objectValue?.keys == ["osd.0", "osd.2"] || few.unavailable["heap_stats"] != nil)
    #expect(few.json["heap_stats"]?["osd"]?["osd.1"] == nil)
    #expect(ClusterReportOptions(head: Replay.head([.perf]), cleaning: Replay.cleaning).mostHeaps == 100)
    var slow = replay
    slow.command.milliseconds = 2000
    try slow.answer("tell osd.1 heap stats", "sleep 60")
    let report = try slow.report([.perf], form: .current)
    #expect(report.json["heap_stats"]?["osd"]?.objectValue?.keys == ["osd.0", "osd.2"])
  }

  private enum FieldLeaves {
    static func of(_ json: JSON, _ path: String = "") -> [(String, JSON)] {
      if let object = json.objectValue {
        return object.flatMap { of($0.value, path.isEmpty ? $0.key : "\(path).\($0.key)") }
      }
      return [(path, json)]
    }
  }
}

/// The reading of the module of release 17 or later, where one is installed.
private enum Module {
  /// `TELEMETRY_MODULE` names another file.
  static let path =
    getenv("TELEMETRY_MODULE").map { String(cString: $0) } ?? "/usr/share/ceph/mgr/telemetry/module.py"

  static let hasIt =
    ((try? Files.readText(path)) ?? "").contains("def parse_heap_stats") && access("/usr/bin/python3", X_OK) == 0

  /// Takes that one function out of the file and has it read the text.
  private static let program = """
    import ast, json, sys
    from typing import *
    path, text = sys.argv[1], sys.argv[2]
    source = open(path).read()
    found = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef) and n.name == 'parse_heap_stats']
    names = {'Dict': Dict, 'Any': Any}
    exec(compile(ast.Module(body=found, type_ignores=[]), path, 'exec'), names)
    class Log:
        def error(self, *_): pass
    class Manager:
        log = Log()
        def tell_command(self, *_): return 0, text, ''
    print(json.dumps(names['parse_heap_stats'](Manager(), 'osd', '0'), separators=(',', ':')), end='')
    """

  static func read(_ text: String) throws -> String {
    var output: [UInt8] = []
    let job = CommandJob("python3", program: "/usr/bin/python3", arguments: ["-c", program, path, text]) { bytes in
      output += bytes
      return true
    }
    let ending = CommandRunner().run([job])[0]
    #expect(ending.way == .exited(0), "\(ending)")
    return String(decoding: output, as: UTF8.self)
  }
}
