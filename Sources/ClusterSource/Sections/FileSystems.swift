import Report

/// `tell mds.NAME perf dump`: what the file systems' numbers are summed from. A group that is not there counts 0: a
/// standby has none of them.
struct MetadataServerCounters: Answer {
  private var groups = JSON.null

  var shape: JSONShape {
    .object([
      "mds": .object(["subtrees": .whole, "root_rfiles": .whole, "root_rbytes": .whole, "root_rsnaps": .whole]),
      "mds_mem": .object(["ino": .whole, "dn": .whole, "cap": .whole]),
      "mds_sessions": .object(["session_count": .whole]),
    ])
  }

  mutating func take(_ piece: JSONPiece) { if case .document(let groups) = piece { self.groups = groups } }

  func value(_ group: String, _ counter: String) -> Int64 { groups[group]?.int(counter) ?? 0 }
}

/// `fs dump`.
struct FileSystemMap: Answer {
  private var map = JSON.null

  var shape: JSONShape {
    .object([
      "feature_flags": .whole, "standbys": .items(.object(["name": .whole])),
      "filesystems": .items(
        .object([
          "mdsmap": .object([
            "max_mds": .whole, "ever_allowed_features": .whole, "explicitly_allowed_features": .whole, "in": .count,
            "up": .count, "balancer": .whole, "data_pools": .count, "standby_count_wanted": .whole, "created": .whole,
            "info": .members(.object(["name": .whole, "rank": .whole, "state": .whole])),
          ])
        ])),
    ])
  }

  mutating func take(_ piece: JSONPiece) { if case .document(let map) = piece { self.map = map } }

  private static func servers(_ system: JSON) -> [JSON] { system["info"]?.objectValue?.map(\.value) ?? [] }

  private var systems: [JSON] { (map["filesystems"]?.arrayValue ?? []).compactMap { $0["mdsmap"] } }

  /// The metadata servers that hold a rank: whose counters are asked for.
  var activeNames: [String] { systems.flatMap(Self.servers).compactMap { $0["name"]?.stringValue } }

  var allNames: [String] {
    activeNames + (map["standbys"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
  }

  /// Without counters (nil) the fields that are made from them are left out.
  func section(counters: [String: MetadataServerCounters]?) throws(SectionFault) -> JSON {
    let standbys = try map.array("standbys").count
    let all = try map.array("filesystems").compactMap { $0["mdsmap"] }
    let active = all.reduce(0) { $0 + Self.servers($1).count }
    return .pairs([
      "count": .int(all.count), "feature_flags": map.member("feature_flags").withoutTexts(),
      "num_standby_mds": .int(standbys),
      "filesystems": .array(all.map { Self.entry($0, counters) }), "total_num_mds": .int(standbys + active),
    ])
  }

  private static func entry(_ system: JSON, _ counters: [String: MetadataServerCounters]?) -> JSON {
    let servers = servers(system)
    var entry = JSONObject()
    for key in ["max_mds", "ever_allowed_features", "explicitly_allowed_features"] { entry[key] = system.member(key) }
    entry["num_in"] = .int(system.int("in"))
    entry["num_up"] = .int(system.int("up"))
    entry["num_standby_replay"] = .int(servers.count { $0["state"]?.stringValue == "up:standby-replay" })
    entry["num_mds"] = .int(servers.count)
    let sums: [(String, String, String)] = [
      ("num_sessions", "mds_sessions", "session_count"), ("cached_inos", "mds_mem", "ino"),
      ("cached_dns", "mds_mem", "dn"), ("cached_caps", "mds_mem", "cap"), ("cached_subtrees", "mds", "subtrees"),
    ]
    func of(_ server: JSON) -> MetadataServerCounters? { server["name"]?.stringValue.flatMap { counters?[$0] } }
    if counters != nil {
      for (key, group, counter) in sums {
        entry[key] = .int(servers.reduce(Int64(0)) { $0 &+ (of($1)?.value(group, counter) ?? 0) })
      }
    }
    entry["balancer_enabled"] = .bool(system["balancer"]?.stringValue?.isEmpty == false)
    entry["num_data_pools"] = .int(system.int("data_pools"))
    entry["standby_count_wanted"] = system.member("standby_count_wanted")
    entry["approx_ctime"] = .text(system["created"]?.stringValue.map { String($0.prefix(7)) })
    if counters != nil {
      let root = servers.first { $0["rank"]?.intValue == 0 }.flatMap(of)
      for (key, counter) in [("files", "root_rfiles"), ("bytes", "root_rbytes"), ("snaps", "root_rsnaps")] {
        entry[key] = .int(root?.value("mds", counter) ?? 0)
      }
    }
    return .object(entry)
  }
}
