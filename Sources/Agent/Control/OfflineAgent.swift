import Glibc
import Outbox
import Platform
import Settings
import Synchronization

/// What can be shown when no agent answers: lists, records, settings, the status and whether the ledger holds, read from
/// the files of the state directory. Everything that would change or send something is refused.
public final class OfflineAgent: AgentHandle {
  public var label: String
  /// `.offline`, or `.gone` where the files are not for this person.
  public let access: AgentAccess
  public var descriptor: Int32 { ready.descriptor }

  private let configPath: String?
  private let stateDirectory: String
  private let environment: Environment
  private let ready: Mailbox<(request: Int, reply: AgentReply)>
  private var last = 0
  /// Checks of the ledger, by the number of their requests.
  private var checks: [Int: Check] = [:]

  public init(
    label: String, configPath: String?, stateDirectory: String, environment: Environment
  ) throws(Explanation) {
    self.label = label
    self.configPath = configPath
    self.stateDirectory = stateDirectory
    self.environment = environment
    let isClosed = Glibc.access(stateDirectory, R_OK | X_OK) != 0 && errno == EACCES
    access = isClosed ? .gone : .offline
    do throws(SystemError) { ready = try Mailbox() } catch { throw error.explanation }
  }

  @discardableResult
  public func submit(_ request: AgentRequest) -> Int {
    last += 1
    do throws(Explanation) {
      guard access == .offline else { throw closed }
      if request == .verify {
        checks[last] = try Check(stateDirectory, request: last, ready)
      } else {
        ready.post((last, try answer(request)))
      }
    } catch {
      ready.post((last, .failed(error)))
    }
    return last
  }

  public func collect() -> [(request: Int, reply: AgentReply)] {
    let replies = ready.collect()
    for (request, reply) in replies {
      if case .progress = reply { continue }
      checks.removeValue(forKey: request)?.stop()
    }
    return replies
  }

  /// Cuts what is under way short.
  func stop() {
    for check in checks.values { check.stop() }
    checks = [:]
  }

  /// A check of the ledger on a thread of its own.
  private final class Check {
    private final class Flag: Sendable {
      let isSet = Atomic<Bool>(false)
    }

    private let flag = Flag()
    private let thread: WorkerThread

    init(
      _ directory: String, request: Int, _ ready: Mailbox<(request: Int, reply: AgentReply)>
    ) throws(Explanation) {
      let flag = flag
      do throws(SystemError) {
        thread = try WorkerThread.start(name: "verify") {
          let answer = LongWork.verify(directory) { done, total in
            ready.post((request, .progress(Progress("rows checked", done: done, of: total))))
            return !flag.isSet.load(ordering: .relaxed)
          }
          ready.post((request, answer))
        }
      } catch {
        throw error.explanation
      }
    }

    func cancel() { flag.isSet.store(true, ordering: .relaxed) }

    func stop() {
      cancel()
      thread.join()
    }
  }

  private func answer(_ request: AgentRequest) throws(Explanation) -> AgentReply {
    switch request {
    case .cancel(let number):
      guard let check = checks[number] else { return .done("it has ended already") }
      check.cancel()
      return .done("stopping")
    case .status:
      let settings = try AgentSettings.load(
        configPath: configPath, stateDirectory: stateDirectory, environment: environment)
      return .status(try StatusReader(settings, daemon: nil).status(OutboxOpening.forReading(stateDirectory)))
    case .settings:
      return .settings(SettingRow.all(Configuration.load(explicitPath: configPath, environment: environment)))
    case .spool(let query):
      return try read { reader throws(OutboxFault) in .spool(try reader.spool(query)) }
    case .journal(let query):
      return try read { reader throws(OutboxFault) in .journal(try reader.journal(query)) }
    case .events(let limit):
      return try read { reader throws(OutboxFault) in
        .events(try EventList.latest(max(1, min(limit, 1000)), of: reader.outbox))
      }
    case .record(let id): return .record(try RecordReader(outbox: outbox()).record(id: id))
    case .lastSent(let destination): return .record(try RecordReader(outbox: outbox()).lastSent(destination))
    default: throw Self.nobody
    }
  }

  private static let nobody = Explanation(
    "no agent runs, so this can only look", at: "control socket", remedy: "start it with `telemetry-tui --daemon`",
    exit: .unavailable)

  private var closed: Explanation {
    Explanation(
      "no agent runs, and its outbox is not for you to read", at: stateDirectory,
      remedy: "it is looked for; who may start it is root", exit: .noPermission)
  }

  private func outbox() throws(Explanation) -> Outbox {
    guard let outbox = try OutboxOpening.forReading(stateDirectory) else {
      throw Explanation("there is no outbox yet", at: stateDirectory, remedy: "nothing was ever sent", exit: .noInput)
    }
    return outbox
  }

  private func read(_ body: (RecordReader) throws(OutboxFault) -> AgentReply) throws(Explanation) -> AgentReply {
    let outbox = try outbox()
    do throws(OutboxFault) { return try body(RecordReader(outbox: outbox)) } catch { throw error.explanation }
  }
}
