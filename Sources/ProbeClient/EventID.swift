/// The id of what happened, as programs give it: 32 digits of 0123456789abcdef.
public enum EventID {
  public static let length = 32
  public static let alphabet = "0123456789abcdef"

  public enum Fault: Error, Sendable, Equatable {
    /// So many bytes.
    case length(Int)
    /// At this offset, counted from 0.
    case character(Unicode.Scalar, offset: Int)
  }

  /// What keeps the text from being an id; nil when it is one.
  public static func fault(_ text: String) -> Fault? {
    guard text.utf8.count == length else { return .length(text.utf8.count) }
    let scalars = Array(text.unicodeScalars)
    guard let offset = scalars.firstIndex(where: { !alphabet.unicodeScalars.contains($0) }) else { return nil }
    return .character(scalars[offset], offset: offset)
  }
}
