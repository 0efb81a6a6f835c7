import Platform
import Report
import TestSupport
import Testing

/// Whatever the inputs say of names, addresses, ids and people: none of it is in a sealed body.
@Suite(.enabled(if: StoneCaptures.areThere)) struct NeedleTests {
  private func bodies(_ stage: ClusterStage) throws -> [JSON] {
    try stage.agree()
    for channel in ["perf", "ident"] { try stage.machine.must("channel", "on", channel) }
    try stage.machine.must("send", "report")
    try stage.machine.must("send", "device")
    return try stage.machine.sink.requests.map { try JSONReader.parse($0.body) }
  }

  @Test func `of a cluster every text that is no word of the reports was replaced, and none of them leaves`() throws {
    let plain = try bodies(try ClusterStage())
    var answers = PlantedAnswers(reports: plain)
    let stage = try ClusterStage()
    try answers.write(to: stage.machine.path + "/planted")
    try stage.answer(from: stage.machine.path + "/planted")
    try stage.answer("ls \(answers.name("cachepool"))", "echo '[]'")
    try stage.answer("mirror pool info \(answers.name("cachepool"))", "echo '{\"mode\":\"disabled\"}'")
    try plantCrashes(in: stage, naming: answers.name("storage-node-2"))
    // One that fails, and says too much about it.
    try stage.answer("balancer status", "echo 'needle-host.example.org (203.0.113.9): no' >&2; exit 5")
    let planted = try bodies(stage)
    #expect(answers.needles.count == 2 && answers.name("rbdpool").hasPrefix("needle"))
    #expect(answers.name("storage-node-2").hasPrefix("needle"))

    #expect(planted.count == plain.count)
    for (number, (one, other)) in zip(plain, planted).enumerated() {
      // It is still the report of the same cluster, so the needles were read.
      let sections = { (json: JSON) in
        Set((json.objectValue?.keys ?? []).filter { $0 != "balancer" && $0.split(separator: "_").count < 3 })
      }
      #expect(sections(one) == sections(other), "body \(number)")
    }
    #expect(planted[0]["osd"] == plain[0]["osd"])
    #expect(planted[0]["rbd"] == plain[0]["rbd"], "\(JSONWriter.text(planted[0]["unavailable"] ?? .null))")
    let crashes = try #require(planted[0]["crashes"]?.arrayValue)
    #expect(crashes.count == (plain[0]["crashes"]?.arrayValue?.count ?? 0) + 2, "those of this host's directory too")
    for id in Self.ownCrashes { #expect(crashes.contains { $0.text("crash_id") == id }, "\(id)") }
    for body in stage.machine.sink.requests.map(\.text) {
      for needle in answers.needles {
        let place = body.firstRange(of: needle).map { String(body[$0.lowerBound...].prefix(80)) }
        #expect(place == nil, "\(needle) leaves: \(place ?? "")")
      }
    }
    // Nor does anything of it stand in what people and logs are told.
    let said = try stage.machine.must("status").text + stage.machine.must("journal").text
    #expect(!said.contains("needle") && !said.contains("203.0.113."))
  }

  private static let ownCrashes = [
    "2026-11-20T04:05:06.000000Z_66666666-2222-4333-8444-555555555555",
    "2026-11-20T05:06:07.000000Z_77777777-2222-4333-8444-555555555555",
  ]

  /// What daemons of this host left in its crash directory: one that nobody posted yet, one that was.
  /// `other`: another host of the cluster.
  private func plantCrashes(in stage: ClusterStage, naming other: String) throws {
    let texts =
      "needle-host.corp.example.com needle-host 203.0.113.77:6789 02:fc:00:aa:bb:cc /home/needle/x needle@example.com "
      + "\(Identity.hostName()) \(other)"
    for name in [
      "", "posted", Self.ownCrashes[0], "posted/" + Self.ownCrashes[1], "needle-broken", "needle-unfinished",
    ] { try Files.makeDirectory("\(stage.machine.path)/crash/\(name)") }
    for (id, place) in zip(Self.ownCrashes, ["crash/", "crash/posted/"]) {
      try stage.machine.write(
        place + id + "/meta",
        """
        {"crash_id":"\(id)","entity_name":"mgr.needle-host.xyz","utsname_hostname":"needle-host.corp.example.com",
        "timestamp":"2026-11-20T04:05:06.000000Z","stack_sig":"ab","process_name":"ceph-mgr","mgr_module":"x",
        "mgr_python_exception":"\(texts)","assert_msg":"\(texts)","assert_file":"/home/needle/src/a.cc","io_error_path":
        "\(texts)","process_args":["--id","needle-host.xyz","\(texts)"],"deep":[{"er":"\(texts)"}],"ceph_version":"16.2.15",
        "backtrace":["  File \\"/usr/share/a.py\\", line 1","OSError: \(texts)"]}
        """)
      try stage.machine.write(place + id + "/log", "\(texts)\n")
      try stage.machine.write(place + id + "/done", "")
    }
    // One that cannot be read, one that is still being written.
    try stage.machine.write("crash/needle-broken/meta", "{\"needle\":")
    try stage.machine.write("crash/needle-broken/done", "")
    try stage.machine.write("crash/needle-unfinished/meta", "{\"crash_id\":\"needle\"}")
  }

  @Test func `a crash is cleaned of hosts, addresses, people, paths and keys wherever they stand`() throws {
    let stage = try ClusterStage()
    let texts =
      "needle-host.corp.example.com needle-host 203.0.113.77:6789 [2001:db8:6eed::7]:6789 02:fc:00:aa:bb:cc "
      + "/home/needle/x needle@example.com password=needle-word"
    try stage.answer(
      "crash ls",
      """
      cat <<'END'
      [{"crash_id":"2026-11-20T01:02:03.000000Z_11111111-2222-4333-8444-555555555555","entity_name":"mds.needle-host.a",
      "utsname_hostname":"needle-host.corp.example.com","timestamp":"2026-11-20T01:02:03.000000Z","stack_sig":"ab",
      "assert_msg":"\(texts)","assert_thread_name":"\(texts)","assert_condition":"\(texts)","mgr_module":"x",
      "mgr_python_exception":"\(texts)","process_name":"ceph-mds","io_error_devname":"\(texts)",
      "backtrace":["(f()+0x1) [0x2]","\(texts)","OSError: \(texts)"],"ceph_version":"16.2.15","archived":"2026-11-21"}]
      END
      """)
    try stage.agree()
    try stage.machine.must("send", "report")
    let request = try #require(stage.requests("/report").first)
    let crashes = try JSONReader.parse(request.body)["crashes"]?.arrayValue ?? []
    #expect(crashes.count == 1 && crashes[0].text("process_name") == "ceph-mds", "\(crashes)")
    for needle in ["needle", "203.0.113", "2001:db8", "02:fc:00"] {
      #expect(!request.text.contains(needle), "\(needle): \(request.text.suffix(2000))")
    }
  }

  @Test func `this host's own disks leave without serials, world wide names and paths`() throws {
    let stage = try ClusterStage(settings: "command = no-such-stone")
    try stage.machine.write(
      "record",
      """
      {"smartctl":{"version":[7,3],"exit_status":0,"output":["Serial Number:    NEEDLE77","LU WWN Device Id: 5 000c50 0needle1"]},
       "device":{"name":"/dev/sda"},"model_name":"SEAGATE ST8000NM0075","serial_number":"NEEDLE77",
       "logical_unit_id":"0x5000c50094d0aa11","wwn":{"naa":5,"oui":3152,"id":2496702993},"temperature":{"current":33},
       "note":"needle77 and 0x5000c50094d0aa11"}
      """)
    try Files.create(
      stage.machine.path + "/bin/smartctl",
      with: Array(
        """
        #!/bin/sh
        case $* in
          "--scan --json") echo '{"smartctl":{"version":[7,3]},"devices":[{"name":"/dev/sda","type":"sat"}]}' ;;
          "--json -x -d sat /dev/sda") cat '\(stage.machine.path)/record' ;;
          *) exit 2 ;;
        esac

        """.utf8), mode: 0o755)
    try stage.agree()
    try stage.machine.must("send", "device")
    let body = try #require(stage.requests("/device").first).text
    #expect(body.contains("\"current\":33"))
    for needle in ["NEEDLE77", "needle77", "5000c50094d0aa11", "2496702993", Identity.hostName() + "\""] {
      #expect(!body.contains(needle), "\(needle): \(body)")
    }
  }
}

extension ClusterStage {
  /// Has `ceph` and `rbd` answer from another directory of answers.
  func answer(from queries: String) throws {
    for program in ["ceph", "rbd"] {
      let path = "\(machine.path)/bin/\(program)"
      let text = try Files.readText(path).replacing(StoneCaptures.queries, with: queries)
      try Files.replace(path, with: Array(text.utf8), mode: 0o755)
    }
  }
}
