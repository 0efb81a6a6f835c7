import Report

/// `df detail`: `usage`, and the numbers of each pool.
struct Usage: Answer {
  private var answer = JSON.null
  private var pools: [Int64: JSON] = [:]
  private var count = 0

  var shape: JSONShape {
    .object([
      "stats": .object(["total_used_bytes": .whole, "total_bytes": .whole, "total_avail_bytes": .whole]),
      "stats_by_class": .object(["hdd": .members(.whole), "ssd": .members(.whole), "nvme": .members(.whole)]),
      "pools": .list("pool", .object(["id": .whole, "stats": .members(.whole)])),
    ])
  }

  mutating func take(_ piece: JSONPiece) {
    switch piece {
    case .document(let answer): self.answer = answer
    case .element(_, _, let pool):
      count += 1
      if let id = pool["id"]?.intValue { pools[id] = pool["stats"] }
    }
  }

  func statistics(of pool: Int64) -> JSON? { pools[pool] }

  func section(pools map: OSDMap?, form: ReportForm) throws(SectionFault) -> JSON {
    let totals = JSON.object(try answer.object("stats"))
    var object = JSONObject()
    object["pools"] = .int(count)
    if let map { object["pg_num"] = .int(map.pools.reduce(Int64(0)) { $0 &+ $1.int("pg_num") }) }
    for key in ["total_used_bytes", "total_bytes", "total_avail_bytes"] { object[key] = totals.member(key) }
    if form == .current, let classes = answer["stats_by_class"] { object["stats_by_class"] = classes.withoutTexts() }
    return .object(object)
  }
}
