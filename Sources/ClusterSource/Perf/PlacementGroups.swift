import Report

/// `pg dump`: `stats_per_pool`, `stats_per_pg` and `io_rate`.
struct PlacementGroups: Answer {
  /// Of how many groups the numbers are sent: a large cluster has hundreds of thousands, 3 KB each.
  static let most = 1000

  private(set) var groups: [JSON] = []
  private var pools: [JSON] = []
  private var map = JSON.null

  var shape: JSONShape {
    .object([
      "pg_map": .object([
        "pg_stats_delta": .whole, "pg_stats": .each("group", .whole, where: { (Int($0) ?? 0) < Self.most }),
        "pool_stats": .each("pool", .whole),
      ])
    ])
  }

  mutating func take(_ piece: JSONPiece) {
    switch piece {
    case .document(let answer): map = answer["pg_map"] ?? .null
    case .element("pool", _, let pool): pools.append(pool)
    case .element(_, _, let group): groups.append(group)
    }
  }

  var count: Int { Int(map.int("pg_stats")) }

  var rate: JSON { .pairs(["pg_stats_delta": map.member("pg_stats_delta")]) }

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
