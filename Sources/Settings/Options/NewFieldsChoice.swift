/// What becomes of the fields that a new version brings, for whoever agreed before: `[privacy] new-fields`.
public enum NewFieldsChoice: String, Sendable, CaseIterable {
  /// They stay out for good, and nobody asks.
  case never
  /// They wait until somebody agrees to them.
  case ask
  /// They go along without a question, and every place that tells of the report says so.
  case accept

  /// The setting as people and files write it.
  public static let setting = "privacy.new-fields"

  /// `privacy.new-fields = accept`
  public var line: String { "\(Self.setting) = \(rawValue)" }
}

extension Configuration {
  /// `[privacy] new-fields`.
  public var newFields: NewFieldsChoice {
    string("privacy", "new-fields").flatMap(NewFieldsChoice.init(rawValue:)) ?? .ask
  }
}
