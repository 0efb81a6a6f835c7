/// What the kernel told of a machine's hardware, counted by machine: which one is ill is the question then.
public enum HardwareEvent: String, Sendable {
  /// A machine check: an error of a processor or of memory.
  case machineCheck = "mce"
  /// A processor was throttled because it was hot.
  case thermal

  /// The classes of these events begin so.
  public static let family = "org.clearlinux/mce/"
  public static let thermalClass = family + "thermal"

  /// The event that records of a class tell of, nil for none.
  public init?(classification: String) {
    guard classification.hasPrefix(Self.family) else { return nil }
    self = classification == Self.thermalClass ? .thermal : .machineCheck
  }
}
