import Report

/// `config dump` and every `config show DAEMON`: names of options, never a value.
struct OptionNames: Answer {
  private(set) var names: Set<String> = []

  var shape: JSONShape { .list("option", .object(["name": .whole])) }

  mutating func take(_ piece: JSONPiece) {
    guard case .element(_, _, let option) = piece, let name = option["name"]?.stringValue, !name.isEmpty else { return }
    names.insert(Self.withoutDaemon(name))
  }

  /// `mgr/MODULE/DAEMON/OPTION` is an option that one manager alone has: the manager's id, often a host's name, is
  /// taken out of it.
  static func withoutDaemon(_ name: String) -> String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 3, parts[0] == "mgr" else { return name }
    return ([parts[0], parts[1]] + parts[3...]).joined(separator: "/")
  }

  static func section(dump: OptionNames, active: Set<String>?) -> JSON {
    var object = JSONObject()
    object["cluster_changed"] = list(dump.names)
    object["active_changed"] = active.map(list)
    return .object(object)
  }

  private static func list(_ names: Set<String>) -> JSON { .array(names.sorted().map(JSON.string)) }
}
