import Outbox
import Platform
import Synchronization

/// Work that takes seconds, on threads of its own, so that the agent's loop goes on: told as it progresses, stopped when
/// nobody wants it any more.
final class LongWork {
  private final class Flag: Sendable {
    let isSet = Atomic<Bool>(false)
  }

  private let mailbox: Mailbox<LoopMessage>
  private let directory: String
  private var running: [Ticket: (flag: Flag, thread: WorkerThread)] = [:]

  init(_ mailbox: Mailbox<LoopMessage>, directory: String) {
    self.mailbox = mailbox
    self.directory = directory
  }

  /// Checks the whole ledger.
  func verify(_ ticket: Ticket) throws(Explanation) {
    let flag = Flag(), mailbox = mailbox, directory = directory
    do throws(SystemError) {
      let thread = try WorkerThread.start(name: "verify") {
        let answer = Self.verify(directory) { done, total in
          mailbox.post(.answer(ticket, .progress(Progress("rows checked", done: done, of: total))))
          return !flag.isSet.load(ordering: .relaxed)
        }
        mailbox.post(.answer(ticket, answer))
      }
      running[ticket] = (flag, thread)
    } catch {
      throw error.explanation
    }
  }

  /// True when it was under way.
  @discardableResult
  func cancel(_ ticket: Ticket) -> Bool {
    guard let work = running[ticket] else { return false }
    work.flag.isSet.store(true, ordering: .relaxed)
    return true
  }

  /// The last word was said.
  func finished(_ ticket: Ticket) { running.removeValue(forKey: ticket)?.thread.join() }

  /// Whoever asked has gone.
  func cancelAll(of client: Int) { for ticket in running.keys where ticket.client == client { cancel(ticket) } }

  func stop() {
    for ticket in Array(running.keys) {
      cancel(ticket)
      finished(ticket)
    }
  }

  static func verify(_ directory: String, _ progress: (Int, Int) -> Bool) -> AgentReply {
    do throws(Explanation) {
      guard let outbox = try OutboxOpening.forReading(directory) else { return .done("there is no ledger yet") }
      do throws(OutboxFault) {
        let total = Int(try outbox.ledger(LedgerFilter(limit: 1)).first?.seq ?? 0)
        var isWanted = true
        let report = try outbox.verify { done in
          isWanted = progress(Int(done), total)
          return isWanted
        }
        if let bad = report.firstBad {
          return .failed(
            Explanation(
              "the ledger was changed, \(bad.why)", at: "row \(bad.seq)", remedy: "what came before it still holds",
              exit: .badData))
        }
        guard isWanted else { return .done("stopped: the first \(report.entries) of \(total) rows hold") }
        let receipts = try outbox.verifyReceipts { done in
          isWanted = progress(Int(done), total)
          return isWanted
        }
        if let complaint = receipts.complaint { return .failed(complaint) }
        guard isWanted else { return .done("stopped: all \(total) rows hold, the receipts were not all checked") }
        let warning = receipts.warning.map { "; \($0)" } ?? ""
        let signed = receipts.good == 0 ? "" : ", \(receipts.words)"
        return .done(
          "the ledger holds: \(report.entries) rows and \(report.bodies) bodies, head \(report.head.prefix(16))"
            + signed + warning)
      } catch {
        return .failed(error.explanation)
      }
    } catch {
      return .failed(error)
    }
  }
}
