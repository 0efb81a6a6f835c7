import Report

/// What names one disk among all: its serial number, world wide name, namespace ids. Found wherever they stand in the
/// disk's records, and taken out of every text.
struct Identifiers {
  static let mark = "deleted"

  private var texts: [[UInt8]] = []
  /// A shorter serial number stands in texts by accident.
  private static let shortest = 4

  /// Members whose value is a serial number: they stay, with `deleted`.
  private static let serials: Set<String> = ["serial_number", "serial", "sn", "device_serial", "scsi_serial_number"]
  /// Members that say nothing but which disk it is: they go.
  private static let names: Set<String> = [
    "wwn", "logical_unit_id", "lu_id", "eui64", "nguid", "uuid", "guid", "wwid", "unique_id", "world_wide_name",
    "sas_address", "attached_sas_address",
  ]
  /// What the lines of smartctl's text begin with when they name the disk; lower case.
  private static let labels = [
    "serial number", "lu wwn device id", "logical unit id", "ieee eui-64", "namespace 1 ieee eui-64", "nguid",
    "sas address", "attached sas address", "world wide name", "wwn", "unit serial number",
  ]

  /// `id` is the disk's id in the cluster, which ends in its serial number.
  init(id: String, records: [JSON]) {
    if let underscore = id.lastIndex(of: "_") { add(String(id[id.index(after: underscore)...])) } else { add(id) }
    for record in records { collect(record) }
    // The longest first: one may be a part of another.
    texts.sort { $0.count > $1.count }
  }

  private mutating func add(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    if bytes.starts(with: Array("0x".utf8)) { bytes = bytes.dropFirst(2) }
    let lowered = bytes.map(Self.lower)
    guard lowered.count >= Self.shortest, !texts.contains(lowered) else { return }
    texts.append(lowered)
  }

  private mutating func collect(_ value: JSON) {
    switch value {
    case .array(let items): for item in items { collect(item) }
    case .object(let members):
      for (key, member) in members {
        let name = key.lowercased()
        if Self.serials.contains(name) || Self.names.contains(name) { learn(member) } else { collect(member) }
      }
    case .null, .bool, .number, .string: break
    }
  }

  /// Everything below an identifying member; of numbers also their hexadecimal form, in which smartctl prints them.
  private mutating func learn(_ value: JSON) {
    switch value {
    case .string(let text): add(text)
    case .number(let text):
      if let number = UInt64(text), number >= 0x10_0000 {
        add(text)
        add(String(number, radix: 16))
      }
    case .array(let items): for item in items { learn(item) }
    case .object(let members): for (_, member) in members { learn(member) }
    case .null, .bool: break
    }
  }

  /// The value without them.
  func cleaned(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): return .string(cleaned(text))
    case .array(let items): return .array(items.map(cleaned))
    case .object(let members):
      var kept = JSONObject()
      for (key, member) in members {
        let name = key.lowercased()
        if Self.serials.contains(name) {
          kept[key] = .string(Self.mark)
        } else if !Self.names.contains(name) {
          kept[cleaned(key)] = cleaned(member)
        }
      }
      return .object(kept)
    case .null, .bool, .number: return value
    }
  }

  func cleaned(_ text: String) -> String {
    let line = text.drop { $0 == " " || $0 == "\t" }
    let lowered = line.lowercased()
    if let colon = text.firstIndex(where: { $0 == ":" || $0 == "=" }), Self.labels.contains(where: lowered.hasPrefix) {
      let gap = text[text.index(after: colon)...].prefix { $0 == " " }
      return text[...colon] + gap + Self.mark
    }
    return replaced(text)
  }

  private func replaced(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let lowered = bytes.map(Self.lower)
    var out: [UInt8] = []
    var index = 0
    var isChanged = false
    while index < bytes.count {
      if let found = texts.first(where: { $0.first == lowered[index] && lowered[index...].starts(with: $0) }) {
        out += Array(Self.mark.utf8)
        index += found.count
        isChanged = true
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return isChanged ? String(decoding: out, as: UTF8.self) : text
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
