import Report

/// `mon dump`: `created` and `mon` of the report.
struct MonitorMap: Answer {
  private(set) var map = JSON.null

  var shape: JSONShape {
    .object([
      "created": .whole, "features": .object(["persistent": .items(.whole), "optional": .items(.whole)]),
      "min_mon_release": .whole,
      "mons": .items(
        .object([
          "name": .whole,
          "public_addrs": .object(["addrvec": .items(.object(["type": .whole, "addr": .whole]))]),
        ])),
    ])
  }

  mutating func take(_ piece: JSONPiece) { if case .document(let map) = piece { self.map = map } }

  /// The ids of the monitors.
  var names: [String] { (map["mons"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue } }

  func created() throws(SectionFault) -> JSON {
    guard let created = map["created"]?.stringValue else { throw .missing("created") }
    return .string(created)
  }

  /// Counts addresses, not monitors: one with an address of each protocol counts twice for its family.
  func section() throws(SectionFault) -> JSON {
    let monitors = try map.array("mons")
    var first = 0, second = 0, four = 0, six = 0
    for address in monitors.flatMap({ $0["public_addrs"]?["addrvec"]?.arrayValue ?? [] }) {
      switch address["type"]?.stringValue {
      case "v1": first += 1
      case "v2": second += 1
      default: break
      }
      guard let text = address["addr"]?.stringValue else { continue }
      if text.hasPrefix("[") { six += 1 } else { four += 1 }
    }
    return .pairs([
      "count": .int(monitors.count), "features": map.member("features"),
      "min_mon_release": map.member("min_mon_release"), "v1_addr_mons": .int(first), "v2_addr_mons": .int(second),
      "ipv4_addr_mons": .int(four), "ipv6_addr_mons": .int(six),
    ])
  }
}
