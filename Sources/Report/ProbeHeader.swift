/// The header lines of a record from a local program, format version 4, in the order they must stand: each is
/// `name: value` and a line feed.
public enum ProbeHeader: Int, Sendable, CaseIterable {
  case recordFormatVersion, classification, severity, machineID, creationTimestamp, architecture, hostType, build,
    kernelVersion, payloadFormatVersion, systemName, boardName, cpuModel, biosVersion, eventID

  /// As it stands on the wire, with underscores.
  public var name: String {
    switch self {
    case .recordFormatVersion: "record_format_version"
    case .classification: "classification"
    case .severity: "severity"
    case .machineID: "machine_id"
    case .creationTimestamp: "creation_timestamp"
    case .architecture: "arch"
    case .hostType: "host_type"
    case .build: "build"
    case .kernelVersion: "kernel_version"
    case .payloadFormatVersion: "payload_format_version"
    case .systemName: "system_name"
    case .boardName: "board_name"
    case .cpuModel: "cpu_model"
    case .biosVersion: "bios_version"
    case .eventID: "event_id"
    }
  }

  /// The value of `record_format_version`.
  public static let formatVersion = "4"
  /// What programs write as `machine_id`: the agent replaces it.
  public static let anonymousMachineID = "FFFFFFFF"
}
