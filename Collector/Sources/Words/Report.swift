/// A periodic report, as JSON: of a database node (Aerospike) or of a storage cluster (Stone).
public struct Report: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case node
    case cluster
  }

  public var kind: Kind
  /// Who reports: the node's id or the cluster's report_id, as it was sent.
  public var subject: String
  /// The report's own time, seconds since 1970; the time of arrival where it names none.
  public var stamp: Int64
  /// Exactly the bytes that came (after gzip): a JSON object in UTF-8.
  public var body: [UInt8]
  /// The figures the pages show, taken out once: "version" to "4.9.0.37", "namespaces" to "2". Keys are those of
  /// `Intake`'s tables of summaries.
  public var summary: [String: String]

  public init(kind: Kind, subject: String, stamp: Int64, body: [UInt8], summary: [String: String]) {
    self.kind = kind
    self.subject = subject
    self.stamp = stamp
    self.body = body
    self.summary = summary
  }
}

/// One sample of one storage device's health, one entry of a Stone device report.
public struct DeviceSample: Sendable, Equatable {
  /// The device, `VENDOR_MODEL_PSEUDONYM`.
  public var device: String
  /// The host's pseudonym, "" where there is none.
  public var host: String
  /// `YYYYMMDD-HHMMSS` as seconds since 1970.
  public var stamp: Int64
  /// The sample, JSON.
  public var body: [UInt8]

  public init(device: String, host: String, stamp: Int64, body: [UInt8]) {
    self.device = device
    self.host = host
    self.stamp = stamp
    self.body = body
  }
}
