import Report

/// `osd dump`: `pools`, `osd` and the pools for `rbd`.
struct OSDMap: Answer {
  private(set) var map = JSON.null
  private(set) var pools: [JSON] = []
  private(set) var count = 0
  private(set) var ids: [Int64] = []
  private var hasClusterNetwork = false

  var shape: JSONShape {
    let addresses = JSONShape.object(["addrvec": .items(.object(["addr": .whole]))])
    return .object([
      "require_osd_release": .whole, "require_min_compat_client": .whole,
      "erasure_code_profiles": .members(.whole),
      "pools": .list("pool", Pools.shape),
      "osds": .list(
        "osd", .object(["osd": .whole, "up": .whole, "public_addrs": addresses, "cluster_addrs": addresses])),
    ])
  }

  mutating func take(_ piece: JSONPiece) {
    switch piece {
    case .document(let map): self.map = map
    case .element("pool", _, let pool): pools.append(pool)
    case .element(_, _, let osd):
      count += 1
      if let id = osd["osd"]?.intValue { ids.append(id) }
      if !hasClusterNetwork, osd.flag("up"), let front = Self.network(osd["public_addrs"]),
        let back = Self.network(osd["cluster_addrs"])
      {
        hasClusterNetwork = front != back
      }
    }
  }

  /// What stands before the first colon, as the module has it: of an IPv6 address only the beginning.
  private static func network(_ addresses: JSON?) -> Substring? {
    addresses?["addrvec"]?.arrayValue?.first?["addr"]?.stringValue?.prefix { $0 != ":" }
  }

  func section() throws(SectionFault) -> JSON {
    try map.list("osds")
    return .pairs([
      "count": .int(count), "require_osd_release": map.member("require_osd_release"),
      "require_min_compat_client": map.member("require_min_compat_client"),
      "cluster_network": .bool(hasClusterNetwork),
    ])
  }
}
