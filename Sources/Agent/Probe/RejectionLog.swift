import Outbox
import Platform
import ProbeSocket
import Report
import Synchronization

/// What was not taken in, on its way into the ledger. Ledger rows are for ever, and anybody may send rubbish: of one
/// reason the first few in a minute have a row each, the others one row that counts them.
final class RejectionLog: Sendable {
  /// Rows of their own, for each reason and minute.
  static let most = 10
  private static let period: Int64 = 60_000
  /// Reasons that are told apart in one period; what comes beyond is counted as one.
  private static let mostReasons = 100

  /// Rows that wait while nothing can be written; what comes beyond is counted.
  static let mostWaiting = 1000

  private struct State {
    var rows: [Rejection] = []
    /// For which there was no room among those.
    var uncounted = 0
    var counts: [String: Int] = [:]
    var began: Int64?
  }

  private let state = Mutex(State())
  /// Called when something waits to be written.
  private let wake: @Sendable () -> Void

  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// A record that is one, and was not taken in.
  func add(_ record: ProbeRecord, reason: String) {
    add(reason) { Rejection(record, reason: reason) }
  }

  /// A message that is no record.
  func add(_ fault: ProbeFault, bytes: Int = 0, from place: String) {
    // One reason a kind: its details are the sender's to vary.
    add(fault.kind.rawValue) {
      guard let id = try? Randomness.identifier() else { return nil }
      return Rejection(id: id, bytes: bytes, reason: "\(place): \(fault.reason)")
    }
  }

  private func add(_ reason: String, _ make: () -> Rejection?) {
    let isFirst = state.withLock { state in
      if state.began == nil { state.began = Monotonic.now() }
      let key = state.counts[reason] != nil || state.counts.count < Self.mostReasons ? reason : "other reasons"
      let count = state.counts[key, default: 0] + 1
      state.counts[key] = count
      guard count <= Self.most, let row = make() else { return false }
      guard state.rows.count < Self.mostWaiting else {
        state.uncounted += 1
        return false
      }
      state.rows.append(row)
      return state.rows.count == 1
    }
    if isFirst { wake() }
  }

  /// Takes back what could not be written: it comes again with the next `take`.
  func putBack(_ rows: [Rejection]) {
    state.withLock { state in
      state.rows.insert(contentsOf: rows, at: 0)
      let surplus = state.rows.count - Self.mostWaiting
      guard surplus > 0 else { return }
      state.rows.removeLast(surplus)
      state.uncounted += surplus
    }
  }

  /// When the present period ends, in monotonic milliseconds; nil when none has begun.
  var periodEnd: Int64? { state.withLock { $0.began.map { $0 + Self.period } } }

  /// What is to be written now: the rows of their own, and after a period what the others amount to.
  func take(now: Int64 = Monotonic.now(), atOnce: Bool = false) -> [Rejection] {
    state.withLock { state in
      var rows = state.rows
      state.rows = []
      if state.uncounted > 0, let id = try? Randomness.identifier() {
        let reason = "\(state.uncounted) more messages while the journal could not be written"
        rows.insert(Rejection(id: id, bytes: 0, reason: reason), at: 0)
        state.uncounted = 0
      }
      guard let began = state.began, atOnce || now - began >= Self.period else { return rows }
      for (reason, count) in state.counts.sorted(by: { $0.key < $1.key }) where count > Self.most {
        guard let id = try? Randomness.identifier() else { continue }
        rows.append(Rejection(id: id, bytes: 0, reason: "\(count - Self.most) more messages of one minute: \(reason)"))
      }
      state.counts = [:]
      state.began = nil
      return rows
    }
  }
}
