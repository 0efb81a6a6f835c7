import Report

/// One crash of a daemon, cleaned.
public struct Crash: Sendable, Equatable {
  /// `2026-11-21T06:15:15.911069Z_UUID`.
  public let id: String
  /// What is sent.
  public let json: JSON

  public static let redacted = "<redacted>"

  /// Never sent, whatever they hold.
  private static let dropped: Set<String> = ["utsname_hostname", "utsname_nodename", "hostname", "host", "nodename"]
  /// Made by the program itself, from a fixed set of words and numbers.
  private static let plain: Set<String> = [
    "crash_id", "timestamp", "archived", "stack_sig", "ceph_version", "process_name", "utsname_machine",
    "utsname_release", "utsname_sysname", "utsname_version", "os_id", "os_name", "os_version", "os_version_id",
  ]

  /// nil when it is no object, or has no id that can be one.
  init?(_ raw: JSON, names: KnownNames, cleaning: Cleaning) {
    guard let members = raw.objectValue, let id = members["crash_id"]?.stringValue, ClusterCommand.isPlain(id) else {
      return nil
    }
    var known = names
    for key in Self.dropped { if let name = members[key]?.stringValue { known.add(name) } }
    let entity = members["entity_name"]?.stringValue
    // Monitors, managers and gateways are called as their hosts.
    if let entity, let dot = entity.firstIndex(of: ".") { known.add(String(entity[entity.index(after: dot)...])) }
    var object = JSONObject()
    for (key, value) in members where !Self.dropped.contains(key) {
      switch key {
      case "entity_name": object[key] = .text(entity.map(cleaning.daemon))
      case "backtrace" where members["mgr_module"] != nil: object[key] = Self.trace(value, known, cleaning)
      default: object[key] = Self.plain.contains(key) ? value : Self.cleaned(value, known, cleaning)
      }
    }
    self.id = id
    json = .object(object)
  }

  private static func cleaned(_ value: JSON, _ names: KnownNames, _ cleaning: Cleaning) -> JSON {
    switch value {
    case .string(let text): return .string(cleaning.text(names.cleaned(text)))
    case .array(let items): return .array(items.map { cleaned($0, names, cleaning) })
    case .object(let members):
      var object = JSONObject()
      for (key, member) in members { object[key] = cleaned(member, names, cleaning) }
      return .object(object)
    case .null, .bool, .number: return value
    }
  }

  /// The trace of a manager's module is Python's: the last line is the exception's own text, and so is each other line
  /// that names no place in a file (of a chain of exceptions).
  private static func trace(_ value: JSON, _ names: KnownNames, _ cleaning: Cleaning) -> JSON {
    guard let lines = value.arrayValue else { return cleaned(value, names, cleaning) }
    return .array(
      lines.enumerated().map { index, line in
        let isPlace = line.stringValue?.hasPrefix("  File \"") ?? false
        if index == lines.count - 1 || !isPlace { return .string(redacted) }
        return cleaned(line, names, cleaning)
      })
  }
}
