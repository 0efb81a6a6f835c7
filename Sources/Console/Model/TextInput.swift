import Terminal

/// A line that is being typed, and the cursor in it.
struct TextInput: Equatable, Sendable {
  /// The two sides of the cursor.
  private(set) var before = ""
  private(set) var after = ""
  /// Characters that a line takes at most; what is pasted beyond is left out.
  static let longest = 10_000

  init(text: String = "") { before = text }

  /// Setting it puts the cursor at its end.
  var text: String {
    get { before + after }
    set { (before, after) = (newValue, "") }
  }

  mutating func insert(_ character: Character) { before.append(character) }

  /// A text from outside as one line: ends of lines and tabs become spaces, other control characters are left out.
  /// - Returns: false when not all of it found room.
  mutating func paste(_ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline)
    let line = lines.joined(separator: " ").unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
      if scalar == "\t" { return " " }
      return scalar.properties.generalCategory == .control ? nil : scalar
    }
    var clean = String.UnicodeScalarView()
    clean.append(contentsOf: line)
    let room = max(0, Self.longest - before.count - after.count)
    let pasted = String(clean)
    before += pasted.prefix(room)
    return pasted.count <= room
  }

  // MARK: - Moving

  mutating func left() { if let character = before.popLast() { after.insert(character, at: after.startIndex) } }

  mutating func right() { if !after.isEmpty { before.append(after.removeFirst()) } }

  mutating func toStart() { (before, after) = ("", text) }

  mutating func toEnd() { (before, after) = (text, "") }

  mutating func wordLeft() {
    let kept = Self.withoutLastWord(before)
    (before, after) = (kept, before.dropFirst(kept.count) + after)
  }

  mutating func wordRight() {
    let rest = Self.withoutFirstWord(after)
    (before, after) = (before + after.dropLast(rest.count), rest)
  }

  // MARK: - Deleting

  mutating func deleteBackward() { _ = before.popLast() }

  mutating func deleteForward() { if !after.isEmpty { after.removeFirst() } }

  mutating func deleteWord() { before = Self.withoutLastWord(before) }

  mutating func deleteToStart() { before = "" }

  mutating func deleteToEnd() { after = "" }

  private static func withoutLastWord(_ text: String) -> String {
    let trimmed = text.reversed().drop { $0 == " " }
    return String(trimmed.drop { $0 != " " }.reversed())
  }

  private static func withoutFirstWord(_ text: String) -> String {
    String(text.drop { $0 == " " }.drop { $0 != " " })
  }

  // MARK: - Showing

  /// What of it fits in so many columns, the cursor in sight, and the cursor's column. An ellipsis stands where more
  /// of it is.
  func window(_ columns: Int, _ glyphs: Glyphs) -> (text: String, cursor: Int) {
    guard columns > 0 else { return ("", 0) }
    let mark = glyphs.ellipsis
    // The cursor stands behind the last character, so that one column is its own.
    if glyphs.width(of: text) < columns { return (text, glyphs.width(of: before)) }
    // Of what follows the cursor at least a little stays in sight.
    let ahead = after.isEmpty ? 1 : min(glyphs.width(of: after) + 1, max(1, columns / 4))
    let head = glyphs.tail(of: before, max(0, columns - ahead))
    let cursor = glyphs.width(of: head)
    let room = max(0, columns - cursor)
    guard glyphs.width(of: after) > room else { return (head + after, cursor) }
    var rest = ""
    for character in after {
      guard glyphs.width(of: rest + String(character) + mark) <= room else { break }
      rest.append(character)
    }
    return (head + rest + (glyphs.width(of: mark) <= room ? mark : ""), cursor)
  }
}
