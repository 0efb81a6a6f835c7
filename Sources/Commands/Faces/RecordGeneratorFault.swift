import Platform
import ProbeClient
import Report

/// What the old telem-record-gen said about wrong arguments, word for word.
struct RecordGeneratorFault: Error {
  var text: String

  private init(_ text: String) { self.text = text }

  static func severity(_ text: String?) throws(RecordGeneratorFault) -> Int {
    guard let text else { return 1 }
    guard let number = Int(text) else { throw Self("Invalid severity number. Must be an integer") }
    guard (1...4).contains(number) else { throw Self("Error: Valid range for severity is 1-4") }
    return number
  }

  static func recordVersion(_ text: String?) throws(RecordGeneratorFault) -> UInt32 {
    guard let text else { return 1 }
    if let number = UInt32(text) { return number }
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    throw Self(
      isNumber
        ? "Error: Valid range for record-version is 0-\(UInt32.max)"
        : "Invalid record-version number. Must be an integer")
  }

  /// A random one without any.
  static func eventID(_ text: String?) throws(RecordGeneratorFault) -> String {
    guard let text else {
      do throws(SystemError) { return try Randomness.identifier() } catch { throw Self("Error: \(error.reason)") }
    }
    switch EventID.fault(text) {
    case nil: return text
    case .length(let count):
      throw Self("Error: event_id length \(count) it should have \(EventID.length) characters")
    case .character(let scalar, let offset):
      throw Self(
        "Error: event_id contains invalid character '\(scalar)' at position \(offset), valid characters are "
          + EventID.alphabet)
    }
  }

  static func classification(_ text: String?) throws(RecordGeneratorFault) -> Classification {
    guard let text else { throw Self("Error: Classification required. See --help.") }
    let fault = Classification.fault(text.utf8)
    if case .size? = fault { throw Self("Error: Valid size for classification is 1-\(Classification.longest) chars") }
    if text.utf8.contains(where: { $0 >= 0x80 }) {
      throw Self("Error: Non-ascii characters detected in classification - aborting")
    }
    do throws(ClassificationFault) {
      return try Classification(text)
    } catch {
      throw Self(words(error))
    }
  }

  private static func words(_ fault: ClassificationFault) -> String {
    switch fault {
    case .size: "Error: Valid size for classification is 1-\(Classification.longest) chars"
    case .part:
      "Error: Classification strings between slashes should have at most \(Classification.longestPart) chars"
    case .slashes: "Error: Classification needs to be in most/to/least specific format, 2 '/' required."
    case .controlByte: "Error: Control characters detected in classification - aborting"
    }
  }
}
