extension INIDocument {
  /// Gives a key a value, touching nothing else. An existing key is changed where it stands (the last one, which is
  /// the one that counts): its spelling, indentation and separator stay, and lines that continued the old value
  /// go. A new key comes after its commented-out example, else at the end of its section; a new section at the end.
  public mutating func set(
    _ section: String, _ key: String, to value: String, _ match: KeyMatch = .anyCase
  ) throws(INIEditProblem) {
    let dialect = ValueDialect(section: section)
    let encoded = Array(try dialect.encoded(value).utf8)
    try Self.check(section: section, key: key)
    if let index = entries.lastIndex(where: { $0.section == section && Self.same($0.key, key, match) }),
      let position = position(ofEntry: index)
    {
      replaceValue(at: position, with: encoded)
    } else if let block = lastBlock(of: section) {
      insert(key, encoded, into: block, dialect)
    } else {
      append(section, key, encoded, dialect)
    }
    self = Self.parse(bytes)
  }

  /// Removes every occurrence of the key in the section, continuation lines included. The header stays.
  /// Whether there was anything to remove.
  @discardableResult
  public mutating func unset(_ section: String, _ key: String, _ match: KeyMatch = .anyCase) -> Bool {
    var isRemoving = false
    var kept: [INILine] = []
    for line in lines {
      switch line.role {
      case .entry(let index, _, _):
        isRemoving = entries[index].section == section && Self.same(entries[index].key, key, match)
      case .continuation, .blank, .comment: break
      case .header, .unusable: isRemoving = false
      }
      let isPart = line.role != .blank && line.role != .comment
      if !(isRemoving && isPart) { kept.append(line) }
    }
    guard kept.count != lines.count else { return false }
    lines = kept
    self = Self.parse(bytes)
    return true
  }

  private static func check(section: String, key: String) throws(INIEditProblem) {
    func isOneLine(_ text: String) -> Bool { !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
    let blanks = [UInt8(ascii: " ")]
    func isTrimmed(_ text: String) -> Bool {
      guard let first = text.utf8.first, let last = text.utf8.last else { return false }
      return !blanks.contains(first) && !blanks.contains(last)
    }
    guard isTrimmed(section), isOneLine(section), !section.utf8.contains(UInt8(ascii: "]")) else {
      throw .badSectionName
    }
    let starts = Array("#;[".utf8), separators = Array("=:".utf8)
    guard isTrimmed(key), isOneLine(key), let first = key.utf8.first, !starts.contains(first),
      !key.utf8.contains(where: separators.contains)
    else { throw .badKey }
  }

  private func position(ofEntry wanted: Int) -> Int? {
    lines.lastIndex { line in
      if case .entry(let index, _, _) = line.role { index == wanted } else { false }
    }
  }

  private mutating func replaceValue(at position: Int, with value: [UInt8]) {
    guard case .entry(_, let separator, let range) = lines[position].role else { return }
    let old = Array(lines[position].content)
    var new = Array(old[...separator])
    if !value.isEmpty {
      let gap = range.isEmpty ? old[(separator + 1)...] : old[(separator + 1)..<range.lowerBound]
      let isSpaced = separator > 0 && INIParser.isBlank(old[separator - 1])
      new += gap.isEmpty && range.isEmpty && isSpaced ? [UInt8(ascii: " ")] : Array(gap)
      new += value
    }
    new += range.isEmpty ? [] : old[range.upperBound...]
    lines[position].content = new[...]
    let end = lines[(position + 1)...].firstIndex { line in
      switch line.role {
      case .entry, .header, .unusable: true
      case .blank, .comment, .continuation: false
      }
    }
    let rest = lines[(position + 1)..<(end ?? lines.count)].filter { $0.role != .continuation }
    lines.replaceSubrange((position + 1)..<(end ?? lines.count), with: rest)
  }

  /// The lines after the last header of that name up to the next header, as a range of `lines`.
  private func lastBlock(of section: String) -> Range<Int>? {
    guard let header = lines.lastIndex(where: { $0.role == .header(section) }) else { return nil }
    let next = lines[(header + 1)...].firstIndex { if case .header = $0.role { true } else { false } }
    return (header + 1)..<(next ?? lines.count)
  }

  private mutating func insert(_ key: String, _ value: [UInt8], into block: Range<Int>, _ dialect: ValueDialect) {
    let position = placeAfterExample(of: key, in: block) ?? end(of: block)
    var line = Array(indentation(at: position, in: block))
    line += Array(key.utf8) + separator(in: block, dialect) + value
    add([line], at: position)
  }

  /// After a comment such as `# interval = 600`, unless the value of an entry goes on behind it.
  private func placeAfterExample(of key: String, in block: Range<Int>) -> Int? {
    let example = lines[block].lastIndex { line in
      guard line.role == .comment else { return false }
      let body = line.content.drop { INIParser.isBlank($0) || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ";") }
      guard let separator = body.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) else {
        return false
      }
      let name = body[..<separator].split(whereSeparator: INIParser.isBlank)
      return name.count == 1 && Self.same(String(decoding: name[0], as: UTF8.self), key, .anyCase)
    }
    guard let example else { return nil }
    let next = lines[(example + 1)..<block.upperBound].first { $0.role != .blank && $0.role != .comment }
    return next?.role == .continuation ? nil : example + 1
  }

  /// Before the blank lines that end the block, and before the comment that introduces the next section.
  private func end(of block: Range<Int>) -> Int {
    var end = block.upperBound
    if end < lines.count {
      while end > block.lowerBound, lines[end - 1].role == .comment { end -= 1 }
    }
    while end > block.lowerBound, lines[end - 1].role == .blank { end -= 1 }
    return end
  }

  /// That of the entry above, or else of the line below: deeper, and the new line would continue the one above;
  /// shallower, and the one below would continue the new one.
  private func indentation(at position: Int, in block: Range<Int>) -> ArraySlice<UInt8> {
    let isPart = { (line: INILine) in line.role != .blank && line.role != .comment && line.role != .continuation }
    var model = lines[block.lowerBound..<position].last(where: isPart)
    if case .entry? = model?.role {} else { model = lines[position...].first(where: isPart) }
    return model?.content.prefix(while: INIParser.isBlank) ?? []
  }

  /// As the last entry of the section writes it, or of the file, or as the dialect is used to.
  private func separator(in block: Range<Int>, _ dialect: ValueDialect) -> [UInt8] {
    func written(_ line: INILine) -> [UInt8]? {
      guard case .entry(_, let offset, let value) = line.role else { return nil }
      let content = Array(line.content)
      let before = content[..<offset].reversed().prefix(while: INIParser.isBlank)
      let after = value.isEmpty ? content[(offset + 1)...] : content[(offset + 1)..<value.lowerBound]
      return before.reversed() + [content[offset]] + (value.isEmpty ? Array(before.prefix(1)) : Array(after))
    }
    return lines[block].reversed().lazy.compactMap(written).first ?? Array(dialect.separator.utf8)
  }

  private mutating func append(_ section: String, _ key: String, _ value: [UInt8], _ dialect: ValueDialect) {
    var new: [[UInt8]] = []
    if let last = lines.last, last.role != .blank { new.append([]) }
    new.append(Array("[\(section)]".utf8))
    new.append(Array(key.utf8) + Array(dialect.separator.utf8) + value)
    add(new, at: lines.count)
  }

  private mutating func add(_ new: [[UInt8]], at position: Int) {
    let ending = lines.first { !$0.ending.isEmpty }?.ending ?? [UInt8(ascii: "\n")]
    if position > 0, lines[position - 1].ending.isEmpty { lines[position - 1].ending = ending }
    let added = new.map { INILine(content: $0[...], ending: ending, role: .unusable) }
    lines.insert(contentsOf: added, at: position)
  }
}
