/// The lines of a payload of any bytes, without their ends; a carriage return before one counts to it.
struct Lines: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>
  private var isDone = false

  init(_ payload: [UInt8]) { rest = payload[...] }

  mutating func next() -> ArraySlice<UInt8>? {
    guard !isDone else { return nil }
    var line = rest
    if let end = rest.firstIndex(of: 0x0A) {
      line = rest[..<end]
      rest = rest[(end + 1)...]
    } else {
      isDone = true
    }
    return line.last == 0x0D ? line.dropLast() : line
  }
}
