/// One thing that came in over one of the wire forms, checked, and ready to be kept.
public struct Arrival: Sendable, Equatable {
  /// Indirect, for an arrival is handed from room to room, and a record has many texts to count references to.
  public indirect enum Content: Sendable, Equatable {
    case record(Record)
    case report(Report)
    case device(DeviceSample)
  }

  /// What arrived.
  public var content: Content
  /// SHA-256 (32 bytes) of what makes this the same thing when it is sent again: a repeat has the same identity, is not
  /// kept twice and is answered as success.
  public var identity: [UInt8]
  /// When it came in, microseconds since 1970.
  public var received: Int64

  public init(_ content: Content, identity: [UInt8], received: Int64) {
    self.content = content
    self.identity = identity
    self.received = received
  }
}

/// What became of an arrival, told only when it is durable.
public struct Kept: Sendable, Equatable {
  /// The number it has in the store, of its kind (records, reports, samples).
  public var id: Int64
  /// Whether it had been there before.
  public var repeated: Bool
  /// When it came in (the first time), microseconds since 1970.
  public var received: Int64

  public init(id: Int64, repeated: Bool, received: Int64) {
    self.id = id
    self.repeated = repeated
    self.received = received
  }
}
