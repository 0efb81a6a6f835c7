import Report

/// `service dump`: `services`, `rgw`, and the gateways that `config show` knows by their gid.
struct ServiceMap: Answer {
  private var map = JSON.null

  var shape: JSONShape {
    .object([
      "services": .members(
        .object([
          "daemons": .members(
            .object([
              "metadata": .object([
                "hostname": .whole, "zone_id": .whole, "zonegroup_id": .whole, "frontend_type#0": .whole,
                "frontend_type#1": .whole,
              ])
            ]))
        ]))
    ])
  }

  mutating func take(_ piece: JSONPiece) { if case .document(let map) = piece { self.map = map } }

  private static func daemons(_ service: JSON) -> [(key: String, value: JSON)] {
    service["daemons"]?.objectValue.map { Array($0) } ?? []
  }

  /// Of daemons of every service. Never sent.
  var hosts: Set<String> {
    let services = map["services"]?.objectValue?.map(\.value) ?? []
    let names = services.flatMap(Self.daemons).compactMap { $0.value["metadata"]?["hostname"]?.stringValue }
    return Set(names.filter { !$0.isEmpty })
  }

  /// `SERVICE.GID` of each daemon.
  var daemons: [String] {
    (map["services"]?.objectValue.map { Array($0) } ?? []).flatMap { service in
      Self.daemons(service.value).filter { $0.value["metadata"] != nil }.map { "\(service.key).\($0.key)" }
    }
  }

  /// Each kind of service that there is, with 1.
  func section() throws(SectionFault) -> JSON {
    var object = JSONObject()
    for (name, service) in try map.object("services") where service.objectValue != nil { object[name] = .int(1) }
    return .object(object)
  }

  /// The gateways; nil when there is no such service. A placeholder without zone counts as a daemon of none.
  func gateways() -> JSON? {
    guard let service = map["services"]?["rgw"] else { return nil }
    var summary: String?
    var count = 0
    var zones: Set<String> = [], groups: Set<String> = [], fronts: Set<String> = []
    for (key, daemon) in Self.daemons(service) {
      if key == "summary" { summary = daemon.stringValue }
      guard let metadata = daemon["metadata"], metadata.objectValue?.isEmpty == false else { continue }
      count += 1
      if let zone = metadata["zone_id"]?.stringValue { zones.insert(zone) }
      if let group = metadata["zonegroup_id"]?.stringValue { groups.insert(group) }
      for key in ["frontend_type#0", "frontend_type#1"] {
        if let front = metadata[key]?.stringValue, !front.isEmpty { fronts.insert(front) }
      }
    }
    var object = JSONObject()
    // Free text of the daemons, which may name hosts: that there is one is all that is said.
    if let summary, !summary.isEmpty { object["summary"] = .string("withheld") }
    object["count"] = .int(count)
    object["zones"] = .int(zones.count)
    object["zonegroups"] = .int(groups.count)
    object["frontends"] = .array(fronts.sorted().map(JSON.string))
    return .object(object)
  }
}
