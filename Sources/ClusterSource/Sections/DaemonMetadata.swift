import Report

/// `osd metadata`, `mon metadata`, `mds metadata`, `mgr metadata`: how many daemons have which version, processor and
/// system, and on how many hosts they are. A daemon that never ran has no values and counts for nothing.
struct DaemonMetadata: Answer {
  static let keys = [
    "arch", "ceph_version", "os", "cpu", "kernel_description", "kernel_version", "distro_description", "distro",
  ]
  static let storageKeys = ["osd_objectstore", "rotational"] + keys

  private let wanted: [String]
  private var tallies: [String: Tally] = [:]
  /// Never sent.
  private(set) var hosts: Set<String> = []
  private(set) var names: [String] = []

  init(_ wanted: [String] = DaemonMetadata.keys) { self.wanted = wanted }

  var shape: JSONShape {
    var members = ["hostname": JSONShape.whole, "name": .whole]
    for key in wanted { members[key] = .whole }
    return .list("daemon", .object(members))
  }

  mutating func take(_ piece: JSONPiece) {
    guard case .element(_, _, let daemon) = piece, let values = daemon.objectValue else { return }
    for (key, value) in values {
      guard let text = value.stringValue else { continue }
      switch key {
      case "hostname": if !text.isEmpty { hosts.insert(text) }
      case "name": names.append(text)
      default: tallies[key, default: Tally()].add(text)
      }
    }
  }

  /// A key without any value stays as `{}`.
  func section() -> JSON {
    var object = JSONObject()
    for key in wanted { object[key] = (tallies[key] ?? Tally()).json }
    return .object(object)
  }

  /// Fresh counts: the module keeps the host that a daemon has left until the manager starts anew.
  static func hosts(_ kinds: [(String, DaemonMetadata)], others: Set<String>) -> JSON {
    let all = kinds.reduce(others) { $0.union($1.1.hosts) }
    var object = JSONObject()
    object["num"] = .int(all.count)
    for (kind, metadata) in kinds { object["num_with_" + kind] = .int(metadata.hosts.count) }
    return .object(object)
  }
}
