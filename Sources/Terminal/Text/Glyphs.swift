/// The signs the program draws with. Two sets: UTF-8, and ASCII for terminals and locales without it.
/// Every state has a sign of its own in both, so that colour never carries a meaning alone.
public struct Glyphs: Sendable, Equatable {
  public var isASCII: Bool
  public var on: String
  public var off: String
  public var held: String
  public var attention: String
  public var rule: String
  public var bar: String
  public var unfolded: String
  public var folded: String
  public var pointer: String
  public var ellipsis: String
  public var arrow: String
  public var dot: String
  /// Between groups of three digits.
  public var digitGap: String
  public var keyUp: String
  public var keyDown: String
  public var keyLeft: String
  public var keyRight: String
  /// Eight levels, the lowest first.
  public var sparks: [String]

  public static let utf8 = Glyphs(
    isASCII: false, on: "●", off: "○", held: "◐", attention: "▲", rule: "─", bar: "│", unfolded: "▾", folded: "▸",
    pointer: "›", ellipsis: "…", arrow: "→", dot: "·", digitGap: "\u{2009}", keyUp: "↑", keyDown: "↓", keyLeft: "←",
    keyRight: "→", sparks: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"])

  public static let ascii = Glyphs(
    isASCII: true, on: "*", off: "-", held: "o", attention: "!", rule: "-", bar: "|", unfolded: "v", folded: ">",
    pointer: ">", ellipsis: "...", arrow: "->", dot: "-", digitGap: " ", keyUp: "Up", keyDown: "Down",
    keyLeft: "Left", keyRight: "Right", sparks: ["_", ".", ",", "-", "=", "+", "*", "#"])

  /// What the typography of a text becomes in ASCII; nil when there is no good likeness.
  static func likeness(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "…": "..."
    case "→": "->"
    case "·", "–", "—", "─": "-"
    case "│": "|"
    case "‘", "’": "'"
    case "“", "”": "\""
    case "\u{2009}", "\u{A0}", "\u{202F}": " "
    case "×": "x"
    case "≤": "<="
    case "≥": ">="
    default: nil
    }
  }
}
