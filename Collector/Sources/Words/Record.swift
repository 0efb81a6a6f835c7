/// A record of a program, as telemetrics-client sends it: metadata and a payload.
public struct Record: Sendable, Equatable {
  /// Whose it is: the TID it came with.
  public var tenant: String
  /// Record-Format-Version, 1 to 4.
  public var formatVersion: Int
  public var architecture: String
  public var build: String
  public var classification: String
  public var hostType: String
  public var kernelVersion: String
  public var machineID: String
  public var systemName: String
  /// `N/A` below format version 3.
  public var boardName: String
  public var biosVersion: String
  public var cpuModel: String
  /// `N/A` below format version 4.
  public var eventID: String
  /// 1 to 4.
  public var severity: Int
  public var payloadVersion: Int
  /// Whether it came from outside (`X-CLR-External: true`).
  public var external: Bool
  /// The sender's Creation-Timestamp, seconds since 1970, as it was sent: it may lie far off.
  public var created: Int64
  /// Exactly the bytes that came; any bytes, NUL among them.
  public var payload: [UInt8]
  /// What the analysis found in the payload.
  public var findings: Findings

  public init(
    tenant: String, formatVersion: Int, architecture: String, build: String, classification: String, hostType: String,
    kernelVersion: String, machineID: String, systemName: String, boardName: String = "N/A",
    biosVersion: String = "N/A", cpuModel: String = "N/A", eventID: String = "N/A", severity: Int,
    payloadVersion: Int, external: Bool, created: Int64, payload: [UInt8], findings: Findings = Findings()
  ) {
    self.tenant = tenant
    self.formatVersion = formatVersion
    self.architecture = architecture
    self.build = build
    self.classification = classification
    self.hostType = hostType
    self.kernelVersion = kernelVersion
    self.machineID = machineID
    self.systemName = systemName
    self.boardName = boardName
    self.biosVersion = biosVersion
    self.cpuModel = cpuModel
    self.eventID = eventID
    self.severity = severity
    self.payloadVersion = payloadVersion
    self.external = external
    self.created = created
    self.payload = payload
    self.findings = findings
  }
}
