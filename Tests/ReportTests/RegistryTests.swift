import Platform
import TestSupport
import Testing

@testable import Report

@Suite("The field registry")
struct RegistryTests {
  private static let tables = [
    clusterHeadFields, clusterReportFields, deviceReportFields, nodeReportFields, nodeStatisticsFields,
    nodeReportTailFields, classicFields,
  ]

  @Test("every line of the tables is an entry")
  func everyLineParses() {
    for line in Self.tables.flatMap(FieldRegistry.lines(of:)) {
      #expect(FieldRegistry.entry(of: line) != nil, "\(line)")
    }
    let count = Self.tables.map { FieldRegistry.lines(of: $0).count }.reduce(0, +)
    #expect(FieldRegistry.entries.count == count && count > 100)
    #expect(FieldRegistry.parse("a | nochannel | o | plain | 1 | w | y\nb | basic | o | plain | 1 | w").isEmpty)
  }

  @Test("every entry says what, why and where from, in the style of the program", arguments: FieldRegistry.entries)
  func wording(_ entry: FieldEntry) {
    for text in [entry.what, entry.why] {
      #expect(!text.isEmpty && !text.hasSuffix(".") && !text.hasPrefix(" "), "\(entry.pattern): \(text)")
      // A word all in capitals (UUID, UTC) may begin a text, and the protocol's name; a sentence may not.
      let first = text.split(separator: " ").first.map(String.init) ?? ""
      #expect(
        first == "Info" || first == first.uppercased() || first.first?.isUppercase == false, "\(entry.pattern): \(text)"
      )
    }
    #expect(!entry.origin.isEmpty && !entry.hiding.isEmpty)
    #expect((1...FieldRegistry.revision).contains(entry.since))
    #expect(entry.pattern.first?.isLetter == true, "the first key of a pattern is no wildcard")
  }

  @Test("no entry stands in the shadow of the ones before it", arguments: FieldRegistry.entries)
  func nothingIsDead(_ entry: FieldEntry) {
    // Whatever a star may stand for: if no such path finds the entry, none ever will.
    let words = ["x", "x.y", "0", ""]
    let paths = words.map { word in
      entry.pattern.split(separator: "*", omittingEmptySubsequences: false).joined(separator: word)
    }
    #expect(paths.contains { FieldRegistry.entry(forPath: $0) == entry }, "\(entry.pattern)")
  }

  @Test("patterns are unique")
  func unique() { #expect(Set(FieldRegistry.entries.map(\.pattern)).count == FieldRegistry.entries.count) }

  @Test(
    "the particular stands before the general",
    arguments: [
      ("config.service.address", "config.*address", FieldEntry.Treatment.hashed),
      ("config.service.tls-alternate-access-address", "config.*address", .hashed),
      ("config.heartbeat.mesh-seed-address-port", "config.*mesh-seed-address-port", .address),
      ("config.heartbeat.tls-mesh-seed-address-port", "config.*mesh-seed-address-port", .address),
      ("config.service.access-port", "config.*-port", .plain), ("config.cluster-name", "config.cluster-name", .name),
      ("config.secrets-address-port", "config.*address-port", .address),
      ("config.tls[0].name", "config.tls*.name", .name), ("config.tls[0].ca-file", "config.*-file", .withheld),
      ("config.tls[0].key-file-password", "config.*password*", .withheld),
      ("config.tls[0].cert-blacklist", "config.*blacklist", .withheld),
      ("config.secrets-tls-context", "config.*tls-context", .name), ("config.proto-fd-max", "config.*", .plain),
      ("statistics.cluster_principal", "statistics.cluster_principal", .node),
      ("statistics.cluster_generation", "statistics.cluster_*", .plain),
      ("statistics.brand_new", "statistics.*", .plain),
      ("namespaces.0f.storage-engine.file[0]", "namespaces.*.storage-engine.file*", .withheld),
      ("namespaces.0f.index-type.mount[0]", "namespaces.*.*mount*", .withheld),
      ("namespaces.0f.objects", "namespaces.*.objects", .plain),
      ("sindex-metadata.12.bin", "sindex-metadata.*.bin", .name), ("sets.3.set", "sets.*.set", .name),
      ("system.uname.1", "system.uname.1", .name), ("system.uname.2", "system.uname.*", .plain),
      ("system.CPU information.4.0.Serial", "system.CPU information.*Serial", .withheld),
      ("dmi.board_serial", "dmi.*serial*", .withheld), ("dmi.product_uuid", "dmi.product_uuid", .withheld),
      ("dmi.chassis_asset_tag", "dmi.*asset_tag", .withheld), ("dmi.bios_vendor", "dmi.*", .plain),
      ("config.cluster_changed.3", "config.cluster_changed.*", .plain), ("osd.count", "osd.count", .plain),
      ("crashes.0.entity_name", "crashes.*.entity_name", .name), ("services", "services", .address),
      ("services.rgw", "services.*", .plain), ("device.Disk_1.20261121-061452.host_id", "device.*.host_id", .plain),
      ("email", "email", .plain), ("telemetry-agent-ip-address", "telemetry-agent-ip-address", .hashed),
    ])
  func order(_ path: String, _ pattern: String, _ treatment: FieldEntry.Treatment) {
    let entry = FieldRegistry.entry(forPath: path)
    #expect(entry?.pattern == pattern && entry?.treatment == treatment)
    #expect(FieldRegistry.entry(for: path.split(separator: ".").map(String.init)) == entry)
  }

  @Test("a path that no report has is no field", arguments: ["", "none", "config", "dmi", "system", "x.config.y"])
  func unknown(_ path: String) { #expect(FieldRegistry.entry(forPath: path) == nil) }

  @Test("the quick look-up finds what a look through the whole table finds")
  func lookup() {
    var draws = Draws(14)
    let roots = FieldRegistry.entries.map { $0.pattern.split(separator: ".").first.map(String.init) ?? "" }
    for _ in 0..<2000 {
      let path = ([draws.pick(roots, or: "x")] + (0..<draws.number(below: 4)).map { _ in draws.word(3) }).joined(
        separator: ".")
      #expect(FieldRegistry.entry(forPath: path) == FieldRegistry.entries.first { $0.matches(path) })
    }
  }

  @Test("of the node's fields only the e-mail address is of a channel that is off by default")
  func channels() {
    let ofNode = Self.tables.dropFirst(3).flatMap { FieldRegistry.parse($0) }
    #expect(ofNode.filter { $0.channel != .basic }.map(\.pattern) == ["email"])
    let ident = FieldRegistry.entries.filter { $0.channel == .ident }.map(\.pattern)
    #expect(ident == ["description", "contact", "organization", "email"])
  }
}
