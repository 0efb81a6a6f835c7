import Words

/// The checks of the telemetrics backend on a record, in its order and with its messages. What it answered with 500 is
/// taken where it can be kept (a NUL in the payload, a time far off, a version 1 record without the names that version
/// never had) and refused with a clear message where it cannot: a class, a build, a system's name or a TID that no index
/// takes is longer than any sender has.
public struct RecordIntake: Sendable {
  public var tenants: TenantPolicy

  public init(tenants: TenantPolicy = .standard) {
    self.tenants = tenants
  }

  static let architectures: Set<String> = [
    "armv7l", "armv6l", "aarch64", "amd64", "sparc64", "ppc64", "i686", "i386", "x86_64", "ppc",
  ]

  /// The record of metadata and payload, whichever form they came in; without findings.
  public func record(_ fields: RecordFields, payload: [UInt8]) throws(Refusal) -> Record {
    guard let tenant = fields[.tenant], tenants.admits(tenant), tenant.utf8.count <= 256 else {
      throw Refusal("Telemetry ID mismatch")
    }
    guard let version = Text.number(fields[.formatVersion] ?? ""), (1...4).contains(version) else {
      throw Refusal("Record-Format-Version is invalid")
    }
    for field in RecordField.allCases.prefix(RecordField.lastRequired(by: version).rawValue + 1)
    where fields[field] == nil {
      throw Refusal("Record-Format-Version headers are invalid, \(field.name) missing")
    }
    var record = Record(
      tenant: tenant, formatVersion: Int(version), architecture: fields[.arch] ?? "", build: fields[.build] ?? "",
      classification: fields[.classification] ?? "", hostType: fields[.hostType] ?? "",
      kernelVersion: fields[.kernelVersion] ?? "", machineID: fields[.machineID] ?? "",
      // Version 1 has no such name; where it has one it counts.
      systemName: Text.withoutQuotes(fields[.systemName] ?? "N/A"), severity: 0, payloadVersion: 1,
      external: fields[.external] == "true", created: 0, payload: payload)
    try checkBasics(fields, &record)
    if version >= 3 { try checkHardware(fields, &record) }
    if version >= 4 { try checkEvent(fields, &record) }
    try checkBuild(&record)
    if let text = fields[.payloadVersion] { record.payloadVersion = try payloadVersion(text) }
    return record
  }

  private func checkBasics(_ fields: RecordFields, _ record: inout Record) throws(Refusal) {
    guard let severity = Text.number(fields[.severity] ?? ""), (1...4).contains(severity) else {
      throw Refusal("severity value is out of range")
    }
    record.severity = Int(severity)
    guard record.classification.utf8.count(where: { $0 == UInt8(ascii: "/") }) == 2,
      record.classification.utf8.count <= 1024
    else {
      throw Refusal("Classification value is invalid")
    }
    guard record.machineID.utf8.count <= 32 else { throw Refusal("Machine id value is invalid") }
    guard let created = Text.number(fields[.creationTimestamp] ?? "") else { throw Refusal("timestamp is invalid") }
    record.created = created
    guard Self.architectures.contains(record.architecture) else { throw Refusal("architecture is invalid") }
    guard record.hostType.utf8.count < 250 else { throw Refusal("host type is invalid") }
    let kernel = record.kernelVersion.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard kernel.count >= 3, Text.isNumber(kernel[0]), Text.isNumber(kernel[1]) else {
      throw Refusal("kernel version is invalid")
    }
  }

  private func checkHardware(_ fields: RecordFields, _ record: inout Record) throws(Refusal) {
    func check(_ field: RecordField, _ message: String) throws(Refusal) -> String {
      guard let text = fields[field], text.utf8.count < 200, text.utf8.allSatisfy(Text.isPrintable) else {
        throw Refusal(message)
      }
      return text
    }
    record.boardName = try check(.boardName, "board name is invalid")
    record.cpuModel = try check(.cpuModel, "cpu model is invalid")
    record.biosVersion = try check(.biosVersion, "BIOS version is invalid")
  }

  private func checkEvent(_ fields: RecordFields, _ record: inout Record) throws(Refusal) {
    guard let id = fields[.eventID], id.utf8.count == 32,
      id.utf8.allSatisfy({ Text.isDigit($0) || $0 &- 0x61 < 6 })
    else { throw Refusal("Event id is invalid") }
    record.eventID = id
  }

  private func checkBuild(_ record: inout Record) throws(Refusal) {
    record.build = Text.withoutQuotes(record.build)
    guard record.build.utf8.count <= 512 else { throw Refusal("Build version is longer than 512 bytes") }
    guard record.systemName.utf8.count <= 256 else { throw Refusal("System name is longer than 256 bytes") }
    if record.systemName == "clear-linux-os" {
      guard Text.isNumber(record.build.utf8) else {
        throw Refusal("Clear Linux OS build version has invalid characters")
      }
    } else {
      guard !record.build.isEmpty, record.build.utf8.allSatisfy(Text.isNameByte) else {
        throw Refusal("Build version has invalid characters")
      }
    }
  }

  /// A whole number as Python reads one: white space around it, a sign, underscores between digits.
  private func payloadVersion(_ text: String) throws(Refusal) -> Int {
    let outside = Refusal("Payload format version outside of range supported")
    var digits = Array(text.utf8)
    while let last = digits.last, Self.isSpace(last) { digits.removeLast() }
    var rest = digits.drop(while: Self.isSpace)
    let sign = rest.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
    let groups = rest.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    guard groups.allSatisfy({ Text.isNumber($0) }) else {
      throw Refusal(
        "Error parsing payload_format_version, invalid literal for int() with base 10: '\(Refusal.echo(text))'")
    }
    guard let value = Int32(String(decoding: groups.joined(), as: UTF8.self)), value < .max else { throw outside }
    return sign == UInt8(ascii: "-") ? -Int(value) : Int(value)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
