import CPlatform
import Glibc
import Outbox
import Platform
import Settings

/// What can be shown when no agent answers: lists, records, settings and the status, read from the files of the state
/// directory. Everything that would change or send something is refused.
public final class OfflineAgent: AgentHandle {
  public var label: String
  public let access = AgentAccess.offline
  public var descriptor: Int32 { event.raw }

  private let configPath: String?
  private let stateDirectory: String
  private let environment: Environment
  private let event: Descriptor
  private var last = 0
  private var ready: [(request: Int, reply: AgentReply)] = []

  public init(
    label: String, configPath: String?, stateDirectory: String, environment: Environment
  ) throws(Explanation) {
    self.label = label
    self.configPath = configPath
    self.stateDirectory = stateDirectory
    self.environment = environment
    let raw = cp_eventfd()
    guard raw >= 0 else { throw SystemError("eventfd", "").explanation }
    event = Descriptor(adopting: raw)
  }

  @discardableResult
  public func submit(_ request: AgentRequest) -> Int {
    last += 1
    do throws(Explanation) {
      ready.append((last, try answer(request)))
    } catch {
      ready.append((last, .failed(error)))
    }
    var one: UInt64 = 1
    _ = write(event.raw, &one, 8)
    return last
  }

  public func collect() -> [(request: Int, reply: AgentReply)] {
    var count: UInt64 = 0
    _ = Glibc.read(event.raw, &count, 8)
    defer { ready = [] }
    return ready
  }

  private func answer(_ request: AgentRequest) throws(Explanation) -> AgentReply {
    switch request {
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
