/// What was done to a field's value before it was sealed.
public enum Hiding: String, Sendable, CaseIterable {
  /// As the source gave it.
  case plain
  /// Replaced by a keyed hash (HMAC-SHA-256, 32 hexadecimal digits).
  case keyed
  /// Replaced by an MD5, as the old agent did; anyone can enumerate it.
  case md5
  /// Replaced by the word `withheld`.
  case withheld
  /// Made less exact: numbers to one significant digit, times to the day.
  case coarsened
  /// Left out altogether, because its channel is off.
  case dropped
  /// Left out, because it is newer than the consent: it waits until somebody agrees to it.
  case waiting

  /// Whether the field is not in the body at all.
  public var isLeftOut: Bool { self == .dropped || self == .waiting }
}
