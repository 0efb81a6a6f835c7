import Terminal

/// A row of numbers as a row of bars.
enum Sparkline {
  /// One glyph a number, scaled from 0 (or the lowest, when that is less, or when the values stay far above 0) to the
  /// highest; a space where none is known.
  static func text(_ values: [Double?], glyphs: Glyphs) -> String {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    guard let highest = known.max(), let lowest = known.min() else { return "" }
    let base = lowest > 0 && lowest > highest / 2 && lowest < highest ? lowest * 2 - highest : min(0, lowest)
    let span = highest - base
    return values.map { value in
      guard let value, value.isFinite else { return " " }
      guard span > 0 else { return glyphs.sparks[0] }
      let level = Int((value - base) / span * Double(glyphs.sparks.count - 1) + 0.5)
      return glyphs.sparks[max(0, min(level, glyphs.sparks.count - 1))]
    }.joined()
  }
}
