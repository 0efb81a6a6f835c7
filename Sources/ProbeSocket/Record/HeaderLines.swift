import Report

/// Where the header values are in a block of lines `name: value`.
///
/// The names must stand in their order, whole and with their colon; the blank after the colon may be missing. Empty
/// lines between them are skipped: libtelemetry 1.16 writes one after `cpu_model`. What follows the last header is not
/// looked at, as in the old daemon.
struct HeaderLines: Sendable {
  private struct Place {
    var start: UInt16 = 0
    var end: UInt16 = 0
  }

  private var places = InlineArray<15, Place>(repeating: Place())
  private(set) var formatVersion = 4
  /// Behind the last header line.
  private(set) var end = 0

  private static let names = ProbeHeader.allCases.map { Array("\($0.name):".utf8) }

  subscript(_ header: ProbeHeader) -> Range<Int>? {
    guard header.rawValue < Self.count(formatVersion) else { return nil }
    let place = places[header.rawValue]
    return Int(place.start)..<Int(place.end)
  }

  /// How many headers a format version has; 0 when there is no such version.
  private static func count(_ formatVersion: Int) -> Int {
    switch formatVersion {
    case 4: 15
    case 3: 14
    case 2: 11
    default: 0
    }
  }

  /// - Parameter block: at most 65,535 bytes.
  /// - Throws: which header is missing, or wrong.
  init(_ block: Span<UInt8>) throws(ProbeFault) {
    var count = ProbeHeader.allCases.count
    var line = 0
    var found = 0
    while found < count, let header = ProbeHeader(rawValue: found) {
      guard line < block.count else { throw .header(expected: header, found: nil) }
      let next = try Self.lineEnd(block, from: line, header)
      if next > line {
        let value = try Self.value(block, line..<next, header)
        places[found] = Place(start: UInt16(truncatingIfNeeded: value), end: UInt16(truncatingIfNeeded: next))
        if header == .recordFormatVersion {
          formatVersion = try Self.formatVersion(block.extracting(value..<next))
          count = Self.count(formatVersion)
        }
        found += 1
      }
      line = next + 1
    }
    end = min(line, block.count)
  }

  private static func lineEnd(
    _ block: Span<UInt8>, from start: Int, _ header: ProbeHeader
  ) throws(ProbeFault) -> Int {
    var index = start
    while index < block.count, block[index] != UInt8(ascii: "\n") {
      if block[index] == 0 { throw .headerNUL(header) }
      index += 1
    }
    return index
  }

  /// Where the value starts in a line that must be of `header`.
  private static func value(
    _ block: Span<UInt8>, _ line: Range<Int>, _ header: ProbeHeader
  ) throws(ProbeFault) -> Int {
    let name = names[header.rawValue]
    var isExpected = line.count >= name.count
    var index = 0
    while isExpected, index < name.count {
      isExpected = block[line.lowerBound + index] == name[index]
      index += 1
    }
    guard isExpected else { throw .header(expected: header, found: Excerpt.text(block.extracting(line))) }
    let start = line.lowerBound + name.count
    return start < line.upperBound && block[start] == UInt8(ascii: " ") ? start + 1 : start
  }

  private static func formatVersion(_ value: Span<UInt8>) throws(ProbeFault) -> Int {
    let version = value.count == 1 ? Int(value[0]) - Int(UInt8(ascii: "0")) : 0
    guard count(version) > 0 else { throw .formatVersion(Excerpt.text(value)) }
    return version
  }
}

/// The beginning of bytes from outside, as text for a message.
enum Excerpt {
  private static let longest = 60

  static func text(_ bytes: Span<UInt8>) -> String {
    bytes.withUnsafeBufferPointer { text($0) }
  }

  static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes.prefix(longest), as: UTF8.self) + (bytes.count > longest ? "…" : "")
  }
}
