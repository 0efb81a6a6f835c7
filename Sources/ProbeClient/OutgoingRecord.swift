import Platform
import Report

/// A record as a local program makes it: the 15 headers and a payload.
public struct OutgoingRecord: Sendable {
  /// The longest payload, in bytes.
  public static let longestPayload = 8192

  /// In the order of `ProbeHeader`.
  public let values: [String]
  public let payload: [UInt8]

  /// A record that is made now, of this host. A severity that is not 1 to 4 is brought into this range;
  /// `payloadVersion` is a number of the program's own for the form of its payload, which is printable ASCII and white
  /// space of at most `longestPayload` bytes.
  public init(
    _ classification: Classification, severity: Int, payloadVersion: UInt32 = 1, eventID: String, payload: [UInt8],
    facts: ProbeFacts = ProbeFacts(), created: Timestamp = .now()
  ) throws(OutgoingFault) {
    if let fault = EventID.fault(eventID) { throw .eventID(fault) }
    guard payload.count <= Self.longestPayload else { throw .payloadTooLong(payload.count) }
    if let offset = payload.firstIndex(where: { !Self.isText($0) }) {
      throw .payloadByte(payload[offset], offset: offset)
    }
    var all = facts.values()
    all[.recordFormatVersion] = ProbeHeader.formatVersion
    all[.classification] = classification.text
    all[.severity] = String(min(4, max(1, severity)))
    all[.machineID] = ProbeHeader.anonymousMachineID
    all[.creationTimestamp] = String(created.seconds)
    all[.payloadFormatVersion] = String(payloadVersion)
    all[.eventID] = eventID
    values = ProbeHeader.allCases.map { all[$0] ?? "" }
    self.payload = payload
  }

  public subscript(_ header: ProbeHeader) -> String { values[header.rawValue] }

  /// The header lines as they stand in a message, each with its line feed.
  public var headerBlock: [UInt8] {
    Array(zip(ProbeHeader.allCases, values).map { "\($0.name): \($1)\n" }.joined().utf8)
  }

  /// What isprint(3) or isspace(3) holds for in the C locale.
  public static func isText(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte) }
}
