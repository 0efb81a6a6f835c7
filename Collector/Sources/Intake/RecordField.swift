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

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { (folded($0.name.utf8), $0) })

  private static func folded(_ name: some Sequence<UInt8>) -> [UInt8] {
    name.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : ($0 &- 0x41 < 26 ? $0 | 0x20 : $0) }
  }

  /// The field of a header or a key, in any case and with `-` or `_`.
  static func named(_ name: some Collection<UInt8>) -> RecordField? {
    // The shortest and the longest of the names: most headers of a request need not be looked up.
    guard (4...22).contains(name.count) else { return nil }
    return byName[folded(name)]
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
