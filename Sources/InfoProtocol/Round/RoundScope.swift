/// What a round asks for. The names and their order are those of the old agent, except that one message carries many.
public struct RoundScope: Sendable, Equatable {
  /// `get-config`, `sindex` with each index, `sets`.
  public var isFull: Bool
  /// What only the report of agent 1.0.0 has: `throughput:hist=query`, and the indexes on every round.
  public var isClassic: Bool

  public init(isFull: Bool, isClassic: Bool = false) {
    self.isFull = isFull
    self.isClassic = isClassic
  }

  public static let full = RoundScope(isFull: true)
  public static let abbreviated = RoundScope(isFull: false)

  /// What depends on nothing: the first round trip.
  public var nodeNames: [String] {
    var names = ["features", "partition-generation", "edition", "version", "build", "build_os", "build_time"]
    if isFull { names.append("get-config") }
    names += [
      "node", "get-sl:", "cluster-name", "service", "services", "services-alternate", "services-alumni", "statistics",
      "namespaces", "udf-list",
    ]
    if isFull || isClassic { names.append("sindex") }
    if isFull { names.append("sets") }
    if isClassic { names.append("throughput:hist=query") }
    return names
  }

  /// What the answers to `nodeNames` call for: the second round trip.
  public func detailNames(namespaces: [String], indexes: [NodeIndex], build: NodeBuild) -> [String] {
    var names: [String] = []
    for namespace in namespaces {
      names += ["namespace/\(namespace)", "bins/\(namespace)"]
      names += Self.histogramNames(of: namespace, build: build)
    }
    return names + indexes.map(\.command)
  }

  /// The histograms a node keeps for each namespace.
  public static let histograms = ["query", "read", "udf", "write"]

  /// Every histogram command for a namespace that a node of this build may know.
  public static func histogramNames(of namespace: String, build: NodeBuild) -> [String] {
    var kinds: [String] = []
    if build.mayHaveLatency { kinds += ["latency", "throughput"] }
    if build.mayHaveLatencies { kinds.append("latencies") }
    return kinds.flatMap { kind in histograms.map { "\(kind):hist={\(namespace)}-\($0)" } }
  }
}
