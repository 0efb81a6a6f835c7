/// The metadata of a record, by the names the wire forms give it: `Record-Format-Version` as a header,
/// `record_format_version` as a header of telemetrics-client and as a key of its JSON. The order is that in which the
/// backend looks for what is missing.
enum RecordField: Int, CaseIterable {
  case arch, build, creationTimestamp, classification, hostType, kernelVersion, machineID, severity, formatVersion
  case payloadVersion, systemName, tenant
  case boardName, biosVersion, cpuModel
  case eventID
  case external

  /// The name as the messages spell it.
  var name: String {
    switch self {
    case .arch: "Arch"
    case .build: "Build"
    case .creationTimestamp: "Creation-Timestamp"
    case .classification: "Classification"
    case .hostType: "Host-Type"
    case .kernelVersion: "Kernel-Version"
    case .machineID: "Machine-Id"
    case .severity: "Severity"
    case .formatVersion: "Record-Format-Version"
    case .payloadVersion: "Payload-Format-Version"
    case .systemName: "System-Name"
    case .tenant: "X-Telemetry-Tid"
    case .boardName: "Board-Name"
    case .biosVersion: "Bios-Version"
    case .cpuModel: "Cpu-Model"
    case .eventID: "Event-Id"
    case .external: "X-Clr-External"
    }
  }

  /// The last of the fields a record of the format version must have.
  static func lastRequired(by version: Int64) -> RecordField {
    switch version {
    case 1: .formatVersion
    case 2: .tenant
    case 3: .cpuModel
    default: .eventID
    }
  }

  private static let names = allCases.map { (name: $0.name.utf8.map(folded), field: $0) }
  /// The names by how long they are: few are as long as one that is looked for.
  private static let byLength = (0...(names.map(\.name.count).max() ?? 0)).map { length in
    names.filter { $0.name.count == length }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : (byte &- 0x41 < 26 ? byte | 0x20 : byte)
  }

  /// The field of a header or a key, in any case and with `-` or `_`.
  static func named(_ name: some Collection<UInt8>) -> RecordField? {
    let length = name.count
    guard length < byLength.count else { return nil }
    return byLength[length].first { zip($0.name, name).allSatisfy { $0 == folded($1) } }?.field
  }
}

/// A record's metadata as it was sent.
public struct RecordFields: Sendable {
  private var values = [String?](repeating: nil, count: RecordField.allCases.count)

  public init() {}

  /// From the headers of a request. A name that comes twice has both values with a comma between, as HTTP joins them.
  public init(headers: some Sequence<(name: String, value: String)>) {
    for (name, value) in headers { add(name, value) }
  }

  /// Adds one header or key, in any case and with `-` or `_`; others than those of a record are passed over.
  public mutating func add(_ name: String, _ value: String) {
    guard let field = RecordField.named(name.utf8) else { return }
    self[field] = self[field].map { $0 + "," + value } ?? value
  }

  subscript(_ field: RecordField) -> String? {
    get { values[field.rawValue] }
    set { values[field.rawValue] = newValue }
  }
}
