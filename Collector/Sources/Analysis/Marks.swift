import Words

/// Machine checks, as the MCE log tells them.
enum MachineChecks {
  static let prefix = "org.clearlinux/mce/"

  /// `STATUS 8c00004000010090 MCGSTATUS 0` of the first line that has both.
  static func mark(_ payload: [UInt8]) -> Mark? {
    for line in Lines(payload).prefix(200) {
      let words = line.prefix(500).split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
      guard let status = words.firstIndex(where: { $0.elementsEqual("STATUS".utf8) }), status + 3 < words.count,
        words[status + 2].elementsEqual("MCGSTATUS".utf8), isHex(words[status + 1]), isHex(words[status + 3])
      else { continue }
      return Mark(
        .machineCheck, words[status...(status + 3)].map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
    }
    return nil
  }

  private static func isHex(_ word: ArraySlice<UInt8>) -> Bool {
    let digits = word.starts(with: "0x".utf8) ? word.dropFirst(2) : word
    return (1...16).contains(digits.count) && digits.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }
  }
}

/// Updates of the system, as swupd tells them.
enum Updates {
  static let classification = "org.clearlinux/swupd-client/update"

  /// `FROM TO` of an update that did not fail: `current_version=` and `server_version=`, with `result=0` or none.
  static func mark(_ payload: [UInt8]) -> Mark? {
    var values: [String: String] = [:]
    for line in Lines(payload).prefix(50) {
      guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let key = String(decoding: line[..<equals], as: UTF8.self)
      if values[key] == nil { values[key] = String(decoding: line[(equals + 1)...].prefix(40), as: UTF8.self) }
    }
    guard let from = values["current_version"], let to = values["server_version"], isNumber(from), isNumber(to),
      values["result"] ?? "0" == "0"
    else { return nil }
    return Mark(.update, from + " " + to)
  }

  private static func isNumber(_ text: String) -> Bool {
    (1...20).contains(text.utf8.count) && text.utf8.allSatisfy { $0 &- 0x30 < 10 }
  }
}
