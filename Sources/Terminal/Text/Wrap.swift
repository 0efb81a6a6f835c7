/// Text in lines of a width.
public enum Wrap {
  /// Breaks at spaces, and inside a word that is longer than a line. A line feed ends a line; leading spaces stay,
  /// and the lines that continue a line keep its indentation. Nothing is lost. At least one line.
  public static func lines(_ text: String, width: Int, glyphs: Glyphs) -> [String] {
    let width = max(1, width)
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      paragraph(String(line), width, glyphs)
    }
  }

  /// Breaks anywhere: for bytes and hashes, where each column counts.
  public static func hard(_ text: String, width: Int, glyphs: Glyphs) -> [String] {
    let width = max(1, width)
    var lines: [String] = []
    var line = ""
    var used = 0
    for piece in Measured(text, glyphs: glyphs).pieces {
      if used + piece.width > width, used > 0 {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line += piece.text
      used += piece.width
    }
    lines.append(line)
    return lines
  }

  private static func paragraph(_ text: String, _ width: Int, _ glyphs: Glyphs) -> [String] {
    if glyphs.width(of: text) <= width { return [text] }
    let lead = text.prefix { $0 == " " }
    let indent = lead.count < width / 2 ? String(lead) : ""
    var lines: [String] = []
    var line = indent
    var isFresh = true
    for word in text.dropFirst(lead.count).split(separator: " ", omittingEmptySubsequences: false) {
      let longer = isFresh ? line + word : line + " " + word
      if glyphs.width(of: longer) <= width {
        line = longer
        isFresh = false
        continue
      }
      if !isFresh { lines.append(line) }
      let broken = hard(String(word), width: width - indent.count, glyphs: glyphs)
      lines += broken.dropLast().map { indent + $0 }
      line = indent + (broken.last ?? "")
      isFresh = false
    }
    return lines + [line]
  }
}
