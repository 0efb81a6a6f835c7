import Platform

/// Something in a configuration that is worth knowing and stops nothing: an unknown key, a line that has no effect.
public struct SettingsNote: Sendable, Equatable {
  public var what: String
  public var origin: Setting.Origin
  public var remedy: String?

  /// `what` has no capital and no full stop, as in `Explanation`.
  public init(_ what: String, at origin: Setting.Origin, remedy: String? = nil) {
    self.what = what
    self.origin = origin
    self.remedy = remedy
  }

  /// `what: FILE:LINE: what to do`, safe for a terminal.
  public var line: String { Explanation(what, at: origin.place, remedy: remedy).line }
}
