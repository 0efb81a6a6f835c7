import Settings

/// What is said of fields that came after consent and went along all the same.
public enum NewFieldsWords {
  /// `accepted by privacy.new-fields = accept: collections_available.*, collections_opted_in.*`
  public static func accepted(_ patterns: [String]) -> String {
    "accepted by \(NewFieldsChoice.accept.line): \(patterns.joined(separator: ", "))"
  }
}
