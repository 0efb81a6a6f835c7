import Report

/// `tell DAEMON perf dump`, in the shape of the newer modules: group, counter, `value` and perhaps `count`.
struct DaemonCounters: Answer {
  private(set) var groups = JSONObject()

  var shape: JSONShape { .members(.members(.members(.whole))) }

  mutating func take(_ piece: JSONPiece) {
    guard case .document(let dump) = piece, let dump = dump.objectValue else { return }
    for (name, group) in dump {
      guard !Self.namesImages(name), let counters = group.objectValue else { continue }
      var kept = JSONObject()
      for (counter, value) in counters { kept[counter] = Self.entry(value) }
      if !kept.isEmpty { groups[name] = .object(kept) }
    }
  }

  /// Groups that are called as pools and images are.
  private static func namesImages(_ group: String) -> Bool {
    group.contains("/") || group.hasPrefix("librbd") || group.hasPrefix("rbd_mirror")
  }

  /// A number, or an average: its sum and how many it is made of. Sums of time are nanoseconds, as the module has them.
  private static func entry(_ value: JSON) -> JSON? {
    if case .number = value { return .pairs(["value": value]) }
    guard let count = value["avgcount"], let sum = value["sum"], case .number(let text) = sum else { return nil }
    guard value["avgtime"] != nil else { return .pairs(["value": sum, "count": count]) }
    guard let seconds = Double(text), seconds.magnitude < 9e9 else { return nil }
    return .pairs(["value": .int(Int64((seconds * 1e9).rounded())), "count": count])
  }
}

/// `tell DAEMON dump_mempools`.
struct MemoryPools: Answer {
  private(set) var pools: JSON?

  var shape: JSONShape { .object(["mempool": .object(["by_pool": .members(.members(.whole))])]) }

  mutating func take(_ piece: JSONPiece) {
    if case .document(let dump) = piece { pools = dump["mempool"]?["by_pool"]?.withoutTexts() }
  }
}
