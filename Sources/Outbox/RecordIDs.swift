import Platform

/// Ids for records that are accepted together: random, but for four digits that they share. In the index of ids they
/// are neighbours then, so that a batch changes a few pages of it instead of one for each record.
public struct RecordIDs {
  private static let shared = 2
  private static let own = 14

  private var random: [UInt8]
  private var taken = 0

  /// Room for `count` ids. Throws only where getrandom(2) is missing or forbidden.
  public init(_ count: Int) throws(SystemError) { random = try Randomness.bytes(Self.shared + count * Self.own) }

  /// The next id, nil after the last one.
  public mutating func next() -> String? {
    let start = Self.shared + taken * Self.own
    guard start + Self.own <= random.count else { return nil }
    taken += 1
    return Hex.encode(random[..<Self.shared]) + Hex.encode(random[start..<(start + Self.own)])
  }
}
