import ClusterSource
import Platform
import Report
import TestSupport
import Testing

@Suite("A captured cluster's reports", .enabled(if: StoneCaptures.areThere))
struct CapturedClusterTests {
  private static let taken = "2026-11-21T06:47:23Z"

  @Test("the classic report equals the module's own, key by key, but for the corrections")
  func classic() throws {
    let report = try Replay().report()
    #expect(report.unavailable.isEmpty && report.faults.isEmpty)
    let ours = JSON.object(report.json), theirs = try StoneCaptures.json("report-before")
    #expect(
      differences(theirs, ours) == [
        "~ report_timestamp: 2026-11-21T06:47:23.533297 -> 2026-11-21T06:47:23.533000",
        // The module never fills it.
        "~ balancer.mode:  -> upmap",
        // The exception's own text, which holds a host name.
        "~ crashes.1.backtrace.1: OSError: No socket could be created -- (('secret-host.corp.example.com', 8443): "
          + "[Errno 99] Cannot assign requested address) -> <redacted>",
      ])
    #expect(report.crashIDs.count == 3 && report.crashIDs == report.crashIDs.sorted())
  }

  @Test("the sections stand in a fixed order")
  func order() throws {
    #expect(
      try Replay().report().json.keys == [
        "leaderboard", "report_version", "report_timestamp", "report_id", "channels", "channels_available", "license",
        "description", "contact", "organization", "created", "mon", "config", "rbd", "pools", "osd", "crush", "fs",
        "metadata", "hosts", "usage", "services", "rgw", "balancer", "crashes",
      ])
  }

  @Test(
    "each channel brings its own keys",
    arguments: [
      ([Channel.basic], "report-channel-basic"), ([.crash], "report-channel-crash"), ([.ident], "report-channel-ident"),
    ])
  func channels(_ channels: [Channel], _ capture: String) throws {
    let report = try Replay().report(Set(channels))
    let theirs = try StoneCaptures.json(capture)
    #expect(Set(report.json.keys) == Set(theirs.objectValue?.keys ?? []))
    #expect(report.json["channels"] == theirs["channels"])
  }

  @Test("the current form has what later releases add, and everything of the classic one")
  func current() throws {
    let replay = try Replay()
    let classic = JSON.object(try replay.report().json), current = JSON.object(try replay.report(form: .current).json)
    let changes = JSONDifference.between(classic, current).filter { $0.kind != .added }
    #expect(changes.isEmpty, "\(changes.map(\.line))")
    #expect(current["channels_available"]?.arrayValue?.last == .string("perf"))
    #expect(current["metadata"]?["mds"]?["arch"]?["x86_64"] == .int(2))
    #expect(current["rook"] == nil)
    #expect(current["usage"]?["stats_by_class"]?["hdd"]?["total_bytes"] == .int(12_884_901_888))
    let pool = try #require(current["pools"]?.arrayValue?[1])
    #expect(pool["application"] == .array([.string("rbd")]))
    #expect(pool["stats"]?.objectValue?.count == 20 && pool["stats"]?["kb_used"] == nil)
    #expect(pool["options"]?["compression_mode"] == .string("aggressive"))
    #expect(pool["flags_names"] == .array([.string("hashpspool"), .string("selfmanaged_snaps")]))
    // An application's name that somebody made up is none of the report's business.
    #expect(current["pools"]?.arrayValue?[2]["application"] == .array([]))
  }

  @Test("the performance channel tells counters, memory, histograms and placement groups, by pseudonyms")
  func performance() throws {
    let replay = try Replay()
    try replay.answer("tell mon.a dump_mempools", "exit 13")
    let report = try replay.report([.perf], form: .current)
    let json = JSON.object(report.json)
    #expect(json["perf_counters"]?["osd.0"]?["bluestore"]?["kv_commit_lat"]?["value"] == .int(1_917_273_748))
    #expect(json["perf_counters"]?["osd.0"]?["bluestore"]?["kv_commit_lat"]?["count"] == .int(607))
    let names = json["perf_counters"]?.objectValue?.keys ?? []
    #expect(names.contains("mon." + String(repeating: "0", count: 40)) && !names.contains("mon.a"))
    #expect(json["mempool"]?["osd"]?["osd.0"]?["bloom_filter"]?["bytes"] == .int(1562))
    #expect(json["osd_perf_histograms"]?.arrayValue?.isEmpty == false)
    #expect(json["stats_per_pg"]?.arrayValue?.count == 73)
    #expect(json["stats_per_pool"]?.arrayValue?.contains { $0["application"] == .array([.string("rbd")]) } == true)
    #expect(json["io_rate"]?["pg_stats_delta"]?["stat_sum"] != nil)
    // Only one OSD and one monitor were captured.
    #expect(report.unavailable["perf_counters"] != nil && report.unavailable["heap_stats"] != nil)
    #expect(json["unavailable"]?.objectValue?.keys == report.unavailable.keys.sorted())
  }

  @Test("the device report equals the module's own, but for pseudonyms and what names a disk")
  func devices() throws {
    let replay = try Replay()
    let store = PseudonymTable()
    let report = try replay.devices(at: Self.taken, store)
    #expect(report.unavailable.isEmpty && report.hosts.count == 2 && report.disks == 3)
    let theirs = try StoneCaptures.json("report-device")
    // Both by vendor and model: the pseudonyms are new.
    func byModel(_ json: JSON) -> JSON {
      var disks = JSONObject()
      for (_, host) in json.objectValue ?? JSONObject() {
        for (key, samples) in host.objectValue ?? JSONObject() {
          let model = key[..<(key.lastIndex(of: "_") ?? key.endIndex)]
          var kept = JSONObject()
          for (stamp, record) in samples.objectValue ?? JSONObject() {
            var members = record.objectValue ?? JSONObject()
            for name in ["wwn", "logical_unit_id", "host_id"] { members[name] = nil }
            kept[stamp] = .object(members)
          }
          disks[String(model)] = .object(kept)
        }
      }
      return .object(disks)
    }
    #expect(differences(byModel(theirs), byModel(report.json)) == [])
    for host in report.hosts {
      for (_, samples) in try #require(host.body.objectValue) {
        for (_, record) in samples.objectValue ?? JSONObject() { #expect(record["host_id"] == .string(host.id)) }
      }
      #expect(host.id.count == 36 && Array(host.id)[14] == "4")
    }
    #expect(try replay.devices(at: Self.taken, store) == report)
  }

  @Test("a disk whose samples are too old is there, without any")
  func window() throws {
    let report = try Replay().devices(at: "2026-12-21T06:47:23Z")
    #expect(report.disks == 3)
    #expect(
      report.hosts.allSatisfy { $0.body.objectValue?.allSatisfy { $0.value.objectValue?.isEmpty == true } == true })
  }

  @Test("what Rook says stands under its fixed keys, nested, and nothing else of its store")
  func rook() throws {
    let replay = try Replay()
    try replay.answer(
      "config-key dump rook/",
      "echo '{\"rook/version\":\"v1.12\",\"rook/cluster/mon/count\":\"3\",\"rook/secret\":\"sesame\",\"mgr/x\":\"sesame\"}'"
    )
    let report = try replay.report([.basic], form: .current)
    #expect(report.unavailable.isEmpty)
    #expect(report.json["rook"]?["version"] == .string("v1.12"))
    #expect(report.json["rook"]?["cluster"]?["mon"]?["count"] == .string("3"))
    #expect(report.json["rook"]?["cluster"]?["mon"]?["pvc"]?["enabled"] == .null)
    #expect(!JSONWriter.text(.object(report.json)).contains("sesame"))
  }

  @Test("a text planted in every object and list of every answer is found in no body, and changes nothing")
  func planted() throws {
    let scratch = try Scratch()
    let needle = "needle-host.corp.example.com"
    func planted(_ value: JSON) -> JSON {
      switch value {
      case .array(let items): return .array(items.map(planted))
      case .object(let members):
        var object = JSONObject()
        for (key, member) in members { object[key] = planted(member) }
        for key in ["planted", "hostname_2", "addr_2", "\(needle)/secret-pool"] { object[key] = .string(needle) }
        return .object(object)
      case .null, .bool, .number, .string: return value
      }
    }
    // Objects whose members' names are daemons, pools and options: a member more is a daemon more.
    let counted = ["fs-dump", "service-dump", "osd-crush-dump"]
    let channels: Set<Channel> = [.basic, .perf]
    let clean = try Replay().report(channels, form: .current)
    for spared in [counted, []] {
      for file in try Files.names(in: StoneCaptures.queries) {
        let text = try Files.readText(StoneCaptures.queries + "/" + file)
        let isPlanted = file.hasSuffix(".json") && !spared.contains(String(file.dropLast(5)))
        let json = isPlanted ? try? JSONReader.parse(text) : nil
        try scratch.write(file, json.map { JSONWriter.text(planted($0)) } ?? text)
      }
      let report = try Replay(queries: scratch.path).report(channels, form: .current)
      #expect(!JSONWriter.text(.object(report.json)).contains("needle"))
      if !spared.isEmpty { #expect(differences(.object(clean.json), .object(report.json)) == []) }
    }
  }

  @Test("names of the captured cluster stand in no body")
  func needles() throws {
    let replay = try Replay()
    let bodies = [
      JSONWriter.text(.object(try replay.report([.basic, .crash, .perf, .device], form: .current).json)),
      JSONWriter.text(.object(try replay.report([.basic, .crash]).json)),
      JSONWriter.text(try replay.devices(at: Self.taken).json),
    ]
    let needles = [
      "storage-node", "gateway-1", "mds-node", "mon-host", "secret-host", "corp.example.com", "secrethost",
      "rbdpool", "basepool", "cachepool", "ecpool", "secretfs", "fs_data", "default.rgw", "img1", "customapp",
      "127.0.0.1", "91d853f0-463f", "93959660-2720", "PHDV652301AB480BGN", "ZA11XYZ90000C7301ABC", "WD-WCC131234567",
      "5000c50094d0aa11", "9876543210", "02fc00000001", "rare-path", "843a006d-a3e9", "c749af58-e0d5",
    ]
    for body in bodies { for needle in needles { #expect(!body.contains(needle), "\(needle)") } }
  }
}
