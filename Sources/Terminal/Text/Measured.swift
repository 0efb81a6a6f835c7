import Platform

/// Text cut into what fits a cell each: safe to draw, and with its widths known.
public struct Measured: Sendable, Equatable {
  /// One cell's content: a base character with its combining marks.
  public struct Piece: Sendable, Equatable {
    public var text: String
    /// 1 or 2 columns.
    public var width: Int
  }

  public private(set) var pieces: [Piece] = []
  /// Columns of all pieces.
  public private(set) var width = 0

  /// The printable characters of ASCII, from the space on.
  static let printable: [String] = (0x20...0x7E).map { String(UnicodeScalar($0)) }

  /// curses holds a base character and four marks in a cell; what is more is shown as an escape, not lost.
  private static let mostScalars = 5

  /// What a terminal would act upon, and what cannot be printed, becomes a visible escape. With ASCII glyphs
  /// everything beyond ASCII becomes its likeness or an escape.
  public init(_ text: String, glyphs: Glyphs) {
    pieces.reserveCapacity(text.utf8.count)
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      for byte in text.utf8 { pieces.append(Piece(text: Self.printable[Int(byte) - 0x20], width: 1)) }
      width = pieces.count
      return
    }
    for character in text {
      if glyphs.isASCII { appendASCII(character) } else { append(character) }
    }
  }

  private mutating func append(_ character: Character) {
    var cell = ""
    var columns = 0
    var rest: [Unicode.Scalar] = []
    for (index, scalar) in character.unicodeScalars.enumerated() {
      guard index < Self.mostScalars, let width = DisplayWidth.of(scalar), columns + width <= 2 else {
        rest.append(scalar)
        continue
      }
      cell.unicodeScalars.append(scalar)
      columns += width
    }
    if columns == 0, !cell.isEmpty {
      // A mark without its letter would sit on the neighbour's cell.
      cell = "◌" + cell
      columns = 1
    }
    if !cell.isEmpty { add(cell, columns) }
    for scalar in rest { addEscape(scalar) }
  }

  private mutating func appendASCII(_ character: Character) {
    for scalar in character.unicodeScalars {
      if (0x20...0x7E).contains(scalar.value) {
        add(String(Character(scalar)), 1)
      } else if let likeness = Glyphs.likeness(of: scalar) {
        for letter in likeness { add(String(letter), 1) }
      } else {
        addEscape(scalar)
      }
    }
  }

  private mutating func addEscape(_ scalar: Unicode.Scalar) {
    let shown = SafeText.isHostile(scalar) ? SafeText.escaped(String(Character(scalar))) : nil
    for letter in shown ?? "\\u{\(String(scalar.value, radix: 16))}" { add(String(letter), 1) }
  }

  private mutating func add(_ text: String, _ columns: Int) {
    pieces.append(Piece(text: text, width: columns))
    width += columns
  }

  /// The text itself when it fits, else its beginning and an ellipsis, together at most `limit` columns.
  public func clipped(to limit: Int, glyphs: Glyphs) -> Measured {
    guard width > limit else { return self }
    let mark = Measured(glyphs.ellipsis, glyphs: glyphs)
    var result = Measured()
    for piece in pieces {
      guard result.width + piece.width + mark.width <= limit else { break }
      result.add(piece.text, piece.width)
    }
    for piece in mark.pieces where result.width + piece.width <= limit { result.add(piece.text, piece.width) }
    return result
  }

  /// Beginning, ellipsis and end: for identifiers, whose two ends tell them apart.
  public func clippedInside(to limit: Int, glyphs: Glyphs) -> Measured {
    guard width > limit else { return self }
    let mark = Measured(glyphs.ellipsis, glyphs: glyphs)
    let room = limit - mark.width
    guard room >= 2 else { return clipped(to: limit, glyphs: glyphs) }
    var head = Measured(), tail: [Piece] = [], tailWidth = 0
    for piece in pieces {
      guard head.width + piece.width <= (room + 1) / 2 else { break }
      head.add(piece.text, piece.width)
    }
    for piece in pieces.reversed() {
      guard head.width + tailWidth + piece.width <= room else { break }
      tail.append(piece)
      tailWidth += piece.width
    }
    for piece in mark.pieces + tail.reversed() { head.add(piece.text, piece.width) }
    return head
  }

  private init() {}

  public var text: String { pieces.map(\.text).joined() }
}

extension Glyphs {
  /// Columns of a text as it will be drawn.
  public func width(of text: String) -> Int {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
    return Measured(text, glyphs: self).width
  }

  /// The text as it will be drawn in at most `limit` columns.
  public func clipped(_ text: String, to limit: Int) -> String {
    Measured(text, glyphs: self).clipped(to: limit, glyphs: self).text
  }

  /// As `clipped`, but keeps both ends.
  public func clippedInside(_ text: String, to limit: Int) -> String {
    Measured(text, glyphs: self).clippedInside(to: limit, glyphs: self).text
  }
}
