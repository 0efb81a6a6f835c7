import Demo
import Report
import Testing

@testable import Commands

@Suite("What telemetry-tui-report(5) says of reports") struct DocsReportTests {
  /// The keys of a report of the demo's node, made by the program itself.
  private func keys(_ format: String) throws -> [String] {
    let node = try DemoNode()
    defer { node.stop() }
    let directory = try DocsDirectory()
    let configuration = try directory.write(
      "telemetry.conf",
      """
      [asd]
      host = 127.0.0.1
      port = \(node.port)
      [main]
      email = you@example.org
      report-format = \(format)

      """)
    let result = DocsShell.run(
      "\(DocsShell.programs)/telemetry-tui preview --quiet --config \(configuration) --state-dir \(directory.path)")
    #expect(result.status == 0, "\(result.output)")
    return try #require(try JSONReader.parse(result.output).objectValue).keys
  }

  @Test(
    "The documented order of keys is that of a full report",
    arguments: [("current", ReportPage.currentKeys), ("classic", ReportPage.classicKeys)])
  func orderIsTrue(_ format: String, _ documented: String) throws {
    let documented = documented.split(separator: " ").map { $0.hasSuffix("*") ? String($0.dropLast()) : String($0) }
    let real = try keys(format)
    // Without a registered function there is no such key.
    #expect(documented.filter { real.contains($0) || $0 != "udfs" } == real)
  }

  @Test(
    "What the table of differences calls hashed or withheld is",
    arguments: [
      ("config.service.access-address", FieldEntry.Treatment.hashed), ("config.fabric.address", .hashed),
      ("config.service.alternate-access-address", .hashed), ("config.info.address", .hashed),
      ("config.service.tls-access-address", .hashed), ("config.heartbeat.tls-mesh-seed-address-port", .address),
      ("config.cluster-name", .name), ("cluster-name", .name), ("config.service.tls-name", .hashed),
      ("config.pidfile", .withheld), ("config.work-directory", .withheld),
      ("config.feature-key-file", .withheld), ("namespaces.0.storage-engine.file[0]", .withheld),
      ("namespaces.0.storage-engine.device", .withheld), ("namespaces.0.xdr-remote-datacenter", .name),
      ("statistics.cluster_principal", .node), ("statistics.cluster_duplicate_nodes", .node),
      ("statistics.cluster_clock_skew_outliers", .node), ("sindex-metadata.0.context", .name),
      ("dmi.product_serial", .withheld), ("dmi.product_uuid", .withheld), ("dmi.chassis_asset_tag", .withheld),
    ])
  func hidingIsTrue(_ path: String, _ treatment: FieldEntry.Treatment) {
    #expect(FieldRegistry.entry(forPath: path)?.treatment == treatment)
  }

  @Test("E-mail needs the channel ident") func emailIsIdent() {
    #expect(FieldRegistry.entry(forPath: "email")?.channel == .ident)
  }

  @Test("Each difference says what was and what is, and no two are of one name") func differencesAreWhole() {
    #expect(ReportDifference.all.allSatisfy { $0.then.hasSuffix(".") && $0.now.hasSuffix(".") })
    #expect(Set(ReportDifference.all.map(\.what)).count == ReportDifference.all.count)
  }

  @Test("A field's line says channel, origin, reason and hiding") func fieldLine() throws {
    let email = try #require(FieldRegistry.entry(forPath: "email"))
    let text = ReportPage.description(email)
    for word in ["`ident`", "[main] email", "only with the channel ident on", "Sent as it is."] {
      #expect(text.contains(word), "\(text)")
    }
  }
}
