import Glibc
import Platform

/// Looks again and again, until what is wanted is there or the time is over.
/// - Returns: what was found; nil when it never was.
public func eventually<Found>(
  within milliseconds: Int64 = 15_000, _ look: () throws -> Found?
) rethrows -> Found? {
  let deadline = Monotonic.now() + milliseconds
  while true {
    if let found = try look() { return found }
    if Monotonic.now() > deadline { return nil }
    usleep(5000)
  }
}
