/// A node's build (`4.9.0.37`, `3.9.1-166`), ordered as people read it: number by number, split at everything that is
/// no letter or digit and at the borders between the two. Any text is a build; comparing never fails.
public struct NodeBuild: Sendable, Comparable, CustomStringConvertible {
  /// As the node gave it; empty when it did not say.
  public let text: String
  private let parts: [Part]

  private enum Part: Sendable, Equatable {
    /// Digits without leading zeros: as text they cannot overflow.
    case number(String)
    case word(String)
  }

  public init(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var rest = Substring(text)
    while let first = rest.first {
      if Self.isDigit(first) {
        let digits = rest.prefix(while: Self.isDigit)
        parts.append(.number(String(digits.drop { $0 == "0" })))
        rest = rest.dropFirst(digits.count)
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter }
        parts.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        rest = rest.dropFirst()
      }
    }
    self.parts = parts
  }

  public var description: String { text }

  /// Whether it starts with a number. Of any other nothing can be concluded from a comparison.
  public var isKnown: Bool { if case .number = parts.first { true } else { false } }

  /// `latency` and `throughput` ended and `latencies` came with 5.1; an unknown build is asked for both.
  public var mayHaveLatencies: Bool { !isKnown || self >= NodeBuild("5.1") }
  public var mayHaveLatency: Bool { !isKnown || self < NodeBuild("5.1") }

  public static func == (a: NodeBuild, b: NodeBuild) -> Bool { a.parts == b.parts }

  /// A build that only continues another is the later one. A word (`rc`) stands before a number.
  public static func < (a: NodeBuild, b: NodeBuild) -> Bool {
    for (left, right) in zip(a.parts, b.parts) where left != right {
      switch (left, right) {
      case (.number(let left), .number(let right)):
        return left.count == right.count ? left < right : left.count < right.count
      case (.word(let left), .word(let right)): return left < right
      case (.word, .number): return true
      case (.number, .word): return false
      }
    }
    return a.parts.count < b.parts.count
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
