import CPlatform
import Glibc
import HostSource
import InfoProtocol
import Outbox
import Platform
import Privacy
import Report

/// One look, one report, one delivery, without a loop: what `show`, `preview`, `send` and `--daemon --once` do.
public struct OneShot {
  public let settings: AgentSettings
  private let configPath: String?

  public init(_ settings: AgentSettings, configPath: String?) {
    self.settings = settings
    self.configPath = configPath
  }

  // MARK: - Looking

  /// The next report, in one request or several, as it would leave now; kept, so that it is the next that does. When it cannot be kept (a state
  /// directory of somebody else), `note` says so.
  public func show(
    _ destination: Destination, channels: Set<Channel>? = nil, note: (String) -> Void
  )
    throws(Explanation) -> [Preview]
  {
    try requireSource(destination)
    if ClusterDesk.serves(destination) { return try showCluster(destination, channels: channels, note: note) }
    if let bar = settings.gate().bar(destination) { throw AgentFault.barred(destination, bar).explanation }
    let answers = try NodeCollector(settings).collect(cancel: nil)
    let outbox: Outbox
    do throws(Explanation) {
      outbox = try OutboxOpening.forWriting(settings)
    } catch {
      note("it could not be kept, so the next report will differ: \(error.line)")
      return [try transient(answers, channels: nil)]
    }
    let desk = try ReportDesk(settings: settings, outbox: outbox)
    let preview = try desk.compose(answers)
    guard preview.mayLeave else { throw desk.barred(preview) }
    if let channels { return [try only(channels, of: preview, answers, desk)] }
    try desk.keep(preview, uptime: ReportDesk.uptime(answers))
    return [preview]
  }

  /// What would leave if telemetry and these channels were on. Needs no consent, changes nothing but the hash key's
  /// first making.
  public func preview(
    _ destination: Destination, channels: Set<Channel>, note: (String) -> Void
  ) throws(Explanation) -> [Preview] {
    if ClusterDesk.serves(destination) { return try previewCluster(destination, channels: channels, note: note) }
    guard destination == .home else { throw AgentFault.noSuchSource(destination).explanation }
    return [try transient(NodeCollector(settings).collect(cancel: nil), channels: channels)]
  }

  /// A full report of the node as its channels are now, without a look at consent. Needs no destination, changes
  /// nothing but the hash key's first making.
  public func sample() throws(Explanation) -> Preview {
    try transient(
      NodeCollector(settings).collect(cancel: nil),
      channels: Set(Channel.allCases.filter { settings.channel($0).isOn }),
      isFull: true)
  }

  /// A report that is not kept: composed against an outbox in memory would be another truth, so against the real one
  /// for reading, or against none.
  private func transient(
    _ answers: NodeAnswers, channels: Set<Channel>?, isFull: Bool = false
  ) throws(Explanation) -> Preview {
    let memory: NodeMemory
    do throws(OutboxFault) {
      let outbox = try? OutboxOpening.forReading(settings.stateDirectory)
      memory = try outbox.map { outbox throws(OutboxFault) in try NodeMemory(outbox) } ?? NodeMemory()
    } catch {
      throw error.explanation
    }
    let composer = ReportComposer(
      settings: settings, pseudonyms: try settings.pseudonyms(), gate: settings.gate(), host: HostSource())
    let now = Timestamp.now()
    return try composer.report(
      answers, isFull: isFull || memory.isFullDue(uptime: ReportDesk.uptime(answers), at: now),
      hypothetical: channels.map { .init(channels: $0) }, now: now)
  }

  /// A part of what would be sent: the named channels of those that are open.
  private func only(
    _ channels: Set<Channel>, of preview: Preview, _ answers: NodeAnswers, _ desk: ReportDesk
  ) throws(Explanation) -> Preview {
    try desk.compose(answers, assuming: channels.intersection(preview.record.channels), isPart: true)
  }

  private func requireSource(_ destination: Destination) throws(Explanation) {
    guard settings.destinations[destination] != nil else { throw AgentFault.notConfigured(destination).explanation }
    guard destination != .collector else { throw AgentFault.noSuchSource(destination).explanation }
  }

  // MARK: - Sending

  /// What became of a record that was to be delivered at once.
  public enum Delivery: Sendable, Equatable {
    case accepted(LedgerEntry)
    /// Refused, withdrawn, ...: it will not be sent.
    case ended(LedgerEntry)
    case waiting(reason: String)
  }

  /// One request of a report, and what became of it.
  public struct Sent: Sendable, Equatable {
    public var id: String
    public var delivery: Delivery
  }

  /// Seals and delivers a report now, by the daemon when one runs, else here.
  /// - Returns: its requests, at least one.
  public func send(_ destination: Destination) throws(Explanation) -> [Sent] {
    try requireSource(destination)
    if let bar = settings.gate().bar(destination) { throw AgentFault.barred(destination, bar).explanation }
    if let pid = AgentHost.running(stateDirectory: settings.stateDirectory),
      let agent = AgentConnection.attach(stateDirectory: settings.stateDirectory, daemon: pid)
    {
      return try send(destination, by: agent)
    }
    let host = try AgentHost(
      configPath: configPath, stateDirectory: settings.stateDirectory, environment: settings.environment)
    return try withExtendedLifetime(host) { () throws(Explanation) in
      let outbox = try OutboxOpening.forWriting(settings)
      let ids =
        ClusterDesk.serves(destination)
        ? try acceptCluster(destination, outbox)
        : [try accept(try ReportDesk(settings: settings, outbox: outbox), outbox)]
      do throws(OutboxFault) { try ClockRepair.run(outbox) } catch { throw error.explanation }
      _ = try deliver()
      return try sent(ids, outbox)
    }
  }

  private func accept(_ desk: ReportDesk, _ outbox: Outbox) throws(Explanation) -> String {
    let id: String
    if let draft = try desk.usableDraft() {
      id = try desk.accept(draft).id
    } else {
      let answers = try NodeCollector(settings).collect(cancel: nil)
      let preview = try desk.compose(answers)
      try desk.accept(preview, uptime: ReportDesk.uptime(answers))
      id = preview.record.id
    }
    // Somebody asked for it now: an earlier failure's waiting time does not count.
    do throws(OutboxFault) { _ = try outbox.retryNow(id: id) } catch { throw error.explanation }
    return id
  }

  private func send(
    _ destination: Destination, by agent: AgentConnection
  )
    throws(Explanation) -> [Sent]
  {
    let ids: [String]
    // A cluster is asked by dozens of commands, each with a time of its own.
    let patience: Int64 = ClusterDesk.serves(destination) ? 300_000 : 15_000
    switch try agent.ask(.report(destination), within: patience) {
    case .done(let text): ids = text.split(separator: " ").map(String.init)
    case .failed(let explanation): throw explanation
    default: throw AgentConnection.gone
    }
    _ = try agent.ask(.retry, within: 5000)
    let outbox = try OutboxOpening.forWriting(settings)
    let deadline = Monotonic.now() + 45_000
    while true {
      let sent = try sent(ids, outbox)
      let isUnderway = sent.contains { $0.delivery == .waiting(reason: "") }
      guard isUnderway, Monotonic.now() < deadline else { return sent }
      usleep(30_000)
    }
  }

  private func sent(_ ids: [String], _ outbox: Outbox) throws(Explanation) -> [Sent] {
    var sent: [Sent] = []
    for id in ids { sent.append(Sent(id: id, delivery: try delivery(of: id, outbox))) }
    return sent
  }

  private func delivery(of id: String, _ outbox: Outbox) throws(Explanation) -> Delivery {
    do throws(OutboxFault) {
      if let entry = try outbox.ledgerEntry(id: id) { return entry.result == .sent ? .accepted(entry) : .ended(entry) }
      return .waiting(reason: try outbox.waiting(id: id)?.lastError ?? "")
    } catch {
      throw error.explanation
    }
  }

  // MARK: - One round

  /// What one round of a daemon that leaves at once came to.
  public struct Round: Sendable, Equatable {
    /// Why nothing was collected, nil when something was.
    public var barred: String?
    /// The node's failure.
    public var node: Explanation?
    /// Why a report of the cluster that was due could not be made.
    public var cluster: Explanation?
    /// What came of the old spool directory.
    public var oldSpool = OldSpool.Result()
    /// Records that still wait.
    public var waiting: Int
  }

  /// Collects, seals, delivers what is due, once.
  public func round() throws(Explanation) -> Round {
    let host = try AgentHost(
      configPath: configPath, stateDirectory: settings.stateDirectory, environment: settings.environment)
    return try withExtendedLifetime(host) { () throws(Explanation) in
      var round = Round(waiting: 0)
      let outbox = try OutboxOpening.forWriting(settings)
      let desk = try ReportDesk(settings: settings, outbox: outbox)
      if settings.destinations[.home] == nil,
        ClusterDesk.destinations.contains(where: { settings.destinations[$0] != nil })
      {
        // A machine that reports a storage cluster alone.
      } else if settings.destinations[.home] == nil {
        round.barred = "no home-url is configured"
      } else if let bar = settings.gate().bar(.home) {
        round.barred = "nothing was collected for home, \(bar.reason)"
      } else if let draft = try desk.usableDraft() {
        _ = try desk.accept(draft)
      } else {
        do throws(Explanation) {
          try report(desk, outbox)
        } catch {
          try miss(desk, outbox, error)
          round.node = error
        }
      }
      do throws(Explanation) { try clusterRound(outbox) } catch { round.cluster = error }
      round.oldSpool = try OldSpool(settings).takeConfigured()
      do throws(OutboxFault) { try ClockRepair.run(outbox) } catch { throw error.explanation }
      _ = try deliver()
      do throws(OutboxFault) { round.waiting = try outbox.summary().count } catch { throw error.explanation }
      return round
    }
  }

  private func report(_ desk: ReportDesk, _ outbox: Outbox) throws(Explanation) {
    let answers = try NodeCollector(settings).collect(cancel: nil)
    let preview = try desk.compose(answers)
    guard preview.mayLeave else { throw desk.barred(preview) }
    if try memory(outbox).condition != .connected { try desk.say(.connected) }
    try desk.accept(preview, uptime: ReportDesk.uptime(answers))
  }

  private func miss(_ desk: ReportDesk, _ outbox: Outbox, _ error: Explanation) throws(Explanation) {
    guard error.exit == .unavailable else { throw error }
    var memory = try memory(outbox)
    let wasConnected = memory.condition == .connected
    try desk.say(wasConnected ? .down : .connecting)
    memory.condition = wasConnected ? .down : .connecting
    memory.reason = error.line
    let changed = memory
    do throws(OutboxFault) { try changed.save(outbox) } catch { throw error.explanation }
  }

  private func memory(_ outbox: Outbox) throws(Explanation) -> NodeMemory {
    do throws(OutboxFault) { return try NodeMemory(outbox) } catch { throw error.explanation }
  }

  /// Runs the deliverer once over what is due and waits for it.
  /// - Returns: its exit code.
  public func deliver() throws(Explanation) -> Int32 {
    let program = try DeliveryLauncher.find(settings.environment)
    var arguments = [program, "--state-dir", settings.stateDirectory, "--once"]
    if let configPath { arguments += ["--config", configPath] }
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    let pid = cp_spawn(program, pointers, -1)
    guard pid > 0 else { throw SystemError("start", program).explanation }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return cp_exited(status) != 0 ? cp_exit_status(status) : -1
  }
}
