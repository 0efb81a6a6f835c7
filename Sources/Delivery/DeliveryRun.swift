import CPlatform
import Glibc
import Outbox
import Platform

/// One life of `telemetry-deliver`: works off what is due, then waits for more.
///
/// It looks again when a byte comes on its standard input (the agent's poke), when the outbox changed, and when a
/// record's moment has come. It leaves when it has been idle for thirty seconds, when its standard input ends (the
/// agent is gone), or on SIGTERM; what is under way then gets a short time to end.
public struct DeliveryRun {
  /// Milliseconds.
  static let idleLife: Int64 = 30_000
  static let grace: Int64 = 1000
  static let lookEvery: Int64 = 1000

  private let outbox: Outbox
  private let deliverer: Deliverer
  /// Where pokes come from, nil when nobody can send any.
  private let pokes: Int32?
  private let signals: Int32?
  private var isLeaving = false
  private var deadline: Int64?
  private var seen: Int64 = -1
  /// The next moment at which a record becomes due.
  private var awaited: Timestamp?

  /// `pokes` is a pipe or socket; every commit is answered there with one byte when it is a socket.
  public init(outbox: Outbox, deliverer: Deliverer, pokes: Int32?, signals: Int32?) {
    self.outbox = outbox
    self.deliverer = deliverer
    self.pokes = pokes
    self.signals = signals
    if let pokes { deliverer.onChange = { Self.announce(on: pokes) } }
  }

  private static func announce(on descriptor: Int32) {
    // A pipe's reading end refuses it, a full socket drops it: the agent looks by itself sooner or later.
    _ = send(descriptor, ".", 1, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
  }

  /// Sends everything that is due once.
  /// - Returns: `.waiting` when something that was due still waits.
  public mutating func once() throws(DeliveryFault) -> ExitStatus {
    deliverer.look()
    try deliverer.fill()
    while !(deliverer.isIdle && deliverer.isPassOver), !isOutOfTime {
      try turn(patience: Self.lookEvery, pokes: nil)
      if !isLeaving { try deliverer.fill() } else if deliverer.isIdle { break }
    }
    try deliverer.releaseAll()
    try deliverer.write(atOnce: true)
    return deliverer.leftBehind == 0 && !isLeaving ? .done : .waiting
  }

  /// Stays until it is idle for long enough or told to leave.
  public mutating func serve() throws(DeliveryFault) {
    var idleSince = Monotonic.now()
    _ = try hasChanged()
    deliverer.look()
    try deliverer.fill()
    while !isOutOfTime {
      if !deliverer.isIdle {
        idleSince = Monotonic.now()
      } else if isLeaving || Monotonic.now() - idleSince >= Self.idleLife {
        break
      }
      if try turn(patience: patience(), pokes: pokes) { deliverer.look() }
      if try hasChanged() || hasMomentCome { deliverer.look() }
      if !isLeaving { try deliverer.fill() }
    }
    try deliverer.releaseAll()
    try deliverer.write(atOnce: true)
  }

  private var isOutOfTime: Bool { deadline.map { Monotonic.now() >= $0 } ?? false }

  /// - Returns: whether somebody asked to look again.
  @discardableResult
  private mutating func turn(patience: Int64, pokes: Int32?) throws(DeliveryFault) -> Bool {
    // The signal's byte stays in its pipe: heard once is enough.
    let watched = [isLeaving ? nil : pokes, deadline == nil ? signals : nil].compactMap { $0 }
    let wait = deliverer.wantsToFill && !isLeaving ? 0 : patience
    let ready = try deliverer.wait(
      watching: watched, milliseconds: min(wait, deadline.map { $0 - Monotonic.now() } ?? wait))
    try deliverer.write()
    if let signals, ready.contains(signals) { leave() }
    guard let pokes, ready.contains(pokes) else { return false }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = read(pokes, &buffer, buffer.count)
    if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { isLeaving = true }
    return count > 0
  }

  private mutating func leave() {
    isLeaving = true
    deadline = deadline ?? Monotonic.now() + Self.grace
  }

  /// Until the next moment that is known, at most a second: nobody pokes for a record of another process.
  private mutating func patience() -> Int64 {
    let now = Timestamp.now()
    awaited = (try? outbox.nextDue(after: now)) ?? nil
    return min(Self.lookEvery, awaited.map { max(1, $0 - now) } ?? Self.lookEvery)
  }

  private var hasMomentCome: Bool { awaited.map { $0 <= Timestamp.now() } ?? false }

  private mutating func hasChanged() throws(DeliveryFault) -> Bool {
    let version: Int64
    do throws(OutboxFault) { version = try outbox.dataVersion() } catch { throw .outbox(error) }
    defer { seen = version }
    return version != seen && seen >= 0
  }
}
