import CPlatform
import Glibc
import InfoProtocol
import Platform
import Report

/// Which client asked, and with which request number.
struct Ticket: Sendable, Hashable {
  var client: Int
  var request: Int
  /// The uid of the person who asked.
  var person: UInt32 = getuid()
}

/// A round of questions that runs on a thread of its own, and what it is for.
enum JobPurpose: Sendable {
  /// The scheduled report.
  case round
  case live([Ticket])
  case preview(Ticket, Destination, hypothetical: Bool)
  /// A report now, because somebody asked for it.
  case report(Ticket)
}

struct JobDone: Sendable {
  var purpose: JobPurpose
  var result: Result<NodeAnswers, Explanation>
}

/// What wakes the agent's loop from other threads.
enum LoopMessage: Sendable {
  case job(JobDone)
  /// The storage cluster was asked.
  case cluster(ClusterDone)
  /// A word of long work: its progress, or its end.
  case answer(Ticket, AgentReply)
  /// Records of programs came, or why they cannot be taken.
  case probe(Explanation?)
  case stop
}

/// Asks the node without blocking the loop. Questions can be cut short when the agent stops.
final class NodeJobs {
  private let mailbox: Mailbox<LoopMessage>
  private let cancel: Descriptor
  private var threads: [WorkerThread] = []
  private var isCancelled = false

  init(_ mailbox: Mailbox<LoopMessage>) throws(SystemError) {
    self.mailbox = mailbox
    let raw = cp_eventfd()
    guard raw >= 0 else { throw SystemError("eventfd", "") }
    cancel = Descriptor(adopting: raw)
  }

  /// Starts a round; its result comes by the mailbox.
  func start(_ purpose: JobPurpose, _ settings: AgentSettings, announce: Bool? = nil) {
    let mailbox = mailbox, cancel = cancel
    do throws(SystemError) {
      let thread = try WorkerThread.start(name: "node") {
        let collector = NodeCollector(settings)
        let result: Result<NodeAnswers, Explanation>
        do throws(Explanation) {
          let answers = try collector.collect(cancel: cancel.raw)
          if let announce { collector.announce(announce, cancel: cancel.raw) }
          result = .success(answers)
        } catch {
          result = .failure(error)
        }
        mailbox.post(.job(JobDone(purpose: purpose, result: result)))
      }
      threads.append(thread)
      // A handful at most run at once; the finished ones are joined at the end.
      if threads.count > 32 { threads.removeFirst(16) }
    } catch {
      mailbox.post(.job(JobDone(purpose: purpose, result: .failure(error.explanation))))
    }
  }

  /// Cuts all questions short and waits for their threads.
  func stop() {
    if !isCancelled {
      isCancelled = true
      var one: UInt64 = 1
      _ = write(cancel.raw, &one, 8)
    }
    for thread in threads { thread.join() }
    threads = []
  }
}
