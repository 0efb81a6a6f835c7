import Platform
import Report

/// Why a record could not be made or handed over.
public enum OutgoingFault: Explained, Equatable {
  case classification(ClassificationFault)
  case eventID(EventID.Fault)
  /// This byte is neither printable ASCII nor white space.
  case payloadByte(UInt8, offset: Int)
  case payloadTooLong(Int)
  case messageTooLong(Int)
  /// The call says how far it came; EAGAIN is a service that did not take it in time.
  case unreachable(SystemError)
  /// Something of this machine failed that has nothing to do with the service.
  case system(SystemError)

  public var explanation: Explanation {
    switch self {
    case .classification:
      return Explanation(
        "no classification", at: "classification",
        remedy: "give most/to/least specific, \(Classification.longest) bytes at most", exit: .usage)
    case .system(let error): return error.explanation
    case .eventID(.length(let count)):
      return Explanation(
        "an event id of \(count) bytes", at: "event id", remedy: "give 32 digits of \(EventID.alphabet)", exit: .usage)
    case .eventID(.character(let scalar, let offset)):
      return Explanation(
        "an event id with '\(scalar)' at position \(offset)", at: "event id",
        remedy: "give 32 digits of \(EventID.alphabet)", exit: .usage)
    case .payloadByte(let byte, let offset):
      return Explanation(
        "byte 0x\(Hex.encode([byte])) is no text", at: "payload, byte \(offset)",
        remedy: "give printable ASCII and white space, encode the rest", exit: .badData)
    case .payloadTooLong(let count):
      return Explanation(
        "\(count) bytes are too many", at: "payload", remedy: "give at most \(OutgoingRecord.longestPayload)",
        exit: .badData)
    case .messageTooLong(let count):
      return Explanation(
        "a message of \(count) bytes is too long", at: "record", remedy: "the service takes \(ProbeMessage.longest)",
        exit: .badData)
    case .unreachable(let error):
      var explanation = error.explanation
      explanation.remedy = "is the service running? see `telemetry-tui status`"
      explanation.exit = .unavailable
      return explanation
    }
  }
}
