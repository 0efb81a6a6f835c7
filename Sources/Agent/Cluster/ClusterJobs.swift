import CPlatform
import Glibc
import Platform
import Report

/// What a look at the cluster is for.
enum ClusterPurpose: Sendable, Equatable {
  /// The scheduled report.
  case round
  case preview(Ticket, assuming: Set<Channel>?)
  /// A report now, because somebody asked for it.
  case report(Ticket)
}

struct ClusterDone: Sendable {
  var purpose: ClusterPurpose
  var question: ClusterQuestion
  var result: Result<ClusterAnswer, Explanation>
}

/// Asks the cluster without blocking the loop. Its commands can be cut short when the agent stops.
final class ClusterJobs {
  private let mailbox: Mailbox<LoopMessage>
  private let cancel: Descriptor
  private var threads: [WorkerThread] = []

  init(_ mailbox: Mailbox<LoopMessage>) throws(SystemError) {
    self.mailbox = mailbox
    let raw = cp_eventfd()
    guard raw >= 0 else { throw SystemError("eventfd", "") }
    cancel = Descriptor(adopting: raw)
  }

  /// Starts the look; its answer comes by the mailbox.
  func start(_ purpose: ClusterPurpose, _ question: ClusterQuestion) {
    let mailbox = mailbox, cancel = cancel
    do throws(SystemError) {
      let thread = try WorkerThread.start(name: "cluster") {
        let result: Result<ClusterAnswer, Explanation>
        do throws(Explanation) {
          result = .success(try question.ask(interrupt: cancel.raw))
        } catch {
          result = .failure(error)
        }
        mailbox.post(.cluster(ClusterDone(purpose: purpose, question: question, result: result)))
      }
      threads.append(thread)
      // A handful at most run at once; the finished ones are joined at the end.
      if threads.count > 32 { threads.removeFirst(16) }
    } catch {
      mailbox.post(
        .cluster(ClusterDone(purpose: purpose, question: question, result: .failure(error.explanation))))
    }
  }

  /// Cuts all commands short and waits for their threads.
  func stop() {
    guard !threads.isEmpty else { return }
    var one: UInt64 = 1
    _ = write(cancel.raw, &one, 8)
    for thread in threads { thread.join() }
    threads = []
  }
}
