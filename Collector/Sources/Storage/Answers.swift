import Words

/// A record as it is kept.
public struct StoredRecord: Sendable, Equatable {
  public var id: Int64
  /// Microseconds since 1970.
  public var received: Int64
  public var record: Record
  public var guiltyID: Int64?

  public init(id: Int64, received: Int64, record: Record, guiltyID: Int64? = nil) {
    self.id = id
    self.received = received
    self.record = record
    self.guiltyID = guiltyID
  }
}

/// A report as it is kept.
public struct StoredReport: Sendable, Equatable {
  public var id: Int64
  public var received: Int64
  public var report: Report

  public init(id: Int64, received: Int64, report: Report) {
    self.id = id
    self.received = received
    self.report = report
  }
}

/// A device sample as it is kept.
public struct StoredSample: Sendable, Equatable {
  public var id: Int64
  public var received: Int64
  public var sample: DeviceSample

  public init(id: Int64, received: Int64, sample: DeviceSample) {
    self.id = id
    self.received = received
    self.sample = sample
  }
}

/// A node or cluster with its latest report.
public struct SubjectRow: Sendable, Equatable {
  public var subject: String
  public var firstReceived: Int64
  public var lastReceived: Int64
  public var lastReport: Int64
  public var reports: Int
  public var summary: [String: String]

  public init(
    subject: String, firstReceived: Int64, lastReceived: Int64, lastReport: Int64, reports: Int,
    summary: [String: String]
  ) {
    self.subject = subject
    self.firstReceived = firstReceived
    self.lastReceived = lastReceived
    self.lastReport = lastReport
    self.reports = reports
    self.summary = summary
  }
}

/// A count for one combination of values, in the order of the dimensions asked for; days as days since 1970, outside as
/// `true`, inside as `false`. Most frequent first.
public struct CountRow: Sendable, Equatable {
  public var values: [String]
  public var count: Int

  public init(values: [String], count: Int) {
    self.values = values
    self.count = count
  }
}

public struct PopulationRow: Sendable, Equatable {
  public var build: String
  /// Distinct machines.
  public var `internal`: Int
  public var external: Int

  public init(build: String, internal: Int, external: Int) {
    self.build = build
    self.internal = `internal`
    self.external = external
  }
}

public struct MachineCount: Sendable, Equatable {
  public var machineID: String
  public var count: Int

  public init(machineID: String, count: Int) {
    self.machineID = machineID
    self.count = count
  }
}

/// The machines that had most of something.
public struct MachineRanking: Sendable, Equatable {
  /// The day, since 1970, from which on was counted where that is later than was asked for.
  public var since: Int?
  /// How many events all machines had, those that are not in the list too.
  public var total: Int
  /// Most first.
  public var machines: [MachineCount]

  public init(since: Int? = nil, total: Int = 0, machines: [MachineCount] = []) {
    self.since = since
    self.total = total
    self.machines = machines
  }
}

public struct MarkCount: Sendable, Equatable {
  public var value: String
  public var count: Int

  public init(value: String, count: Int) {
    self.value = value
    self.count = count
  }
}

public struct GuiltyRow: Sendable, Equatable {
  public var id: Int64
  public var frame: Frame
  public var comment: String
  public var hidden: Bool
  /// Records in the time asked for, in all and by build.
  public var count: Int
  public var builds: [CountRow]

  public init(id: Int64, frame: Frame, comment: String, hidden: Bool, count: Int, builds: [CountRow]) {
    self.id = id
    self.frame = frame
    self.comment = comment
    self.hidden = hidden
    self.count = count
    self.builds = builds
  }
}

/// One guilty, and which machines it struck: values are build and machine id.
public struct GuiltyDetail: Sendable, Equatable {
  public var row: GuiltyRow
  public var machines: [CountRow]

  public init(row: GuiltyRow, machines: [CountRow]) {
    self.row = row
    self.machines = machines
  }
}

public struct SeriesRow: Sendable, Equatable {
  /// Days since 1970.
  public var day: Int
  public var value: String
  public var subjects: Int

  public init(day: Int, value: String, subjects: Int) {
    self.day = day
    self.value = value
    self.subjects = subjects
  }
}

public struct PurgeResult: Sendable, Equatable {
  public var records: Int
  public var reports: Int
  public var samples: Int

  public init(records: Int, reports: Int, samples: Int) {
    self.records = records
    self.reports = reports
    self.samples = samples
  }
}

public struct StoreHealth: Sendable, Equatable {
  /// nil: all is well.
  public var trouble: String?
  public var records: Int
  public var reports: Int
  public var samples: Int
  /// Bytes on the disk, nil where the store cannot tell.
  public var bytes: Int64?
  /// The kind and place of the store, without a password.
  public var place: String

  public init(
    trouble: String? = nil, records: Int = 0, reports: Int = 0, samples: Int = 0, bytes: Int64? = nil, place: String
  ) {
    self.trouble = trouble
    self.records = records
    self.reports = reports
    self.samples = samples
    self.bytes = bytes
    self.place = place
  }
}
