import Settings

extension RedactionRule {
  /// The words for a preview: `redact.dmi.* (FILE:LINE)`.
  public var label: String { "redact.\(glob) (\(origin.place))" }
}

/// The word that stands in a withheld field, so that a reader can tell "no" from "none".
public let withheldMark = "withheld"
