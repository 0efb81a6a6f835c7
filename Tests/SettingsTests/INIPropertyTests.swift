import Testing

@testable import Settings

@Suite("INI documents nobody thought of")
struct INIPropertyTests {
  private static let pieces = [
    "[main]", "[settings]", "[a", "[]", "[b] x", "k", "key", "K", "=", ":", " = ", " ", "  ", "\t", "\n", "\n", "\n",
    "\r\n",
    "#", ";", "v", "600", "%", "%%", "\\s", "\\", "é", "\u{FEFF}", "\r", "\0", "# k = 1\n", "k = 1\n", "  more\n",
    "[main]\n",
  ]

  private static func document(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      bytes += (pieces.randomElement(using: &random) ?? "").utf8
      if Int.random(in: 0..<60, using: &random) == 0 { bytes.append(UInt8.random(in: 0...255, using: &random)) }
    }
    return bytes
  }

  @Test("come back byte by byte, and every fault names a line they have")
  func roundTrip() {
    for seed in 0..<20_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      let bytes = Self.document(&random)
      let document = INIDocument.parse(bytes)
      #expect(document.bytes == bytes, "seed \(seed)")
      let lines = document.lines.count
      #expect(document.faults.allSatisfy { (1...max(1, lines)).contains($0.line) }, "seed \(seed)")
      #expect(document.entries.map(\.line) == document.entries.map(\.line).sorted(), "seed \(seed)")
    }
  }

  @Test("keep every other entry and every other line through a run of edits")
  func edits() throws {
    for seed in 0..<4_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      var document = INIDocument.parse(Self.document(&random))
      for _ in 0..<6 {
        let section = ["main", "settings", "new"].randomElement(using: &random) ?? ""
        let key = ["k", "KEY", "other"].randomElement(using: &random) ?? ""
        let isTarget = { (entry: INIDocument.Entry) in
          entry.section == section && entry.key.lowercased() == key.lowercased()
        }
        let before = document
        let others = before.entries.filter { !isTarget($0) }.map { "\($0.section).\($0.key)=\($0.rawValue)" }
        if Bool.random(using: &random) {
          let value = ["", "1", "50%", "a b", "= : #"].randomElement(using: &random) ?? ""
          try document.set(section, key, to: value)
          #expect(document.entry(section, key)?.value == value, "seed \(seed)")
          #expect(Self.isSubsequence(Self.rest(before, isTarget), of: Self.contents(document)), "seed \(seed)")
        } else {
          document.unset(section, key)
          #expect(document.entry(section, key) == nil, "seed \(seed)")
          #expect(Self.rest(before, isTarget) == Self.contents(document), "seed \(seed)")
        }
        let kept = document.entries.filter { !isTarget($0) }.map { "\($0.section).\($0.key)=\($0.rawValue)" }
        #expect(kept == others, "seed \(seed): \(before.text.debugDescription) -> \(document.text.debugDescription)")
        #expect(document.faults.map(\.problem) == before.faults.map(\.problem), "seed \(seed)")
      }
    }
  }

  private static func contents(_ document: INIDocument) -> [[UInt8]] { document.lines.map(visible) }

  /// Without carriage returns at the end: one that ends the file becomes part of a line end when a line follows.
  private static func visible(_ line: INILine) -> [UInt8] {
    Array(line.content.reversed().drop { $0 == UInt8(ascii: "\r") }.reversed())
  }

  /// The lines that do not belong to the entries that `isTarget` picks.
  private static func rest(_ document: INIDocument, _ isTarget: (INIDocument.Entry) -> Bool) -> [[UInt8]] {
    var isInside = false
    return document.lines.compactMap { line in
      switch line.role {
      case .entry(let index, _, _): isInside = isTarget(document.entries[index])
      case .header, .unusable: isInside = false
      case .blank, .comment: return visible(line)
      case .continuation: break
      }
      return isInside ? nil : visible(line)
    }
  }

  private static func isSubsequence(_ part: [[UInt8]], of whole: [[UInt8]]) -> Bool {
    var rest = whole[...]
    for line in part {
      guard let found = rest.firstIndex(of: line) else { return false }
      rest = rest[(found + 1)...]
    }
    return true
  }
}
