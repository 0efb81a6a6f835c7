import Glibc
import Platform
import Synchronization

/// Takes the records of local programs from a Unix stream socket and hands them over in batches.
///
/// One connection carries one message; nothing is ever sent back. But how it ends tells the other side the truth: the
/// last byte of a message stays unread in the kernel until the handler has said that the record is durable. So a
/// program that waits for the end of the connection sees
///
/// - a clean end of file: its record was taken;
/// - ECONNRESET: it was not, because it is no record, came too late, was refused, or because this process died.
///
/// One thread reads, another one calls the handler: while a batch is being made durable the next one gathers.
public final class ProbeListener: Sendable {
  public let path: String
  private let socket: ListeningSocket
  private let mailbox: Mailbox<ListenerMail>
  private let reader: WorkerThread
  private let committer: WorkerThread
  private let shared: ListenerTally

  /// Starts to listen. The socket belongs to the listener from now on.
  public init(
    _ socket: ListeningSocket, limits: ProbeLimits = ProbeLimits(), handler: any ProbeHandler
  ) throws(SystemError) {
    let tally = ListenerTally()
    let mailbox = try Mailbox<ListenerMail>()
    let batches = try Mailbox<ProbeBatch?>()
    let loop = try ListenerLoop(
      socket: socket, mailbox: mailbox, batches: batches, limits: limits, handler: handler, tally: tally)
    self.committer = try WorkerThread.start(name: "probe commit") {
      Committer(batches: batches, done: mailbox, handler: handler, tally: tally).run()
    }
    do throws(SystemError) {
      self.reader = try WorkerThread.start(name: "probe socket") {
        var loop = loop
        loop.run()
      }
    } catch {
      batches.post(nil)
      throw error
    }
    self.socket = socket
    self.path = socket.path
    self.mailbox = mailbox
    self.shared = tally
  }

  deinit { stop() }

  /// What was seen up to now.
  public var counters: ProbeCounters { shared.counters.withLock { $0 } }

  /// Removes the socket's file if it was made here, takes the messages that are there as a whole, and ends. Whoever has
  /// not finished is reset. With a socket of the service manager's, those that are not accepted yet stay in its queue.
  /// When it returns, both threads have ended and the handler is not called any more.
  public func stop() {
    mailbox.post(.stop)
    reader.join()
    committer.join()
  }
}

/// The counters, which both threads write.
final class ListenerTally: Sendable {
  let counters = Mutex(ProbeCounters())
}

/// What the reading thread is told.
enum ListenerMail: Sendable {
  case stop
  /// A batch is settled, so many connections closed.
  case settled(Int)
}
