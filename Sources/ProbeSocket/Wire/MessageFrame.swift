/// Where a message's parts are. Pure: looks at the bytes that have come so far, and at nothing else.
///
/// A message is `WORD [CFG:path NUL] SIZE headers payload NUL`. WORD and SIZE are 32 bits in the machine's byte order;
/// SIZE is the length of the headers. There are two framings, and nothing says which one a program speaks:
///
/// - the new one (telemetrics-client 2.2.2 and later): WORD is the length of the whole message, itself included;
/// - the old one (up to 2.2.1): WORD counts the CFG field, headers and payload, so nine bytes more are on the wire.
///
/// With W for WORD and C for the length of the CFG field, and since neither headers nor payload hold a NUL:
///
///     SIZE                  byte W-1   bytes W to W+8              it is
///     > W - C               any        any                         a fault: it fits neither framing
///     W-C-9 < SIZE <= W-C   any        nine of them                old, whole
///                           any        fewer, then the end         a fault: incomplete
///     <= W - C - 9          NUL        any                         new, whole; what follows is ignored
///                           no NUL     none, then the end          new, whole: only its NUL is missing
///                           no NUL     the first NUL is byte W+8   old, whole
///                           no NUL     a NUL before byte W+8       new with a WORD too small: the payload ends at W
///                           no NUL     nine, none of them NUL      the same
///                           no NUL     fewer, no NUL, then the end a fault: incomplete, an old one cut off
///
/// "The end" is the end of the connection, or of the patience with it.
///
/// A payload ends at its first NUL, as in the old daemon. So where a program puts one at W-1 of the old framing, both
/// framings give the same payload.
struct MessageFrame: Equatable {
  /// The old daemon's limit for a whole message: a path of 4,096 bytes, a payload of 8,192, 15 headers of 80.
  static let longest = 13_500
  /// WORD, SIZE and the NUL: what the old framing does not count.
  private static let uncounted = 9
  /// Of the CFG field's path, with its NUL.
  private static let longestPath = 4096

  var configPath: Range<Int>?
  var headers: Range<Int>
  /// Up to the final NUL; may hold others.
  var payload: Range<Int>

  /// - Parameters:
  ///   - bytes: the message from its first byte.
  ///   - ended: no more bytes will come.
  /// - Returns: nil while more bytes are needed.
  /// - Throws: when they can no longer become a message.
  static func find(_ bytes: Span<UInt8>, ended: Bool) throws(ProbeFault) -> MessageFrame? {
    guard let word = word(bytes, 0) else { return try wait(bytes, ended, nil) }
    guard (5...UInt32(longest)).contains(word) else { throw .lengthWord(word) }
    let length = Int(word)

    var start = 4
    var configPath: Range<Int>?
    if bytes.count < 8 { return try wait(bytes, ended, length) }
    if isConfigField(bytes) {
      guard let end = try pathEnd(bytes) else { return try wait(bytes, ended, length) }
      configPath = 8..<end
      start = end + 1
    }
    guard let size = Self.word(bytes, start) else { return try wait(bytes, ended, length) }
    // Of headers and payload together, with the old framing's meaning of WORD.
    let room = length - (start - 4)
    let mayBeOld = length + uncounted <= longest
    let mayBeNew = Int(size) <= room - uncounted
    guard mayBeNew || mayBeOld && Int(size) <= room else { throw .headerSize(size, word: word) }

    let end: Int
    if mayBeNew {
      guard let found = try newOrOld(bytes, length, mayBeOld, ended) else { return nil }
      end = found
    } else {
      guard bytes.count >= length + uncounted else { return try wait(bytes, ended, length + uncounted) }
      end = length + uncounted - 1
    }
    let headers = (start + 4)..<(start + 4 + Int(size))
    return MessageFrame(configPath: configPath, headers: headers, payload: headers.upperBound..<end)
  }

  /// The lower half of the table: where the payload ends.
  private static func newOrOld(
    _ bytes: Span<UInt8>, _ length: Int, _ mayBeOld: Bool, _ ended: Bool
  ) throws(ProbeFault) -> Int? {
    guard bytes.count >= length else { return try wait(bytes, ended, length) }
    if bytes[length - 1] == 0 { return length - 1 }
    guard mayBeOld else { return length }
    let oldNUL = length + uncounted - 1
    for index in length..<min(bytes.count, oldNUL + 1) where bytes[index] == 0 {
      return index == oldNUL ? oldNUL : length
    }
    if bytes.count > oldNUL || (ended && bytes.count == length) { return length }
    return try wait(bytes, ended, length + uncounted)
  }

  private static func wait<Nothing>(
    _ bytes: Span<UInt8>, _ ended: Bool, _ expected: Int?
  ) throws(ProbeFault) -> Nothing? {
    if ended { throw .incomplete(received: bytes.count, expected: expected) }
    return nil
  }

  private static func isConfigField(_ bytes: Span<UInt8>) -> Bool {
    // As SIZE it would be a billion.
    bytes[4] == UInt8(ascii: "C") && bytes[5] == UInt8(ascii: "F") && bytes[6] == UInt8(ascii: "G")
      && bytes[7] == UInt8(ascii: ":")
  }

  private static func pathEnd(_ bytes: Span<UInt8>) throws(ProbeFault) -> Int? {
    let limit = 8 + longestPath
    for index in 8..<min(bytes.count, limit) where bytes[index] == 0 { return index }
    if bytes.count >= limit { throw .configPath(Excerpt.text(bytes.extracting(8..<limit))) }
    return nil
  }

  private static func word(_ bytes: Span<UInt8>, _ at: Int) -> UInt32? {
    guard bytes.count >= at + 4 else { return nil }
    let low = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8
    return UInt32(littleEndian: low | UInt32(bytes[at + 2]) << 16 | UInt32(bytes[at + 3]) << 24)
  }
}
