import Platform
import Report

/// A report as it would leave: the sealed bytes and, for each field, what was done to it.
public struct Preview: Sendable, Equatable {
  public var record: SealedRecord
  /// True for a full round, false for an abbreviated one.
  public var isFull: Bool
  /// Whether this very record would be sent now (consent, channels); else it shows what would be, if agreed.
  public var mayLeave: Bool
  /// Why not, when it may not leave.
  public var reason: String?
  /// In body order. Only leaves: the tree is the body's own.
  public var fields: [Field]
  /// The random name of the host it is about, of a device report; it is not in the body.
  public var host: String?
  /// The other requests of the same report, one a host.
  public var others: [Preview] = []

  public struct Field: Sendable, Equatable {
    /// Keys and, inside arrays, decimal indexes.
    public var path: [String]
    /// The leaf as it stands in the body; for `dropped` fields what the source gave is not kept.
    public var value: JSON
    public var hiding: Hiding
    /// Which rule hid it: `built in`, `[privacy] hash`, `[privacy] redact.GLOB (FILE:LINE)`, `channel ident is off`.
    public var rule: String?
    /// What an open value seems to name, in words: `an IP address`. A guess, for whoever looks at it.
    public var looksLike: [String] = []

    public init(path: [String], value: JSON, hiding: Hiding, rule: String? = nil) {
      self.path = path
      self.value = value
      self.hiding = hiding
      self.rule = rule
    }
  }

  public init(record: SealedRecord, isFull: Bool, mayLeave: Bool, reason: String?, fields: [Field]) {
    self.record = record
    self.isFull = isFull
    self.mayLeave = mayLeave
    self.reason = reason
    self.fields = fields
  }

  /// Every request of the report.
  public var all: [Preview] { [self] + others }

  /// What is known of a field.
  public func entry(_ field: Field) -> FieldEntry? { FieldRegistry.entry(for: field.path, to: record.destination) }
}
