/// SplitMix64: small, fast, and every input has a generator of its own, so that any one can be made again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, index: UInt64) { state = seed &* 0xD6E8_FEB8_6659_FD93 ^ index &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Makes inputs: one of the corpus, changed a few times at random.
struct Mutator {
  let corpus: [[UInt8]]
  /// What the grammar is made of.
  let tokens: [[UInt8]]

  private static let longest = 256 << 10

  /// The same bytes for the same seed and index, in every run.
  func input(seed: UInt64, index: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed, index: index)
    var bytes = corpus.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 0...6, using: &random) { change(&bytes, &random) }
    return bytes
  }

  private func change(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 2: bytes.removeSubrange(place...)
    case 3: bytes.removeSubrange(range(of: bytes, from: place, &random))
    case 4 where bytes.count < Self.longest:
      let copy = Array(bytes[range(of: bytes, from: place, &random)])
      for _ in 0..<Int.random(in: 1...4, using: &random) { bytes.insert(contentsOf: copy, at: place) }
    case 5 where bytes.count < Self.longest:
      let other = corpus.randomElement(using: &random) ?? []
      let start = Int.random(in: 0...other.count, using: &random)
      bytes.replaceSubrange(place..., with: other[start...])
    case 6:
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
      }
    default: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
    }
  }

  private func range(of bytes: [UInt8], from place: Int, _ random: inout SeededGenerator) -> Range<Int> {
    place..<min(bytes.count, place + Int.random(in: 0...64, using: &random))
  }
}
