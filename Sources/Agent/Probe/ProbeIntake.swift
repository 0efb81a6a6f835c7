import Glibc
import Outbox
import Platform
import ProbeSocket
import Report
import Synchronization

/// Takes what the probe socket hears into the outbox. Has a connection to the outbox of its own, on the socket's thread,
/// so that the agent's loop never waits for programs, nor they for it.
final class ProbeIntake: ProbeHandler, @unchecked Sendable {
  private struct Shared {
    var settings: AgentSettings
    /// Which settings these are; the pipeline takes them over when its number is another.
    var number = 1
  }

  private let shared: Mutex<Shared>
  private let rejections: RejectionLog
  /// Called when records were taken.
  private let wake: @Sendable () -> Void
  /// Called with why nothing can be taken.
  private let complain: @Sendable (Explanation) -> Void

  /// Of the socket's thread alone.
  private var pipeline: ProbePipeline?
  private var number = 0

  init(
    _ settings: AgentSettings, rejections: RejectionLog, wake: @escaping @Sendable () -> Void,
    complain: @escaping @Sendable (Explanation) -> Void
  ) {
    shared = Mutex(Shared(settings: settings))
    self.rejections = rejections
    self.wake = wake
    self.complain = complain
  }

  /// Settings that were read anew.
  func use(_ settings: AgentSettings) {
    shared.withLock {
      $0.settings = settings
      $0.number += 1
    }
  }

  func take(_ batch: [ProbeMessage]) -> [ProbeVerdict] {
    let now = Timestamp.now()
    do throws(OutboxFault) {
      var pipeline = try current()
      let fates = try pipeline.take(
        batch.map { ProbeOffer(record: $0.record, user: $0.peer.user, arrived: now) }, now: now)
      self.pipeline = pipeline
      for (message, fate) in zip(batch, fates) {
        if case .rejected(let reason) = fate { rejections.add(message.record, reason: reason) }
      }
      if fates.contains(.taken) { wake() }
      return fates.map { $0 == .taken ? .taken : .refused }
    } catch {
      // The programs are told by a reset; the next batch may find room again.
      pipeline = nil
      complain(error.explanation)
      return []
    }
  }

  func reject(_ fault: ProbeFault, from peer: ProbePeer) {
    rejections.add(fault, from: "uid \(peer.user)")
  }

  private func current() throws(OutboxFault) -> ProbePipeline {
    let (settings, newest) = shared.withLock { ($0.settings, $0.number) }
    if var pipeline {
      if number != newest { pipeline.use(settings) }
      number = newest
      return pipeline
    }
    number = newest
    return ProbePipeline(settings, outbox: try Outbox(directory: settings.stateDirectory, access: .readWrite))
  }
}
