import Storage
import Words

extension Views {
  /// One record with all its fields. `hash` is the SHA-256 of the payload, hexadecimal. Nil: there is no such record.
  public func record(_ id: Int64, hash: ([UInt8]) -> String) async throws(StoreFault) -> Content? {
    guard let row = try await store.record(id) else { return nil }
    let record = row.record
    func link(_ value: String, _ name: String) -> Markup {
      .link(value, to: Self.records(name, value), limit: 400)
    }
    var facts = [
      Fact("Received", .moment(seconds: row.received / 1_000_000, now: seconds, long: true)),
      Fact("Made", .moment(seconds: record.created, now: seconds, long: true)),
      Fact("Severity", .severity(record.severity) + .text(" \(record.severity)")),
      Fact("Classification", link(record.classification, "classification")),
      Fact("Machine", link(record.machineID, "machine_id")), Fact("Build", link(record.build, "build")),
      Fact("System", link(record.systemName, "system_name")), Fact("Host type", link(record.hostType, "host_type")),
      Fact("Kernel", record.kernelVersion), Fact("Architecture", record.architecture), Fact("Board", record.boardName),
      Fact("BIOS", record.biosVersion), Fact("Processor", record.cpuModel),
      Fact("Event", link(record.eventID, "event_id")),
      Fact("Source", record.external ? "external" : "internal"), Fact("Record format", String(record.formatVersion)),
      Fact("Payload format", String(record.payloadVersion)), Fact("Tenant", link(record.tenant, "tenant")),
      Fact("Payload", "\(Figures.count(record.payload.count)) bytes"),
      Fact("SHA-256 of it", .text(hash(record.payload))),
    ]
    if let guilty = record.findings.guilty {
      let name = "\(guilty.function) in \(guilty.module)"
      facts.append(Fact("Guilty", row.guiltyID.map { .link(name, to: "/crashes/\($0)", limit: 400) } ?? .text(name)))
    }
    for mark in record.findings.marks {
      facts.append(Fact(mark.kind == .update ? "Update" : "Machine check", mark.value))
    }
    let shown = 262_144
    let cut = record.payload.count > shown
    return Content(
      title: "Record \(id)",
      lead: "\(Plain.line(Self.short(record.classification), limit: 160)): every field as it is kept.",
      tab: .records,
      blocks: [
        .facts("", facts),
        .text(
          "Payload",
          record.payload.isEmpty ? "(empty)" : Plain.text(cut ? Array(record.payload.prefix(shown)) : record.payload),
          note: cut ? "The first \(Figures.count(shown)) of \(Figures.count(record.payload.count)) bytes." : nil),
        .links(
          "This record as",
          [Choice("Payload, as it came", "/records/\(id)/payload"), Choice("JSON", "/api/records/\(id)")]),
      ])
  }
}
