import Platform

/// What the terminal hands over between its two marks of a paste (bracketed paste, private mode 2004).
struct Paste {
  /// The codes that curses gives for the marks, beyond those it has itself.
  static let begins: Int32 = 0x7001, ends: Int32 = 0x7002

  /// Characters; what comes after them begins anew. Nobody pastes a megabyte into a line.
  private static let most = 1 << 20
  /// Milliseconds without a character after which the end is taken for lost.
  private static let patience: Int64 = 1000

  private var scalars = String.UnicodeScalarView()
  private var last: Int64

  init(_ now: Int64) { last = now }

  mutating func take(_ code: UInt32, _ now: Int64) {
    last = now
    if let scalar = Unicode.Scalar(code) { scalars.append(scalar) }
  }

  func isOver(_ now: Int64) -> Bool { now - last > Self.patience }

  var isFull: Bool { scalars.count >= Self.most }

  var text: String { String(scalars) }
}
