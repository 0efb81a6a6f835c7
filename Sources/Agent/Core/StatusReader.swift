import Outbox
import Platform
import Privacy
import Report

/// Puts together what `status` says, from the outbox, consent and settings alone: any process can do it, with or
/// without a daemon.
public struct StatusReader {
  private let settings: AgentSettings
  private let daemon: Int32?
  /// Whether an agent is at work that keeps to the times in the outbox.
  private let isAgentAtWork: Bool

  public init(_ settings: AgentSettings, daemon: Int32?, isAgentAtWork: Bool? = nil) {
    self.settings = settings
    self.daemon = daemon
    self.isAgentAtWork = isAgentAtWork ?? (daemon != nil)
  }

  /// `outbox` nil: there is none yet, so nothing was ever sent. `trouble`: why it could not be opened.
  public func status(
    _ outbox: Outbox?, trouble: Explanation? = nil, now: Timestamp = .now()
  )
    throws(Explanation) -> AgentStatus
  {
    do throws(OutboxFault) {
      let memory = try outbox.map { outbox throws(OutboxFault) in try NodeMemory(outbox) } ?? NodeMemory()
      let totals = try outbox?.summary() ?? .init()
      let destinations = try destinations(outbox, memory, now)
      var status = AgentStatus(
        daemon: daemon, host: Identity.hostName(), now: now, node: node(memory), destinations: destinations,
        channels: Channel.allCases.map(settings.channel), attention: [],
        spool: SpoolSummary(count: totals.count, bytes: totals.bytes, oldest: totals.oldest), machineID: machineID(),
        newFields: settings.configuration.newFields,
        programs: isAgentAtWork
          ? try outbox.flatMap { outbox throws(OutboxFault) in try ProbeMemory(outbox).status } : nil,
        events: try outbox.map { outbox throws(OutboxFault) in try EventList.latest(10, of: outbox) } ?? [])
      let rest = try outbox.flatMap { outbox throws(OutboxFault) in try DeliveryRest.end(outbox, now: now) }
      status.attention = AttentionList.make(
        status, override: settings.gate().override, trouble: trouble, restsUntil: rest)
      return status
    } catch {
      throw error.explanation
    }
  }

  private func node(_ memory: NodeMemory) -> NodeStatus {
    let collector = NodeCollector(settings)
    do throws(Explanation) {
      let address = try collector.candidates().first?.description
      return NodeStatus(address: address, state: memory.condition, reason: memory.reason)
    } catch {
      if error == AgentFault.noNode.explanation { return NodeStatus(address: nil, state: .unconfigured) }
      return NodeStatus(address: nil, state: .down, reason: error.line)
    }
  }

  private func machineID() -> MachineIDStatus {
    let id = try? MachineID.current(
      stateDirectory: settings.stateDirectory, environment: settings.environment, canWrite: false)
    return MachineIDStatus(
      id: id?.id ?? "", isStatic: id?.isStatic ?? false, rotates: id?.rotates, file: id?.staticFile,
      refused: id?.refused?.line)
  }

  private func destinations(
    _ outbox: Outbox?, _ memory: NodeMemory, _ now: Timestamp
  )
    throws(OutboxFault) -> [DestinationStatus]
  {
    let gate = settings.gate()
    let waiting = try outbox?.summaryByDestination() ?? [:]
    var result: [DestinationStatus] = []
    for destination in Destination.allCases {
      let url = settings.destinations[destination]
      let agreement = gate.agreement(destination)
      guard url != nil || agreement != nil || waiting[destination] != nil else { continue }
      var status = DestinationStatus(
        destination: destination, url: url, state: .on, consent: agreement.map(Self.summary),
        waiting: waiting[destination]?.count ?? 0, waitingBytes: waiting[destination]?.bytes ?? 0)
      if let agreement {
        switch settings.configuration.newFields {
        case .never: break
        case .ask: status.newFields = newFields(destination, agreement)
        case .accept: status.acceptedFields = newFields(destination, agreement)
        }
      }
      if let bar = gate.bar(destination) {
        status.state = bar == .nobodyAgreed ? .off : .held
        status.reason = bar.reason
      } else if url == nil {
        status.state = .held
        status.reason = "no server is configured"
      } else if destination == .home {
        if !settings.channel(.basic).isOn {
          status.state = .held
          status.reason = "the channel basic is off"
        } else if isAgentAtWork {
          status.nextReport = memory.nextRound
        }
      } else if ClusterDesk.serves(destination) {
        try tell(destination, outbox, &status)
      }
      if let last = try outbox?.lastSettled(destination) {
        status.lastResult = .init(
          at: last.time, result: last.result.rawValue, status: last.status, bytes: last.bytes, sha256: last.sha256)
      }
      if let state = try outbox?.destinationState(destination), state.failures > 0 {
        status.trouble = .init(
          since: state.since ?? now, failures: state.failures, reason: state.reason, nextTry: state.retryAt)
      }
      if status.waiting > 0 { status.pace = try outbox?.paced(destination, now: now) }
      result.append(status)
    }
    return result
  }

  /// What the cluster's desk remembers: when its next report is due, why the last one was none, or is not whole.
  private func tell(
    _ destination: Destination, _ outbox: Outbox?, _ status: inout DestinationStatus
  ) throws(OutboxFault) {
    if ClusterDesk(settings: settings, outbox: outbox).isEveryChannelOff(destination) {
      status.state = .held
      status.reason = ClusterComposer.allOff
      return
    }
    guard let outbox else { return }
    let memory = try ClusterMemory(outbox, destination)
    if isAgentAtWork { status.nextReport = memory.next }
    status.reason = memory.trouble.map { "no report could be made: \($0)" }
    status.missing = memory.missing
  }

  /// Fields of the open channels that came after the agreement.
  private func newFields(_ destination: Destination, _ agreement: Agreement) -> [String] {
    let open = settings.openChannels(agreement)
    return FieldRegistry.added(to: destination, since: agreement.revision).filter { open.contains($0.channel) }
      .map(\.pattern)
  }

  private static func summary(_ agreement: Agreement) -> DestinationStatus.ConsentSummary {
    .init(
      by: agreement.name + (agreement.through.map { " through \($0)" } ?? ""), at: agreement.at,
      channels: agreement.channels, licence: agreement.licence,
      revision: agreement.revision)
  }
}
