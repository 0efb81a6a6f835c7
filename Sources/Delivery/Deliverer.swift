import CCurl
import Outbox
import Platform
import Report

/// Sends what is due and writes down what became of it. Confined to one thread.
///
/// The order for every record: expiry, gate, rate limit, try counted on the disk, gate again, socket, judgement, ledger.
/// A crash at any moment leaves it in the spool with its tries counted, or in the ledger.
///
/// After a failure the next try of its destination is one request; only its success opens the other lanes.
///
///     take page ─► gate ─► begin (commit) ─► ready ─► gate ─► curl ─► judgement ─► outcomes ─► settle (commit)
///       64          │hold, withdraw           8 at once │                           every 20 ms, or when all ended
///                   └───────────────────────────────────┴──────────────────────────►
///
/// What was begun and cannot start, because the destination failed meanwhile, is released: its try is not counted.
public final class Deliverer {
  /// Records begun at once: so many tries are counted in one commit.
  static let mostBegun = 64
  /// Bodies under way at the same time; a single larger one goes alone. Bounds the memory.
  static let mostBytes = 4 << 20
  /// So many outcomes are written without waiting for more.
  static let mostOutcomes = 64
  /// Milliseconds that an answer may wait for others to be written with.
  static let longestUnwritten: Int64 = 20

  private let outbox: Outbox
  private let surroundings: any DeliverySurroundings
  private let userAgent: String
  private let draw: () -> Double
  private let pool: CurlPool
  private var lanes: [Destination: Lane] = [:]
  private var outcomes: [Outcome] = []
  private var oldestOutcome: Int64 = 0
  private var failedWrites = 0
  /// Nothing that waits is older than since then, see `SpoolClock`.
  private var agesFrom = Timestamp(milliseconds: 0)

  /// Records that failed or were held back since the start: something that was due still waits.
  public private(set) var leftBehind = 0
  /// Called after every commit.
  public var onChange: () -> Void = {}

  /// `draw` gives random numbers of 0..<1 for the backoff.
  public init(
    outbox: Outbox, surroundings: any DeliverySurroundings, version: String,
    draw: @escaping () -> Double = { Double.random(in: 0..<1) }
  ) throws(DeliveryFault) {
    self.outbox = outbox
    self.surroundings = surroundings
    self.userAgent = "telemetry-tui/\(version)"
    self.draw = draw
    pool = try CurlPool()
  }

  /// Whether nothing is under way and every answer is written.
  public var isIdle: Bool { pool.isEmpty && outcomes.isEmpty }

  /// Whether every due record was looked at since the latest `look()`.
  public var isPassOver: Bool {
    Destination.allCases.allSatisfy { lanes[$0].map { $0.isPassOver && $0.ready.isEmpty } ?? false }
  }

  /// Whether `fill` might start something right after a `write`.
  public var wantsToFill: Bool {
    failedWrites == 0 && pool.bytes < Self.mostBytes
      && lanes.values.contains { $0.hasMore && $0.hasRoom }
  }

  /// Begins another pass over what waits, from the oldest.
  public func look() {
    for destination in Destination.allCases {
      lanes[destination, default: Lane()].cursor = 0
      lanes[destination]?.isPassOver = false
      lookWhetherHalfOpen(destination)
    }
    // Without it records only live longer.
    if let from = try? SpoolClock.agesFrom(outbox) { agesFrom = from }
  }

  /// Starts what may start, until every destination has its eight records under way or its pass is over, or there is
  /// enough to write down.
  public func fill(now: Timestamp = .now()) throws(DeliveryFault) {
    // What could not be written must not grow.
    guard failedWrites == 0 else { return }
    for destination in Destination.allCases {
      try releaseAfterFailure(destination)
      let policy = surroundings.policy(for: destination)
      while outcomes.count < Self.mostOutcomes, pool.bytes < Self.mostBytes,
        lanes[destination, default: Lane()].hasRoom
      {
        if let candidate = lanes[destination]?.ready.popLast() {
          try start(candidate, destination)
          continue
        }
        guard let page = try nextPage(destination, now) else { break }
        try begin(try passing(page, destination, policy, now), destination)
        // What was about to start is gone: nothing will be written that ends the waiting.
        if lanes[destination]?.busy.isEmpty ?? true, outcomes.isEmpty { lanes[destination]?.isWaiting = false }
      }
    }
  }

  private func lookWhetherHalfOpen(_ destination: Destination) {
    lanes[destination]?.isHalfOpen = ((try? outbox.destinationState(destination))?.failures ?? 0) > 0
  }

  private func isPaused(_ destination: Destination, _ now: Timestamp) -> Bool {
    lanes[destination]?.pausedUntil.map { $0 > now } ?? false
  }

  /// A destination that failed is not asked again by what was begun before that was known.
  private func releaseAfterFailure(_ destination: Destination) throws(DeliveryFault) {
    if lanes[destination]?.hasFailed ?? false { try release(destination) }
  }

  /// Gives back what was begun and will not start now.
  private func release(_ destination: Destination) throws(DeliveryFault) {
    guard let ready = lanes[destination]?.ready, !ready.isEmpty else { return }
    try stored { () throws(OutboxFault) in try outbox.release(ready.map(\.id)) }
    for candidate in ready { lanes[destination]?.busy[candidate.id] = nil }
    lanes[destination]?.ready = []
    leftBehind += ready.count
  }

  /// Gives everything back that has not started: this process is about to end.
  public func releaseAll() throws(DeliveryFault) {
    for destination in Destination.allCases { try release(destination) }
  }

  private func nextPage(
    _ destination: Destination, _ now: Timestamp
  ) throws(DeliveryFault) -> [DeliveryCandidate]? {
    let lane = lanes[destination] ?? Lane()
    guard !lane.isPassOver, !lane.isWaiting else { return nil }
    if isPaused(destination, now) {
      lanes[destination]?.isPassOver = true
      return nil
    }
    let page = try stored { () throws(OutboxFault) in
      try outbox.due(
        now: now, limit: lane.isHalfOpen ? 1 : Self.mostBegun, after: lane.cursor, destination: destination)
    }
    guard let last = page.last else {
      lanes[destination, default: Lane()].isPassOver = true
      return nil
    }
    lanes[destination, default: Lane()].cursor = last.number
    return page.filter { lane.busy[$0.id] == nil }
  }

  /// Those of the page that may start now. The others are settled or wait, and their outcomes say why.
  private func passing(
    _ page: [DeliveryCandidate], _ destination: Destination, _ policy: DeliveryPolicy, _ now: Timestamp
  ) throws(DeliveryFault) -> [DeliveryCandidate] {
    let lane = lanes[destination] ?? Lane()
    if !policy.limits.isOff {
      try stored { () throws(OutboxFault) in
        try lanes[destination]?.window.refresh(
          outbox, destination, window: policy.limits.longestWindow, now: now)
      }
    }
    var passing: [DeliveryCandidate] = []
    var underWay = (count: lane.busy.count, bytes: lane.busyBytes)
    for candidate in page {
      if let expiry = policy.expiry, now - max(candidate.accepted, agesFrom) > expiry {
        add(.expired(id: candidate.id, reason: "it waited longer than record_expiry, \(expiry / 60_000) min"))
        continue
      }
      guard isAllowed(candidate) else { continue }
      let verdict = policy.limits.verdict(
        bytes: candidate.bytes, sent: lanes[destination]?.window.sent ?? [], underWay: underWay, now: now)
      switch verdict {
      case .pass:
        passing.append(candidate)
        underWay = (underWay.count + 1, underWay.bytes + candidate.bytes)
      case .unsure:
        lanes[destination]?.isWaiting = true
        lanes[destination]?.cursor = candidate.number - 1
        return passing
      case .over(let reason, _) where policy.limits.drops, .tooLarge(let reason, _) where policy.limits.drops:
        add(.dropped(id: candidate.id, reason: reason))
      case .tooLarge(let reason, let until):
        add(.limited(id: candidate.id, reason: reason, nextTry: until, holdsDestination: false))
      case .over(let reason, let until):
        add(.limited(id: candidate.id, reason: reason, nextTry: until, holdsDestination: true))
        lanes[destination]?.pausedUntil = until
        return passing
      }
    }
    return passing
  }

  private func begin(_ allowed: [DeliveryCandidate], _ destination: Destination) throws(DeliveryFault) {
    guard !allowed.isEmpty else { return }
    let begun = try stored { () throws(OutboxFault) in try outbox.begin(allowed.map(\.id)) }
    let ready = allowed.filter { begun.contains($0.id) }
    for candidate in ready { lanes[destination, default: Lane()].busy[candidate.id] = candidate.bytes }
    lanes[destination]?.ready = ready.reversed()
  }

  private func start(_ candidate: DeliveryCandidate, _ destination: Destination) throws(DeliveryFault) {
    guard let record = try stored({ () throws(OutboxFault) in try outbox.record(id: candidate.id) }) else {
      lanes[destination]?.busy[candidate.id] = nil
      return
    }
    // Withdrawn or switched off since it was begun: the outcome says so.
    guard isAllowed(candidate) else {
      return try stored { () throws(OutboxFault) in try outbox.release([candidate.id]) }
    }
    guard record.isIntact else {
      return add(.held(id: candidate.id, reason: "held: its stored bytes do not match their SHA-256, see spool verify"))
    }
    let settings = PlainProxy(outbox).applied(to: surroundings.settings(for: candidate))
    guard let transfer = Transfer(record, candidate, settings, userAgent: userAgent) else {
      throw .curl("libcurl has no memory")
    }
    try pool.start(transfer)
    lanes[destination]?.underWay += 1
  }

  private func isAllowed(_ candidate: DeliveryCandidate) -> Bool {
    switch surroundings.verdict(on: candidate) {
    case .allow: return true
    case .hold(let reason): add(.held(id: candidate.id, reason: "held: \(reason)"))
    case .withdraw(let reason): add(.withdrawn(id: candidate.id, reason: reason))
    case .keep(let reason): add(.kept(id: candidate.id, reason: reason))
    }
    return false
  }

  private func add(_ outcome: Outcome) {
    if outcomes.isEmpty { oldestOutcome = Monotonic.now() }
    outcomes.append(outcome)
    switch outcome {
    case .held, .retry, .limited: leftBehind += 1
    default: break
    }
  }

  /// Waits at most so long for the network or one of the descriptors, and takes in what has ended.
  /// - Returns: the descriptors that are readable.
  public func wait(watching descriptors: [Int32] = [], milliseconds: Int64) throws(DeliveryFault) -> Set<Int32> {
    let unwritten = outcomes.isEmpty ? milliseconds : oldestOutcome + Self.longestUnwritten - Monotonic.now()
    let ready = try pool.wait(
      watching: descriptors, milliseconds: min(milliseconds, max(unwritten, failedWrites > 0 ? 500 : 0)))
    for (transfer, code) in try pool.advance() { try take(transfer, code) }
    return ready
  }

  private func take(_ transfer: Transfer, _ code: CURLcode) throws(DeliveryFault) {
    let (id, destination) = (transfer.candidate.id, transfer.candidate.destination)
    lanes[destination]?.underWay -= 1
    if transfer.isProxyPlain(code) {
      let plain = PlainProxy(outbox)
      // Of several that failed together the first has said it.
      if plain.applied(to: transfer.settings) == transfer.settings {
        try stored { () throws(OutboxFault) in try plain.remember(transfer.settings) }
      }
      return try start(transfer.candidate, destination)
    }
    let (judgement, status, retryAfter, answer) = transfer.end(code)
    switch judgement {
    case .sent: add(.sent(id: id, status: status, answer: answer, receipt: transfer.receipt))
    case .refused(let reason): add(.refused(id: id, status: status, reason: reason))
    case .retry(let reason): retry(transfer.candidate, status, reason, retryAfter, destination)
    }
  }

  /// The destination backs off, once for all that fail within the same pause; the record itself backs off by its own
  /// tries, so that one that always fails does not stay first in line.
  private func retry(
    _ candidate: DeliveryCandidate, _ status: Int, _ reason: String, _ retryAfter: Int64?, _ destination: Destination
  ) {
    let now = Timestamp.now()
    let state = (try? outbox.destinationState(destination)) ?? DestinationState()
    let old = [lanes[destination]?.pausedUntil, state.retryAt].compactMap { $0 }.filter { $0 > now }.max()
    let asked = retryAfter.map { now + Backoff.spread($0, draw: draw()) }
    let cap = surroundings.policy(for: destination).longestPause
    let until = asked ?? old ?? now + Backoff.pause(failures: state.failures, draw: draw(), cap: cap)
    let isNew = old.map { until > $0 } ?? true
    let pause = isNew ? until : old ?? until
    lanes[destination, default: Lane()].pausedUntil = pause
    lanes[destination]?.hasFailed = true
    let own = now + Backoff.pause(failures: candidate.tries, draw: draw(), cap: cap)
    add(
      .retry(
        id: candidate.id, status: status, reason: reason, nextTry: max(pause, own),
        destinationRetryAt: isNew ? pause : nil))
  }

  /// Writes what has ended when it is time to, or at once.
  public func write(atOnce: Bool = false) throws(DeliveryFault) {
    guard !outcomes.isEmpty else { return }
    let isTime =
      pool.isEmpty || outcomes.count >= Self.mostOutcomes || Monotonic.now() - oldestOutcome >= Self.longestUnwritten
    guard atOnce || isTime else { return }
    do throws(OutboxFault) {
      outbox.discards = surroundings.discards
      try outbox.settle(outcomes)
    } catch {
      // A full disk or a long transaction elsewhere may pass; what was sent must be written.
      failedWrites += 1
      switch error {
      case .busy where failedWrites < 10, .full where failedWrites < 20: return
      default: throw .outbox(error)
      }
    }
    failedWrites = 0
    for destination in Destination.allCases {
      try releaseAfterFailure(destination)
      lanes[destination]?.hasFailed = false
      for outcome in outcomes { lanes[destination]?.busy[outcome.id] = nil }
      lanes[destination]?.pausedUntil = nil
      lanes[destination]?.isWaiting = false
      lookWhetherHalfOpen(destination)
    }
    outcomes = []
    onChange()
  }

  private func stored<Result>(_ body: () throws(OutboxFault) -> Result) throws(DeliveryFault) -> Result {
    do throws(OutboxFault) { return try body() } catch { throw .outbox(error) }
  }
}
