/// What a rule of `[privacy]` does with the fields it matches.
public enum RedactionAction: String, Sendable, CaseIterable {
  case withhold, coarsen, keep
}

/// One `redact.<glob> = action` line.
public struct RedactionRule: Sendable, Equatable {
  /// Over the dotted path of a field, as written (paths are case-sensitive).
  public var glob: String
  public var action: RedactionAction
  /// The file and line it stands in.
  public var origin: Setting.Origin

  /// A rule as given; `action` and `glob` are not checked against anything.
  public init(glob: String, action: RedactionAction, origin: Setting.Origin) {
    self.glob = glob
    self.action = action
    self.origin = origin
  }
}
