import Report

/// `pg dump`: `stats_per_pool`, `stats_per_pg` and `io_rate`.
struct PlacementGroups: Answer {
  /// Of how many groups the numbers are sent: a large cluster has hundreds of thousands, 3 KB each.
  static let most = 1000

  /// Ids, versions, states and times.
  private static let texts: Set<String> = [
    "pgid", "version", "state", "last_fresh", "last_change", "last_active", "last_peered", "last_clean",
    "last_became_active", "last_became_peered", "last_unstale", "last_undegraded", "last_fullsized", "log_start",
    "ondisk_log_start", "parent", "last_scrub", "last_scrub_stamp", "last_deep_scrub", "last_deep_scrub_stamp",
    "last_clean_scrub_stamp", "scrub_schedule",
  ]

  private(set) var groups: [JSON] = []
  private var pools: [JSON] = []
  private var map = JSON.null

  var shape: JSONShape {
    .object([
      "pg_map": .object([
        "pg_stats_delta": .whole, "pg_stats": .each("group", .whole, where: { (Int($0) ?? 0) < Self.most }),
        "pool_stats": .list("pool", .whole),
      ])
    ])
  }

  mutating func take(_ piece: JSONPiece) {
    switch piece {
    case .document(let answer): map = answer["pg_map"] ?? .null
    case .element("pool", _, let pool): pools.append(pool.withoutTexts())
    case .element(_, _, let group): groups.append(group.withoutTexts(except: Self.texts))
    }
  }

  var count: Int { Int(map.int("pg_stats")) }

  var rate: JSON { .pairs(["pg_stats_delta": map.member("pg_stats_delta").withoutTexts(except: ["stamp_delta"])]) }

  /// Each with those of its applications that the cluster itself names.
  func statsPerPool(_ osdMap: OSDMap?) -> JSON {
    var applications: [Int64: JSON] = [:]
    for pool in osdMap?.pools ?? [] {
      let names = Set(pool["application_metadata"]?.objectValue?.keys ?? [])
      applications[pool.int("pool")] = .array(Pools.applications.filter(names.contains).map(JSON.string))
    }
    return .array(
      pools.compactMap(\.objectValue).map { pool in
        var pool = pool
        pool["application"] = applications[JSON.object(pool).int("poolid")] ?? .array([])
        return .object(pool)
      })
  }
}
