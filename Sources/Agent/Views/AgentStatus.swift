import Outbox
import Platform
import Report
import Settings

/// Everything `status` says and the Overview draws, at one moment.
public struct AgentStatus: Sendable, Equatable {
  /// nil when no daemon runs: then the asking process is the agent.
  public var daemon: Int32?
  public var host: String
  public var now: Timestamp
  public var node: NodeStatus
  public var destinations: [DestinationStatus]
  public var channels: [ChannelStatus]
  /// What needs the administrator, the most urgent first.
  public var attention: [Attention]
  public var spool: SpoolSummary
  public var machineID: MachineIDStatus
  /// What becomes of fields that come after an agreement.
  public var newFields: NewFieldsChoice
  /// nil when nobody asked for records of local programs.
  public var programs: ProbeStatus?
  /// The newest last, at most ten.
  public var events: [Event]

  public init(
    daemon: Int32?, host: String, now: Timestamp, node: NodeStatus, destinations: [DestinationStatus],
    channels: [ChannelStatus], attention: [Attention], spool: SpoolSummary, machineID: MachineIDStatus,
    newFields: NewFieldsChoice = .ask, programs: ProbeStatus? = nil, events: [Event]
  ) {
    self.daemon = daemon
    self.host = host
    self.now = now
    self.node = node
    self.destinations = destinations
    self.channels = channels
    self.attention = attention
    self.spool = spool
    self.machineID = machineID
    self.newFields = newFields
    self.programs = programs
    self.events = events
  }
}

public struct NodeStatus: Sendable, Equatable {
  /// `host:port`, or nil when no node is configured.
  public var address: String?
  public var state: State
  /// Why it is not connected, in one line.
  public var reason: String?

  public enum State: String, Sendable { case unconfigured, unknown, connecting, connected, down }

  public init(address: String?, state: State, reason: String? = nil) {
    self.address = address
    self.state = state
    self.reason = reason
  }
}

public struct DestinationStatus: Sendable, Equatable {
  public var destination: Destination
  /// nil when none is configured.
  public var url: String?
  public var state: State
  /// Why it is off or held: `nobody agreed yet`, `DO_NOT_TRACK is set`, `[main] disable = true in FILE:LINE`, ...
  public var reason: String?
  public var consent: ConsentSummary?
  public var nextReport: Timestamp?
  /// What the last report lacks, and why; nil when it was whole.
  public var missing: String?
  /// Fields of the open channels that are newer than the consent and wait for it, as patterns of the field registry.
  /// None where nobody wants to be asked.
  public var newFields: [String]
  /// Such fields that are sent without waiting: `[privacy] new-fields = accept`.
  public var acceptedFields: [String] = []
  public var lastResult: LastResult?
  public var waiting: Int
  public var waitingBytes: Int
  /// Set while deliveries fail: since when, why, and when the next try is.
  public var trouble: Trouble?
  /// Set while what piled up during an outage is spread.
  public var pace: Paced?

  public enum State: String, Sendable { case on, off, held }

  public struct ConsentSummary: Sendable, Equatable {
    public var by: String
    public var at: Timestamp
    public var channels: [Channel]
    public var licence: String?
    public var revision: Int
    public init(by: String, at: Timestamp, channels: [Channel], licence: String?, revision: Int) {
      self.by = by
      self.at = at
      self.channels = channels
      self.licence = licence
      self.revision = revision
    }
  }

  public struct LastResult: Sendable, Equatable {
    public var at: Timestamp
    /// `sent`, `refused`, ...: the ledger's word.
    public var result: String
    public var status: Int
    public var bytes: Int
    public var sha256: String
    public init(at: Timestamp, result: String, status: Int, bytes: Int, sha256: String) {
      self.at = at
      self.result = result
      self.status = status
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  public struct Trouble: Sendable, Equatable {
    public var since: Timestamp
    public var failures: Int
    public var reason: String
    public var nextTry: Timestamp?
    public init(since: Timestamp, failures: Int, reason: String, nextTry: Timestamp?) {
      self.since = since
      self.failures = failures
      self.reason = reason
      self.nextTry = nextTry
    }
  }

  public init(
    destination: Destination, url: String?, state: State, reason: String? = nil, consent: ConsentSummary? = nil,
    nextReport: Timestamp? = nil, missing: String? = nil, newFields: [String] = [], lastResult: LastResult? = nil,
    waiting: Int = 0, waitingBytes: Int = 0,
    trouble: Trouble? = nil, pace: Paced? = nil
  ) {
    self.destination = destination
    self.url = url
    self.state = state
    self.reason = reason
    self.consent = consent
    self.nextReport = nextReport
    self.missing = missing
    self.newFields = newFields
    self.lastResult = lastResult
    self.waiting = waiting
    self.waitingBytes = waitingBytes
    self.trouble = trouble
    self.pace = pace
  }
}

public struct ChannelStatus: Sendable, Equatable {
  public var channel: Channel
  public var isOn: Bool
  /// Where the setting comes from: `default`, `FILE:LINE`, an environment name.
  public var origin: String
  public init(channel: Channel, isOn: Bool, origin: String) {
    self.channel = channel
    self.isOn = isOn
    self.origin = origin
  }
}

/// One thing that waits for the administrator.
public struct Attention: Sendable, Equatable {
  public var text: String
  /// The command that shows or settles it, without the program's name.
  public var command: String?
  public init(_ text: String, command: String? = nil) {
    self.text = text
    self.command = command
  }
}

public struct SpoolSummary: Sendable, Equatable {
  public var count: Int
  public var bytes: Int
  public var oldest: Timestamp?
  public init(count: Int, bytes: Int, oldest: Timestamp?) {
    self.count = count
    self.bytes = bytes
    self.oldest = oldest
  }
}

public struct MachineIDStatus: Sendable, Equatable {
  public var id: String
  public var isStatic: Bool
  public var rotates: Timestamp?
  /// Where a static id comes from.
  public var file: String?
  /// Why the static id that somebody wrote down is not used, in one line.
  public var refused: String?
  public init(id: String, isStatic: Bool, rotates: Timestamp?, file: String? = nil, refused: String? = nil) {
    self.id = id
    self.isStatic = isStatic
    self.rotates = rotates
    self.file = file
    self.refused = refused
  }
}

/// One line of what happened: `sent node report to home  23.9 KB  sha 9f2c…  200`.
public struct Event: Sendable, Equatable {
  public var at: Timestamp
  /// `sent`, `waiting`, `refused`, `withheld`, `consent`, `node`, `error`, ...
  public var kind: String
  public var text: String
  public init(at: Timestamp, kind: String, text: String) {
    self.at = at
    self.kind = kind
    self.text = text
  }
}
