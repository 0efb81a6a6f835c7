import Report

/// A record as a local program gave it: its headers, each value whole, its payload, and the configuration file it asked
/// for. Values are bytes: any but LF and NUL, in no promised encoding.
///
/// All bytes are in one array, so that a record costs one allocation.
public struct ProbeRecord: Sendable {
  /// What the library documents and the old daemon did not take: it dropped the last five sizes.
  public static let longestPayload = 8192
  /// The last second that can be shown, of the year 9999.
  public static let latestCreation: Int64 = 253_402_300_799

  /// The header lines, the payload, the path.
  private let storage: [UInt8]
  private let lines: HeaderLines
  private let payloadEnd: Int
  private let hasConfigPath: Bool

  /// 4, 3 (without `event_id`) or 2 (without the last four headers).
  public var formatVersion: Int { lines.formatVersion }
  /// 1 to 4.
  public let severity: Int
  /// Seconds since 1970, 0 to `latestCreation`.
  public let creationTimestamp: Int64

  /// A header's value; nil where the record's format version has no such header.
  public subscript(_ header: ProbeHeader) -> ProbeValue? {
    guard let place = lines[header] else { return nil }
    return ProbeValue(bytes: storage[place])
  }

  /// The headers that the format version has, in the order of the wire.
  public var headers: [(header: ProbeHeader, value: ProbeValue)] {
    ProbeHeader.allCases.compactMap { header in self[header].map { (header, $0) } }
  }

  /// At most `longestPayload` bytes, none of them NUL.
  public var payload: ArraySlice<UInt8> { storage[lines.end..<payloadEnd] }

  /// The absolute path of the configuration file whose server this record is for (the CFG field).
  public var configPath: ProbeValue? {
    hasConfigPath ? ProbeValue(bytes: storage[payloadEnd...]) : nil
  }

  /// Bytes of memory, for limits.
  public var size: Int { storage.count }

  /// - Parameters:
  ///   - bytes: where the parts are.
  ///   - headers: the header block. What follows the last header line in it is ignored.
  ///   - payload: ends before its first NUL.
  ///   - configPath: of the CFG field.
  /// - Throws: what keeps it from being a record.
  init(
    _ bytes: Span<UInt8>, headers: Range<Int>, payload: Range<Int>, configPath: Range<Int>?
  ) throws(ProbeFault) {
    let lines = try HeaderLines(bytes.extracting(headers))
    let payload = Self.untilNUL(bytes, payload)
    guard payload.count <= Self.longestPayload else { throw .payloadTooLong(payload.count) }
    if let configPath {
      let path = bytes.extracting(configPath)
      guard path.count > 0, path[0] == UInt8(ascii: "/") else { throw .configPath(Excerpt.text(path)) }
    }
    var storage: [UInt8] = []
    storage.reserveCapacity(lines.end + payload.count + (configPath?.count ?? 0))
    Self.append(bytes, headers.lowerBound..<(headers.lowerBound + lines.end), to: &storage)
    Self.append(bytes, payload, to: &storage)
    payloadEnd = storage.count
    if let configPath { Self.append(bytes, configPath, to: &storage) }
    hasConfigPath = configPath != nil
    severity = try HeaderValues.severity(storage, lines)
    creationTimestamp = try HeaderValues.creationTimestamp(storage, lines)
    try HeaderValues.checkClassification(storage, lines)
    try HeaderValues.checkEventID(storage, lines)
    self.storage = storage
    self.lines = lines
  }

  private static func untilNUL(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    for index in range where bytes[index] == 0 { return range.lowerBound..<index }
    return range
  }

  private static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to storage: inout [UInt8]) {
    bytes.extracting(range).withUnsafeBufferPointer { storage.append(contentsOf: $0) }
  }
}

extension ProbeRecord: Equatable {
  public static func == (a: ProbeRecord, b: ProbeRecord) -> Bool {
    a.storage == b.storage && a.payloadEnd == b.payloadEnd && a.hasConfigPath == b.hasConfigPath
  }
}

/// Bytes from outside that are text by convention only.
public struct ProbeValue: Sendable, Equatable {
  public let bytes: ArraySlice<UInt8>

  /// What is no UTF-8 becomes U+FFFD. Not yet safe for a terminal.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether `text` is the bytes.
  public var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }
}
