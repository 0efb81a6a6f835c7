/// Whether records of local programs are heard.
public struct ProbeStatus: Sendable, Equatable {
  /// The path of the socket that is open, nil when none is.
  public var socket: String?
  /// Why records of programs cannot be taken, in one line.
  public var trouble: String?
  /// What came by the socket since it was opened.
  public var counts: Counts

  public init(socket: String?, trouble: String? = nil, counts: Counts = Counts()) {
    self.socket = socket
    self.trouble = trouble
    self.counts = counts
  }

  /// How connections to the socket ended.
  public struct Counts: Sendable, Equatable {
    /// Records that were taken in, or dropped by a limit that the ledger names.
    public var taken = 0
    /// Records that were not to be taken in: no consent, a channel that is off, a disk that is full.
    public var refused = 0
    /// Messages that were no record.
    public var rejected = 0
    /// Connections whose message was not whole in time.
    public var late = 0
    /// Times that new connections had to wait, because too many were open.
    public var paused = 0

    public init(taken: Int = 0, refused: Int = 0, rejected: Int = 0, late: Int = 0, paused: Int = 0) {
      self.taken = taken
      self.refused = refused
      self.rejected = rejected
      self.late = late
      self.paused = paused
    }

    /// The names under which they are shown, in their order.
    public static let names: [(name: String, path: WritableKeyPath<Counts, Int> & Sendable)] = [
      ("taken", \.taken), ("refused", \.refused), ("rejected", \.rejected), ("late", \.late), ("paused", \.paused),
    ]
  }
}
