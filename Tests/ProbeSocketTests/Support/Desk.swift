import Glibc
import Platform
import ProbeSocket
import Synchronization
import TestSupport

/// A handler that remembers, and can be held up or told to refuse.
final class Desk: ProbeHandler {
  struct Seen {
    var messages: [ProbeMessage] = []
    var batches: [Int] = []
    var faults: [ProbeFault] = []
    var faultPeers: [ProbePeer] = []
    var isHeld = false
    var verdicts: (@Sendable ([ProbeMessage]) -> [ProbeVerdict]) = { $0.map { _ in .taken } }
  }

  let seen = Mutex(Seen())

  func take(_ batch: [ProbeMessage]) -> [ProbeVerdict] {
    let verdicts = seen.withLock {
      $0.messages += batch
      $0.batches.append(batch.count)
      return $0.verdicts
    }
    _ = eventually { seen.withLock { $0.isHeld ? nil : true } }
    return verdicts(batch)
  }

  func reject(_ fault: ProbeFault, from peer: ProbePeer) {
    seen.withLock {
      $0.faults.append(fault)
      $0.faultPeers.append(peer)
    }
  }

  var messages: [ProbeMessage] { seen.withLock { $0.messages } }
  var faults: [ProbeFault] { seen.withLock { $0.faults } }
  func hold(_ isHeld: Bool) { seen.withLock { $0.isHeld = isHeld } }
}

/// A listener on a socket of its own.
struct Stage {
  let scratch: Scratch
  let desk = Desk()
  let listener: ProbeListener
  var path: String { listener.path }

  init(_ change: (inout ProbeLimits) -> Void = { _ in }) throws {
    var limits = ProbeLimits()
    change(&limits)
    scratch = try Scratch()
    listener = try ProbeListener(
      try ListeningSocket.create(at: scratch.path + "/run/probe"), limits: limits, handler: desk)
  }

  /// Waits until the counters are as wanted; nil when they never were.
  func counters(_ isWanted: (ProbeCounters) -> Bool) -> ProbeCounters? {
    eventually {
      let counters = listener.counters
      return isWanted(counters) ? counters : nil
    }
  }
}
