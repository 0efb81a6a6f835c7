/// SplitMix64: the same numbers in every run, so that a failure can be seen again.
public struct Draws: RandomNumberGenerator {
  private var state: UInt64

  public init(_ seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  public mutating func number(below limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &self) }

  /// True once in `times`.
  public mutating func oneIn(_ times: Int) -> Bool { number(below: times) == 0 }

  /// One of the items; `fallback` when there is none.
  public mutating func pick<Item>(_ items: [Item], or fallback: Item) -> Item {
    items.randomElement(using: &self) ?? fallback
  }

  /// A word of lower-case letters and digits, long enough that it does not stand in a text by accident.
  public mutating func word(_ length: Int = 12) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return "q" + String((1..<max(2, length)).map { _ in pick(letters, or: "x") })
  }
}
