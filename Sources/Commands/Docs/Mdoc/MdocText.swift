/// Text as mdoc(7) wants it: nothing in it is taken for a request, a macro or an escape.
enum MdocText {
  /// Longest line of the source. Breaks mean nothing to the formatter; they keep differences readable.
  private static let width = 80

  /// Marks that mdoc sets apart when they stand at an end.
  private static let delimiters = ".,:;)]?!"

  /// Characters with a meaning escaped, for use inside a line.
  static func escaped(_ text: some StringProtocol) -> String {
    var out = ""
    for character in text { out += character == "\\" ? "\\e" : String(character) }
    return out
  }

  /// Text that must be copied as it is: its hyphens stay hyphens, its quotes straight.
  static func literal(_ text: some StringProtocol) -> String {
    var out = ""
    for character in text {
      switch character {
      case "\\": out += "\\e"
      case "-": out += "\\-"
      case "'": out += "\\(aq"
      case "`": out += "\\(ga"
      case "^": out += "\\(ha"
      case "~": out += "\\(ti"
      default: out.append(character)
      }
    }
    return out
  }

  /// One argument of a macro, whatever it holds: quoted when it has blanks, and never a macro or a delimiter itself.
  static func argument(_ text: some StringProtocol) -> String {
    var safe = literal(text).split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\(dq")
    if safe.isEmpty { return "\"\"" }
    if needsShield(safe) { safe = "\\&" + safe }
    // A mark at the end would be set outside of what the macro marks.
    if safe.last.map({ delimiters.contains($0) }) == true { safe += "\\&" }
    return safe.contains(" ") ? "\"\(safe)\"" : safe
  }

  /// Two or three letters that begin with a capital could be a macro's name; a lone punctuation mark is a delimiter.
  private static func needsShield(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    if text.count == 1 { return !first.isLetter && !first.isNumber }
    return text.count <= 3 && (first.isUppercase || first == "%")
  }

  /// Lines that begin as prose, not as a request.
  static func shielded(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }

  /// Prose as source lines: each sentence on lines of its own, what stands between backticks as a literal.
  static func lines(_ prose: String) -> [String] {
    var flow = Flow()
    for (index, piece) in prose.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 { flow.literal(piece) } else { flow.words(piece) }
    }
    return flow.finished
  }

  /// Fills lines with words; a literal takes a line of its own, with the punctuation that touches it.
  private struct Flow {
    private var lines: [String] = []
    private var line = ""
    /// The literal whose closing punctuation may still follow.
    private var open: String?

    var finished: [String] {
      var copy = self
      copy.close()
      copy.breakLine()
      return copy.lines
    }

    mutating func words(_ piece: Substring) {
      var rest = piece
      if open != nil {
        let marks = rest.prefix { ".,:;)?!".contains($0) }
        rest = rest.dropFirst(marks.count)
        close(marks)
      }
      for word in rest.split(separator: " ") { add(String(word)) }
    }

    mutating func literal(_ text: Substring) {
      close()
      // A bracket that touches the literal belongs to its line.
      var bracket = ""
      if line.hasSuffix("(") {
        line.removeLast()
        while line.hasSuffix(" ") { line.removeLast() }
        bracket = "( "
      }
      breakLine()
      open = ".Ql " + bracket + MdocText.argument(text)
    }

    private mutating func close(_ marks: Substring = "") {
      guard let open else { return }
      lines.append(open + marks.map { " \($0)" }.joined())
      self.open = nil
    }

    private mutating func add(_ word: String) {
      if !line.isEmpty, line.count + 1 + word.count > MdocText.width { breakLine() }
      line += (line.isEmpty ? "" : " ") + MdocText.escaped(word)
      // mdoc(7): new sentence, new line.
      if word.count > 1, word.last.map({ ".!?".contains($0) }) == true || word.hasSuffix(".)") { breakLine() }
    }

    private mutating func breakLine() {
      if !line.isEmpty { lines.append(MdocText.shielded(line)) }
      line = ""
    }
  }
}
