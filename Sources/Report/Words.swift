/// What kind of information a record carries. A channel that is off lets nothing through.
public enum Channel: String, Sendable, CaseIterable, Comparable {
  case basic, crash, device, ident, perf, event

  public var isOnByDefault: Bool {
    switch self {
    case .basic, .crash, .device, .event: true
    case .ident, .perf: false
    }
  }

  /// One sentence for people.
  public var meaning: String {
    switch self {
    case .basic: "versions, configuration, capacity and counters of a node or cluster, and of its host"
    case .crash: "where programs crashed: stack frames, signals, versions"
    case .device: "health of disks: model, age, SMART counters"
    case .ident: "who you are: e-mail, contact, organization, description"
    case .perf: "performance counters and histograms"
    case .event: "records from local programs that are not crashes"
    }
  }

  public static func < (a: Channel, b: Channel) -> Bool { a.order < b.order }
  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Where a record may go. Each has a URL, proxy, CA file, wire form and consent of its own.
public enum Destination: String, Sendable, CaseIterable {
  /// Aerospike.
  case home
  /// A telemetrics server.
  case collector
  /// Stone, the cluster report.
  case report
  /// Stone, the device report.
  case device

  public var meaning: String {
    switch self {
    case .home: "reports of the database node, to Aerospike"
    case .collector: "records from local programs, to a telemetrics server"
    case .report: "the storage cluster report"
    case .device: "the storage device report"
    }
  }
}

extension Destination {
  /// What the classifications of its reports begin with.
  public var reportPrefix: String {
    switch self {
    case .home, .collector: "node/report/"
    case .report: "cluster/report/"
    case .device: "device/report/"
    }
  }
}

/// What produces records.
public enum Source: String, Sendable, CaseIterable {
  case info, cluster, device, probe, host
}

/// The final request of a record, made exactly once. These bytes are what is shown, stored, sent and journaled.
public struct SealedRequest: Sendable, Equatable {
  public var method: String
  public var url: String
  /// What `headers` are, in one text.
  public var headerText: HeaderText
  public var body: [UInt8]

  /// Name and value, in the order they are sent. Transport headers (Host, Content-Length, Accept) are curl's.
  public var headers: [Header] {
    get { headerText.headers }
    set { headerText = HeaderText(newValue) }
  }

  public struct Header: Sendable, Equatable {
    public var name: String
    public var value: String
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(method: String, url: String, headers: [Header], body: [UInt8]) {
    self.init(method: method, url: url, headerText: HeaderText(headers), body: body)
  }

  public init(method: String, url: String, headerText: HeaderText, body: [UInt8]) {
    self.method = method
    self.url = url
    self.headerText = headerText
    self.body = body
  }
}
