import Report

/// What values the agent can work with: the old daemon looked at none of them.
enum HeaderValues {
  static func severity(_ storage: [UInt8], _ lines: HeaderLines) throws(ProbeFault) -> Int {
    let value = value(.severity, storage, lines)
    guard value.count == 1, let digit = value.first, (UInt8(ascii: "1")...UInt8(ascii: "4")).contains(digit) else {
      throw .severity(Excerpt.text(value))
    }
    return Int(digit - UInt8(ascii: "0"))
  }

  static func creationTimestamp(_ storage: [UInt8], _ lines: HeaderLines) throws(ProbeFault) -> Int64 {
    let value = value(.creationTimestamp, storage, lines)
    var seconds: Int64 = 0
    // Twelve digits hold the last second of the year 9999.
    var isNumber = (1...12).contains(value.count)
    for byte in value where isNumber {
      isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      seconds = seconds * 10 + Int64(byte) - Int64(UInt8(ascii: "0"))
    }
    guard isNumber, seconds <= ProbeRecord.latestCreation else { throw .creationTimestamp(Excerpt.text(value)) }
    return seconds
  }

  static func checkClassification(_ storage: [UInt8], _ lines: HeaderLines) throws(ProbeFault) {
    if let fault = Classification.fault(value(.classification, storage, lines)) { throw .classification(fault) }
  }

  /// Records without an event id, of format version 2 and 3, pass.
  static func checkEventID(_ storage: [UInt8], _ lines: HeaderLines) throws(ProbeFault) {
    guard lines[.eventID] != nil else { return }
    let value = value(.eventID, storage, lines)
    let isID =
      value.count == 32
      && value.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
    guard isID else { throw .eventID(Excerpt.text(value)) }
  }

  private static func value(_ header: ProbeHeader, _ storage: [UInt8], _ lines: HeaderLines) -> ArraySlice<UInt8> {
    storage[lines[header] ?? 0..<0]
  }
}
