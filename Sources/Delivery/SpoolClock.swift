import Outbox
import Platform

/// Since when what waits grows old. A wall clock that jumps ahead must not expire everything that waits: whenever it
/// has moved against the clock of the boot, all ages begin anew.
///
/// The state `spool.clock` of the outbox has both clocks, the boot, and since when ages count.
public struct SpoolClock: Sendable, Equatable {
  var wall: Timestamp
  var boot: Int64
  var bootID: String
  /// No record is older than since then.
  public private(set) var agesFrom: Timestamp

  static let key = "spool.clock"
  /// Milliseconds. What an ordinary correction of the clock stays below.
  static let jump: Int64 = 60_000
  /// Milliseconds after which the two clocks are noted again, so that small corrections do not add up to a jump.
  static let refresh: Int64 = 3_600_000

  /// Looks at the clocks and notes them when there is reason to.
  /// - Returns: the moment before which nothing that waits was accepted, as far as its age goes.
  public static func agesFrom(
    _ outbox: Outbox, wall: Timestamp = .now(), boot: Int64 = BootClock.now(), bootID: String = BootClock.bootID()
  ) throws(OutboxFault) -> Timestamp {
    var present = SpoolClock(wall: wall, boot: boot, bootID: bootID, agesFrom: Timestamp(milliseconds: 0))
    guard let noted = try outbox.state(key).flatMap(SpoolClock.init) else {
      try outbox.setState(key, present.text)
      return present.agesFrom
    }
    present.agesFrom = noted.agesFrom
    let isSameBoot = noted.bootID == bootID
    let moved = (wall - noted.wall) - (boot - noted.boot)
    let hasJumped = isSameBoot && moved.magnitude > jump.magnitude
    if hasJumped { present.agesFrom = wall }
    if hasJumped || !isSameBoot || boot - noted.boot > refresh { try outbox.setState(key, present.text) }
    return present.agesFrom
  }

  private var text: String { "\(wall.milliseconds) \(boot) \(bootID.isEmpty ? "-" : bootID) \(agesFrom.milliseconds)" }

  private init(wall: Timestamp, boot: Int64, bootID: String, agesFrom: Timestamp) {
    (self.wall, self.boot, self.bootID, self.agesFrom) = (wall, boot, bootID, agesFrom)
  }

  private init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 4, let wall = Int64(parts[0]), let boot = Int64(parts[1]), let from = Int64(parts[3]) else {
      return nil
    }
    self.init(
      wall: Timestamp(milliseconds: wall), boot: boot, bootID: parts[2] == "-" ? "" : String(parts[2]),
      agesFrom: Timestamp(milliseconds: from))
  }
}
