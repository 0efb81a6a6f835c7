import Words

/// Which piece of a listing is wanted. Listings go from the newest to the oldest, and are paged by key.
public struct PageRequest: Sendable, Equatable {
  /// Only what is older than this cursor, as an earlier page gave it; nil: from the newest.
  public var before: String?
  /// Only what is newer than this cursor (oldest of those last), for a live tail and the way back.
  public var after: String?
  /// 1 to 1000.
  public var limit: Int

  public init(before: String? = nil, after: String? = nil, limit: Int = 50) {
    self.before = before
    self.after = after
    self.limit = limit
  }
}

/// One piece of a listing.
public struct Page<Row: Sendable & Equatable>: Sendable, Equatable {
  public var rows: [Row]
  /// The cursor for the next older piece, nil at the end. A filter that lets little through may give few rows, or none,
  /// and a cursor: the search stopped after as much as it may look at at once.
  public var older: String?
  /// The cursor for what is newer than this piece.
  public var newer: String?

  public init(rows: [Row], older: String? = nil, newer: String? = nil) {
    self.rows = rows
    self.older = older
    self.newer = newer
  }
}

/// Which records. Nil lets everything through.
public struct RecordFilter: Sendable, Equatable {
  public var tenant: String?
  /// Exact, or with `*` (any characters) in it.
  public var classification: String?
  public var build: String?
  public var systemName: String?
  public var hostType: String?
  public var machineID: String?
  public var eventID: String?
  public var severity: Int?
  public var external: Bool?
  public var guilty: Int64?
  /// A POSIX extended regular expression that the payload (as text) matches.
  public var payload: String?
  public var notPayload: String?
  /// The sender's time, seconds since 1970: from (inclusive), to (exclusive).
  public var createdFrom: Int64?
  public var createdTo: Int64?
  /// The time of arrival, microseconds since 1970: from (inclusive), to (exclusive).
  public var receivedFrom: Int64?
  public var receivedTo: Int64?
  /// Ids from this one on.
  public var idFrom: Int64?

  public init() {}
}

/// What records are counted by. Days are those of arrival, UTC.
public enum Dimension: String, Sendable, CaseIterable {
  case day, tenant, classification, build, systemName, hostType, severity, external
}

public struct CountFilter: Sendable, Equatable {
  public var tenant: String?
  /// Exact, or with `*`.
  public var classification: String?
  public var build: String?
  public var systemName: String?
  public var external: Bool?
  /// Days since 1970, both inclusive.
  public var fromDay: Int?
  public var toDay: Int?
  /// Only the most frequent.
  public var limit: Int?

  public init() {}
}

public struct GuiltyFilter: Sendable, Equatable {
  /// Records that came in the last days.
  public var days: Int
  public var now: Int64
  public var build: String?
  /// Counted from its records instead of the counts by day.
  public var tenant: String?
  public var includeHidden: Bool
  public var limit: Int
  public var offset: Int

  public init(
    days: Int = 7, now: Int64, build: String? = nil, tenant: String? = nil, includeHidden: Bool = false,
    limit: Int = 10, offset: Int = 0
  ) {
    self.tenant = tenant
    self.days = days
    self.now = now
    self.build = build
    self.includeHidden = includeHidden
    self.limit = limit
    self.offset = offset
  }
}

/// How long what arrives is kept. 0 days: for ever.
public struct PurgePolicy: Sendable, Equatable {
  public struct Rule: Sendable, Equatable {
    public enum Field: String, Sendable { case severity, classification, machineID = "machine_id" }
    public var field: Field
    /// Exact, or with `*`.
    public var value: String
    public var days: Int

    public init(field: Field, value: String, days: Int) {
      self.field = field
      self.value = value
      self.days = days
    }
  }

  /// For records that no rule names, and for reports and samples.
  public var days: Int
  /// The first rule that matches a record decides.
  public var rules: [Rule]

  public init(days: Int = 35, rules: [Rule] = []) {
    self.days = days
    self.rules = rules
  }
}
