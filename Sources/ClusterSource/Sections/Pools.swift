import Report

/// The pools of `osd dump`, without their names.
enum Pools {
  static let shape = JSONShape.object([
    "pool": .whole, "pool_name": .whole, "pg_num": .whole, "pg_placement_num": .whole, "size": .whole,
    "min_size": .whole, "pg_autoscale_mode": .whole, "target_max_bytes": .whole, "target_max_objects": .whole,
    "type": .whole, "erasure_code_profile": .whole, "cache_mode": .whole, "flags_names": .whole,
    "options": .members(.whole), "application_metadata": .members(.nothingButName),
  ])

  private static let profileKeys = ["k", "m", "plugin", "technique", "crush-failure-domain", "l"]
  /// The applications of the cluster itself; any other name is the administrator's.
  static let applications = ["cephfs", "mgr", "rbd", "rgw"]
  private static let statistics = [
    "avail_raw", "bytes_used", "compress_bytes_used", "compress_under_bytes", "data_bytes_used", "dirty", "max_avail",
    "objects", "omap_bytes_used", "percent_used", "quota_bytes", "quota_objects", "rd", "rd_bytes", "stored",
    "stored_data", "stored_omap", "stored_raw", "wr", "wr_bytes",
  ]
  private static let options = [
    "compression_algorithm", "compression_mode", "compression_required_ratio", "compression_min_blob_size",
    "compression_max_blob_size",
  ]
  private static let flags: Set<Substring> = [
    "hashpspool", "full", "ec_overwrites", "incomplete_clones", "nodelete", "nopgchange", "nosizechange",
    "write_fadvise_dontneed", "noscrub", "nodeep-scrub", "full_quota", "nearfull", "backfillfull", "selfmanaged_snaps",
    "pool_snaps", "creating", "eio", "bulk", "crimson",
  ]

  /// One entry a pool; in the current form what newer modules add comes behind, its statistics when `usage` is there.
  static func section(_ map: OSDMap, usage: Usage?, form: ReportForm) throws(SectionFault) -> JSON {
    try map.map.list("pools")
    let profiles = map.map["erasure_code_profiles"]
    return .array(
      map.pools.filter { $0.objectValue != nil }.map { pool in
        var entry = JSONObject()
        entry["pool"] = pool.member("pool")
        entry["pg_num"] = pool.member("pg_num")
        entry["pgp_num"] = pool.member("pg_placement_num")
        for key in ["size", "min_size", "pg_autoscale_mode", "target_max_bytes", "target_max_objects"] {
          entry[key] = pool.member(key)
        }
        entry["type"] = type(pool.int("type"))
        entry["erasure_code_profile"] = profile(pool["erasure_code_profile"]?.stringValue, profiles)
        entry["cache_mode"] = pool.member("cache_mode")
        if form == .current { extend(&entry, pool, usage) }
        return .object(entry)
      })
  }

  private static func type(_ number: Int64) -> JSON {
    switch number {
    case 1: .string("replicated")
    case 3: .string("erasure")
    default: .string("")
    }
  }

  private static func profile(_ name: String?, _ profiles: JSON?) -> JSON {
    var kept = JSONObject()
    if let name, !name.isEmpty, let profile = profiles?[name] {
      for key in profileKeys { kept[key] = profile[key] }
    }
    return .object(kept)
  }

  private static func extend(_ entry: inout JSONObject, _ pool: JSON, _ usage: Usage?) {
    let named = Set(pool["application_metadata"]?.objectValue?.keys ?? [])
    entry["application"] = .array(applications.filter(named.contains).map(JSON.string))
    if let numbers = usage?.statistics(of: pool.int("pool")) {
      var kept = JSONObject()
      for key in statistics { kept[key] = numbers[key] }
      entry["stats"] = .object(kept)
    }
    var kept = JSONObject()
    for key in options { kept[key] = pool["options"]?[key] }
    entry["options"] = .object(kept)
    let names = (pool["flags_names"]?.stringValue ?? "").split(separator: ",")
    entry["flags_names"] = .array(names.filter(flags.contains).map { .string(String($0)) })
  }
}

extension JSONShape {
  /// A member whose value is of no interest: its name is.
  static var nothingButName: JSONShape { .count }
}
