import Outbox
import Platform
import Privacy
import Report

/// When things are delivered: whether there is anything to deliver, and when to look again.
extension AgentCore {
  var deliveryDescriptor: Int32? { launcher.descriptor }

  /// The deliverer wrote something or left.
  func hearDelivery() {
    if launcher.hear() {
      trace("the deliverer left")
      // Once: it may go on like this for days.
      if launcher.failures == Self.noticedFailures { note("error", launcher.complaint) }
    }
    deliver(Monotonic.now())
    watchDrain()
  }

  /// Has what is due delivered, if the gate would let any of it through: held records start nothing.
  func deliver(_ now: Int64) {
    guard now >= launcher.notBefore, isAnythingToDeliver else { return }
    if !launcher.isRunning { trace("the deliverer is started") }
    do throws(SystemError) { try launcher.deliver(now: now) } catch { note("error", error.explanation.line) }
  }

  /// Somebody wants it now, whatever somebody else stopped.
  func resumeDelivery() {
    launcher.resume()
    try? DeliveryRest.end(in: outbox)
  }

  /// Somebody stopped it.
  func restDelivery() {
    launcher.pause(DeliveryRest.length)
    try? DeliveryRest.begin(outbox)
  }

  /// What somebody stopped before this agent began rests on.
  func keepResting() {
    guard let end = try? DeliveryRest.end(outbox) else { return }
    launcher.pause(end - .now())
  }

  var isAnythingToDeliver: Bool {
    guard let due = try? outbox.due(now: .now(), limit: 50), !due.isEmpty else { return false }
    let gate = DepartureGate(gate: settings.gate(), configuration: settings.configuration)
    return due.contains { entry in
      let verdict = gate.verdict(
        destination: entry.destination, channels: entry.channels, revision: entry.revision, created: entry.created)
      if case .hold = verdict { return false }
      return true
    }
  }

  /// One bad end is chance, and another agent's deliverer at work is no fault.
  private static let noticedFailures = 3

  /// A little more than the longest pause a server may ask for.
  private static let longestPause: Int64 = 25 * 3600 * 1000

  /// While the deliverer runs it minds its own times; after it left, the outbox says when it is needed again.
  func nextDelivery(_ now: Int64) -> Int64? {
    if launcher.isRunning { return nil }
    if isAnythingToDeliver { return max(now, launcher.notBefore) }
    let wall = Timestamp.now()
    if (try? ClockRepair.run(outbox, now: wall)) == true { return max(now, launcher.notBefore) }
    guard let due = try? outbox.nextDue(after: wall) else { return nil }
    // Nobody asks for more than a day: the clock went backwards, and what waits would wait for it to catch up.
    if due - wall > Self.longestPause {
      _ = try? outbox.retryNow()
      return now
    }
    return max(launcher.notBefore, now + max(0, due - wall))
  }

  /// Cuts what is under way short. What was accepted waits in the outbox.
  func stop() {
    jobs.stop()
    cluster?.stop()
    work.stop()
    probes?.stop()
    launcher.release()
    try? remember { $0.nextRound = nil }
  }
}
