import Platform

/// Where the console reads the time; tests put their own in its place.
public struct ConsoleClock {
  public var wall: () -> Timestamp
  /// Milliseconds.
  public var monotonic: () -> Int64

  public init(wall: @escaping () -> Timestamp, monotonic: @escaping () -> Int64) {
    self.wall = wall
    self.monotonic = monotonic
  }

  public static var system: ConsoleClock { ConsoleClock(wall: Timestamp.now, monotonic: Monotonic.now) }
}
