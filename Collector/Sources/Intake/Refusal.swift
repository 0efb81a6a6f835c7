/// Why something that came in is not taken. Sending it again as it is will not help.
public struct Refusal: Error, Sendable, Equatable {
  /// The HTTP status, 400 where the content is at fault.
  public var status: Int
  /// What is told to the sender; what it echoes of the input is bounded.
  public var message: String

  public init(_ message: String, status: Int = 400) {
    self.status = status
    self.message = message
  }

  /// A piece of the input as a message may repeat it: printable ASCII, at most 80 characters.
  static func echo(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(80) {
      shown.unicodeScalars.append(scalar.value >= 0x20 && scalar.value < 0x7F ? scalar : "?")
    }
    return text.unicodeScalars.dropFirst(80).isEmpty ? shown : shown + "..."
  }
}
