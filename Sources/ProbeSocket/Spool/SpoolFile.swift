import Report

/// A record as telemetrics-client 2.x left it in its spool directory:
///
///     [CFG:/absolute/path LF]
///     name: value LF            the headers, machine_id already replaced
///     payload LF                one LF more than the program gave, which is taken off again
public enum SpoolFile {
  /// More than the old daemon could write: a whole message with the longest machine id.
  public static let longest = 16 << 10

  private static let configMark = Array("CFG:".utf8)

  /// The record in the bytes of a whole file.
  public static func parse(_ bytes: [UInt8]) throws(ProbeFault) -> ProbeRecord {
    guard bytes.count <= longest else { throw .fileTooLong(Int64(bytes.count)) }
    var start = 0
    var configPath: Range<Int>?
    if bytes.starts(with: configMark) {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
        throw .incomplete(received: bytes.count, expected: nil)
      }
      configPath = configMark.count..<end
      start = end + 1
    }
    let lines = try HeaderLines(bytes.span.extracting(start..<bytes.count))
    let body = (start + lines.end)..<bytes.count
    // Even an empty payload has its line feed: a file without was cut off.
    guard !body.isEmpty else { throw .incomplete(received: bytes.count, expected: nil) }
    let payload = bytes.last == UInt8(ascii: "\n") ? body.dropLast() : body
    return try ProbeRecord(
      bytes.span, headers: start..<body.lowerBound, payload: payload, configPath: configPath)
  }
}
