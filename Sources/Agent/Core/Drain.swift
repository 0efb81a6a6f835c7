import Outbox
import Platform

/// All that waits, being delivered because somebody asked for it and looks on.
struct Drain {
  var ticket: Ticket
  /// Waiting when it began.
  var total: Int
  /// The number of waiting records that was told last.
  var told: Int
}

extension AgentCore {
  func beginDrain(_ ticket: Ticket) throws(Explanation) -> AgentReply? {
    do throws(OutboxFault) {
      let waiting = try outbox.summary().count
      guard waiting > 0 else { return .done("nothing waits") }
      resumeDelivery()
      try outbox.retryNow()
      drain = Drain(ticket: ticket, total: waiting, told: waiting)
      return .progress(Progress("records delivered", done: 0, of: waiting))
    } catch {
      throw error.explanation
    }
  }

  /// Tells how far it is, and the end: when nothing waits, or nothing of what waits is due.
  func watchDrain() {
    guard var now = drain, let waiting = try? outbox.summary().count else { return }
    let done = max(0, now.total - waiting)
    if waiting > 0, isAnythingToDeliver {
      guard waiting != now.told else { return }
      now.told = waiting
      drain = now
      answer?(now.ticket, .progress(Progress("records delivered", done: done, of: now.total)))
      return
    }
    drain = nil
    guard waiting > 0 else {
      answer?(now.ticket, .done(done == 1 ? "the record is settled" : "all \(done) records are settled"))
      return
    }
    let reason = (try? outbox.waiting(limit: 1).first?.lastError) ?? ""
    let why = reason.isEmpty ? "" : ": \(reason)"
    answer?(now.ticket, .done("\(done) of \(now.total) records settled, \(waiting) still wait\(why)"))
  }

  /// Stops the delivery that the ticket began. What waits rests for a while, unless somebody asks again.
  func stopDrain(_ ticket: Ticket) -> Bool {
    guard let now = drain, now.ticket == ticket else { return false }
    drain = nil
    restDelivery()
    let waiting = (try? outbox.summary().count) ?? 0
    answer?(ticket, .done("stopped: \(max(0, now.total - waiting)) records settled, \(waiting) wait for ten minutes"))
    return true
  }
}
