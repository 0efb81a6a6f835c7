import Platform

/// A record on its way out: what it is, and its request, sealed. Nothing in it changes after sealing.
public struct SealedRecord: Sendable, Equatable {
  /// 32 lower-case hexadecimal digits, random.
  public var id: String
  public var source: Source
  /// The channels whose information is inside, the leading one first. Switching one of them off withdraws the record.
  public var channels: [Channel]
  public var destination: Destination
  /// `DOMAIN/PROBE/REST` for programs' records; `node/report/full`, `node/report/abbreviated`, `node/status`,
  /// `cluster/report/full`, `device/report/full` for ours.
  public var classification: String
  /// 1 (low) to 4 (critical).
  public var severity: Int
  /// 32 lower-case hexadecimal digits; empty where the form has none.
  public var eventID: String
  public var created: Timestamp
  /// The field-set revision that consent was checked against: the body has no field of a later one.
  public var revision: Int
  /// The fields inside that came after consent and went along all the same, because `[privacy] new-fields = accept`
  /// lets them: patterns of the field registry.
  public var newFields: [String]
  public var request: SealedRequest
  /// Lower-case hexadecimal SHA-256 of `request.body`.
  public var sha256: String
  /// Who vouches for the server.
  public var authority: Authority

  /// Whose word is taken that a server is the one it says.
  public enum Authority: Sendable, Equatable {
    /// As the destination is configured when it is sent.
    case configured
    /// The system's authorities: the record brought a configuration of its own, which names none.
    case system
    /// A PEM file that the record's own configuration names.
    case file(String)
  }

  public init(
    id: String, source: Source, channels: [Channel], destination: Destination, classification: String,
    severity: Int = 1, eventID: String = "", created: Timestamp, revision: Int, newFields: [String] = [],
    request: SealedRequest, sha256: String, authority: Authority = .configured
  ) {
    self.id = id
    self.source = source
    self.channels = channels
    self.destination = destination
    self.classification = classification
    self.severity = severity
    self.eventID = eventID
    self.created = created
    self.revision = revision
    self.newFields = newFields
    self.request = request
    self.sha256 = sha256
    self.authority = authority
  }

  public var channel: Channel { channels.first ?? .basic }
}
