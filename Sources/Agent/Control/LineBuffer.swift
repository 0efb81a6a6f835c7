/// Bytes of a stream, taken out line by line.
struct LineBuffer {
  private var bytes: [UInt8] = []
  /// Where the search for the next line end goes on: a long line is looked through once.
  private var searched = 0

  var count: Int { bytes.count }

  mutating func feed(_ more: some Sequence<UInt8>) { bytes += more }

  /// The next whole line without its end, nil while there is none.
  mutating func next() -> [UInt8]? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = bytes.count
      return nil
    }
    let line = Array(bytes[..<end])
    bytes.removeFirst(end + 1)
    searched = 0
    return line
  }
}
