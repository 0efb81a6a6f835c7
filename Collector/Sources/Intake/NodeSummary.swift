import Words

/// The figures of a node's report. All are texts; one that the report does not tell is not there.
///
/// | key | what |
/// |---|---|
/// | `form` | `full`, `abbreviated` or `status` |
/// | `version` | the server's build, `4.9.0.37` |
/// | `edition` | `Aerospike Community Edition` |
/// | `os` | what the server was built for, `debian10` |
/// | `cluster` | the cluster's name as it was sent: a pseudonym |
/// | `cluster_size` | nodes in the cluster |
/// | `namespaces`, `sets`, `indexes`, `udfs` | how many |
/// | `objects` | records on the node |
/// | `uptime` | seconds since the server started |
/// | `connections` | clients connected |
/// | `memory_used`, `memory_size`, `device_used`, `device_size` | bytes, over all namespaces; of servers from 7.0 on, which tell no sum, the memory their indexes take and what data they keep there |
/// | `memory_total` | of the host, as /proc/meminfo tells it |
/// | `distribution`, `kernel`, `machine` | of the host |
/// | `agent` | version of the report's format |
/// | `status` | what the agent says of the node |
/// | `interval` | seconds between reports |
enum NodeSummary {
  static let wanted: Set<String> = [
    "node", "telemetry-agent-ip-address", "unix-epoch-time", "build", "edition", "build_os", "cluster-name",
    "statistics", "namespaces", "storage", "sets", "sindex-metadata", "udfs", "meminfo", "system", "config",
    "telemetry-agent-version", "telemetry-agent-status", "interval",
  ]

  static func figures(_ object: JSONView) -> [String: String] {
    var figures: [String: String] = [:]
    func set(_ name: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      figures[name] = Figure.bounded(value)
    }
    let isStatus = object["telemetry-agent-status"] != nil
    set("form", isStatus ? "status" : object["config"] != nil ? "full" : "abbreviated")
    set("version", object["build"]?.word)
    set("edition", object["edition"]?.word)
    set("os", object["build_os"]?.word)
    set("cluster", object["cluster-name"]?.word)
    set("agent", object["telemetry-agent-version"]?.word)
    set("status", object["telemetry-agent-status"]?.word)
    set("interval", object["interval"]?.word)
    let statistics = object["statistics"]
    set("cluster_size", statistics?["cluster_size"]?.word)
    set("objects", statistics?["objects"]?.word)
    set("uptime", statistics?["uptime"]?.word)
    set("connections", statistics?["client_connections"]?.word)
    set("udfs", object["udfs"]?["num-udf-files"]?.word)
    set("sets", object["sets"].map { String($0.count) })
    set("indexes", object["sindex-metadata"].map { String($0.count) })
    set("memory_total", object["meminfo"]?["MemTotal"]?.word)
    // The first agents sent the names as a list, and what is in them as `storage`.
    set("namespaces", object["namespaces"].map { String($0.count) })
    let namespaces = (object["storage"] ?? object["namespaces"])?.members.map(\.value).filter(\.isObject) ?? []
    set("memory_used", Figure.sum(namespaces.flatMap(memoryUsed)))
    set("memory_size", Figure.sum(namespaces.map { $0["memory-size"] }))
    set("device_used", Figure.sum(namespaces.map { $0["device_used_bytes"] ?? onDevice($0, "data_used_bytes") }))
    set("device_size", Figure.sum(namespaces.map { $0["device_total_bytes"] ?? onDevice($0, "data_total_bytes") }))
    let uname = object["system"]?["uname"]?.members.map(\.value.word) ?? []
    if uname.count > 4 {
      set("kernel", uname[2])
      set("machine", uname[4])
    }
    if let release = object["system"]?["release"]?.word { set("kernel", release) }
    let distribution = object["system"]?["linux_distribution"]
    set("distribution", distribution?.word)
    if let distribution, distribution.isArray {
      set("distribution", distribution.members.prefix(2).compactMap(\.value.word).joined(separator: " "))
    }
    return figures
  }

  /// What a namespace has in memory: one figure up to 6.4, then the parts.
  private static func memoryUsed(_ namespace: JSONView) -> [JSONView?] {
    if let sum = namespace["memory_used_bytes"] { return [sum] }
    var parts = ["index_used_bytes", "set_index_used_bytes", "sindex_used_bytes"].map { namespace[$0] }
    if onDevice(namespace, "data_used_bytes") == nil { parts.append(namespace["data_used_bytes"]) }
    return parts
  }

  /// A figure about a namespace's data where that is on a device.
  private static func onDevice(_ namespace: JSONView, _ name: String) -> JSONView? {
    namespace["storage-engine"]?.word == "memory" ? nil : namespace[name]
  }
}

enum Figure {
  /// A figure's text as it is kept: no longer than the pages show.
  static func bounded(_ text: String) -> String { text.cut(to: 200) }

  /// The sum of those that are whole numbers, nil where none is or where it would not fit.
  static func sum(_ values: [JSONView?]) -> String? {
    var total: Int64?
    for value in values {
      guard let number = value?.integer else { continue }
      let (sum, isOver) = (total ?? 0).addingReportingOverflow(number)
      guard !isOver else { return nil }
      total = sum
    }
    return total.map(String.init)
  }
}
