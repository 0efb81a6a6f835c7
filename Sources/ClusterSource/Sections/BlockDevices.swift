import Report

/// `rbd ls` of a pool: how many images, not their names.
struct ImageCount: Answer {
  private(set) var count = 0

  var shape: JSONShape { .count }

  mutating func take(_ piece: JSONPiece) {
    if case .document(let number) = piece { count = Int(number.intValue ?? 0) }
  }
}

/// `rbd mirror pool info` of a pool.
struct MirrorMode: Answer {
  private(set) var isMirrored = false

  var shape: JSONShape { .object(["mode": .whole]) }

  mutating func take(_ piece: JSONPiece) {
    if case .document(let info) = piece { isMirrored = (info["mode"]?.stringValue ?? "disabled") != "disabled" }
  }
}

enum BlockDevices {
  /// The names of the pools that hold images, for asking; they are never sent.
  static func pools(_ map: OSDMap) -> [String] {
    map.pools.filter { $0["application_metadata"]?["rbd"] != nil }.compactMap { $0["pool_name"]?.stringValue }
  }

  /// The receiver walks both lists by the number of pools: they have the same length always.
  static func section(_ pools: [(images: Int, isMirrored: Bool)]) -> JSON {
    .pairs([
      "num_pools": .int(pools.count), "num_images_by_pool": .array(pools.map { .int($0.images) }),
      "mirroring_by_pool": .array(pools.map { .bool($0.isMirrored) }),
    ])
  }
}
