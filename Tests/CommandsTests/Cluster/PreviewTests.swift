import Platform
import Report
import TestSupport
import Testing

/// What is looked at before anything leaves is what leaves.
@Suite(.enabled(if: StoneCaptures.areThere)) struct ClusterPreviewTests {
  @Test func `names that the first preview made are those of the first report`() throws {
    let stage = try ClusterStage()
    let report = try stage.machine.must("preview", "--to", "report").json()
    let devices = try stage.machine.must("preview-device").json().objectValue
    #expect(stage.machine.sink.count == 0)
    try stage.agree()
    try stage.machine.must("send", "report")
    try stage.machine.must("send", "device")
    let sent = try JSONReader.parse(try #require(stage.requests("/report").first).body)
    #expect(!sent.text("report_id").isEmpty && sent.text("report_id") == report.text("report_id"))
    let disks = try Set(stage.requests("/device").flatMap { try JSONReader.parse($0.body).objectValue?.keys ?? [] })
    #expect(disks == Set(devices?.flatMap { $0.value.objectValue?.keys ?? [] } ?? []))
  }

  @Test func `what is shown of the disks is what is sent, byte for byte, host by host`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    let shown = try stage.machine.must("show", "--to", "device").text.split(separator: "\n").map(String.init)
    try stage.machine.must("send", "device")
    #expect(shown.count == 2 && Set(shown) == Set(stage.requests("/device").map(\.text)))
  }

  @Test func `the device report is compared with the last one, with all its hosts, or with a file`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    let all = try stage.machine.must("diff", "--to", "device")
    #expect(all.err.contains("no report was sent yet") && all.text.contains("INTEL") && all.text.contains("SEAGATE"))
    try stage.machine.must("send", "device")
    let same = try stage.machine.must("diff", "--to", "device")
    #expect(same.out.isEmpty && same.err.contains("nothing differs"), "\(same.text.prefix(300))")
    let file = try stage.machine.write("devices.json", try stage.machine.must("show-device").text)
    #expect(try stage.machine.must("diff", "--to", "device", "--with", file).out.isEmpty)
    let bad = try stage.machine.write("bad.json", "{")
    #expect(try stage.machine.run("diff", "--to", "device", "--with", bad).status == 65)
  }

  @Test func `the console shows every host of a device report, explains its fields, and sends them all`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    let script = try stage.machine.write(
      "script",
      """
      resize 120x40
      wait-idle
      key 3
      wait-idle
      key ]
      wait in 2 requests, one a host
      expect host 1 of 2
      expect host 2 of 2
      type /temperature
      key Enter
      wait-idle
      key Down
      expect device get-health-metrics
      save-screen \(stage.machine.path)/device.txt
      key Esc
      key s
      wait Send to device
      key Enter
      wait-idle
      quit

      """)
    let daemon = try stage.machine.daemon()
    eventually("the first reports arrived", within: 60) { stage.machine.sink.count == 3 }
    try stage.machine.must("--script", script)
    eventually("both hosts' were sent again") { stage.requests("/device").count == 4 }
    stage.machine.stop(daemon)
  }

  @Test func `the console lists what changed of every host since the last device report`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    try stage.machine.must("send", "device")
    // One disk of each host has been read anew.
    for disk in ["INTEL_SSDSC2BB480G7_PHDV652301AB480BGN", "SEAGATE_ST8000NM0075_ZA11XYZ90000C7301ABC"] {
      try stage.answer(
        "device get-health-metrics \(disk)",
        "echo \"{\\\"$(date -u +%Y%m%d)-000001\\\":{\\\"temperature\\\":{\\\"current\\\":77}}}\"")
    }
    let script = try stage.machine.write(
      "script",
      """
      resize 200x60
      wait-idle
      key 3
      wait-idle
      key ]
      wait in 2 requests, one a host
      key c
      wait-idle
      type /temperature.current
      key Enter
      wait-idle
      save-screen \(stage.machine.path)/changed.txt
      quit

      """)
    try stage.machine.must("--script", script)
    let screen = try Files.readText(stage.machine.path + "/changed.txt")
    let lines = screen.split(separator: "\n").filter {
      $0.contains("77") && $0.contains("added")
    }
    for host in ["host 1 of 2", "host 2 of 2"] { #expect(lines.contains { $0.contains(host) }, "\(screen)") }
  }

  @Test func `what looks private stands beside the field in the console`() throws {
    let stage = try ClusterStage(settings: "channel_ident = yes\ncontact = jane@example.com, 203.0.113.9")
    try stage.agree()
    let script = try stage.machine.write(
      "script",
      """
      resize 120x40
      wait-idle
      key 3
      wait may leave
      type /contact
      key Enter
      wait-idle
      save-screen \(stage.machine.path)/contact.txt
      quit

      """)
    try stage.machine.must("--script", script)
    let screen = try Files.readText(stage.machine.path + "/contact.txt")
    #expect(screen.contains("▲ check") && screen.contains("looks like an IP address and an"), "\(screen)")
  }
}
