import InfoProtocol
import Outbox
import Platform
import Privacy
import Report

/// The agent: when to ask the node, what to make of its answers, when to have things delivered. Confined to the thread
/// of its loop; it blocks on nothing but the outbox.
final class AgentCore {
  var settings: AgentSettings
  let outbox: Outbox
  var desk: ReportDesk
  let launcher: DeliveryLauncher
  let work: LongWork
  /// How long work that nobody asked for at this very moment is answered.
  var answer: ((Ticket, AgentReply) -> Void)?
  var drain: Drain?
  let jobs: NodeJobs
  /// The ears for local programs; nil until the loop has some.
  var probes: ProbeService?
  /// The storage cluster's reports; nil until the loop has them.
  var cluster: ClusterService?
  let load: () throws(Explanation) -> AgentSettings
  let log: (String, String) -> Void
  /// Told the settings in force each time that they were to be read again.
  var reread: ((AgentSettings) -> Void)?
  /// Why the files' settings are not those in force.
  var settingsFault: Explanation?

  /// When the next round begins, in monotonic milliseconds; nil while none is planned.
  var nextRound: Int64?
  var isCollecting = false
  var searches = 0
  /// Whether the node's own log was told of this agent since it started.
  var hasAnnounced = false
  /// What kept the last round from being planned, so that it is noted once.
  var lastBar: String?

  init(
    load: @escaping () throws(Explanation) -> AgentSettings, outbox: Outbox, launcher: DeliveryLauncher,
    jobs: NodeJobs, work: LongWork, log: @escaping (String, String) -> Void
  ) throws(Explanation) {
    self.work = work
    self.log = log
    self.load = load
    self.outbox = outbox
    self.launcher = launcher
    self.jobs = jobs
    settings = try load()
    outbox.discards = settings.discards
    desk = try ReportDesk(settings: settings, outbox: outbox)
  }

  // MARK: - Time

  /// The first round is at once. The node has to be found again, and the report is a full one, unless one that was
  /// shown already is to be the next.
  func begin() throws(Explanation) {
    try stored { outbox throws(OutboxFault) in try Boots.note(outbox) }
    if try desk.usableDraft() == nil {
      try remember { $0.condition = .unknown }
    }
    keepResting()
    plan(after: 0)
    probes?.use(settings)
    cluster?.use(settings)
  }

  /// Does what is due; then `nextWake` tells when to come back.
  func tick(_ now: Int64 = Monotonic.now()) {
    if let due = nextRound, now >= due, !isCollecting { startRound() }
    probes?.tick()
    cluster?.tick(now)
    deliver(now)
    watchDrain()
  }

  /// When something is due next, in monotonic milliseconds; nil when nothing is.
  func nextWake(_ now: Int64 = Monotonic.now()) -> Int64? {
    let round = isCollecting ? nil : nextRound
    return [round, nextDelivery(now), probes?.nextWake, cluster?.nextWake].compactMap { $0 }.min()
  }

  func plan(after milliseconds: Int64) {
    nextRound = Monotonic.now() + milliseconds
    try? remember { $0.nextRound = Timestamp.now() + milliseconds }
  }

  // MARK: - Rounds

  /// Why no round may begin, nil when one may: the first look at consent.
  func bar() -> String? {
    if settings.destinations[.home] == nil { return "no home-url is configured" }
    if let bar = settings.gate().bar(.home) { return bar.reason }
    return settings.channel(.basic).isOn ? nil : "the channel basic is off"
  }

  func startRound() {
    // Rotation needs no clock of its own: whoever has nothing to report has no id to rotate.
    _ = try? MachineID.current(stateDirectory: settings.stateDirectory, environment: settings.environment)
    if let bar = bar() {
      nextRound = nil
      try? remember { $0.nextRound = nil }
      if bar != lastBar { note("off", "no reports to home: \(bar)") }
      lastBar = bar
      return
    }
    lastBar = nil
    if let draft = try? desk.usableDraft(), (try? desk.accept(draft)) != nil {
      plan(after: Schedule(interval: settings.interval).nextRound())
      return
    }
    isCollecting = true
    trace("the node is asked for the next report")
    jobs.start(.round, settings, announce: hasAnnounced ? nil : true)
  }

  func finished(_ job: JobDone, reply: (Ticket, AgentReply) -> Void) {
    switch job.purpose {
    case .round: finishRound(job.result)
    case .live(let tickets): for ticket in tickets { reply(ticket, live(job.result)) }
    case .preview(let ticket, let destination, let hypothetical):
      reply(ticket, preview(job.result, destination, hypothetical))
    case .report(let ticket): reply(ticket, reportNow(job.result))
    }
  }

  func finishRound(_ result: Result<NodeAnswers, Explanation>) {
    isCollecting = false
    let schedule = Schedule(interval: settings.interval)
    switch result {
    case .success(let answers):
      hasAnnounced = true
      do throws(Explanation) {
        try found(answers)
        _ = try acceptNext(answers)
      } catch {
        note("error", error.line)
      }
      plan(after: schedule.nextRound())
    case .failure(let explanation):
      lost(explanation)
      plan(after: schedule.nextSearch(attempt: searches))
      searches += 1
    }
  }

  /// Accepts the next report: the one that somebody was shown while the node was being asked, else that of these
  /// answers.
  /// - Returns: its id.
  func acceptNext(_ answers: NodeAnswers) throws(Explanation) -> String {
    if let draft = try desk.usableDraft() { return try desk.accept(draft).id }
    let preview = try desk.compose(answers)
    try desk.accept(preview, uptime: ReportDesk.uptime(answers))
    return preview.record.id
  }

  /// The node answers: said once, when it did not before.
  func found(_ answers: NodeAnswers) throws(Explanation) {
    searches = 0
    let memory = try memory()
    guard memory.condition != .connected else { return }
    try desk.say(.connected)
    note("node", "connected to \(answers.address), build \(answers.build)")
  }

  /// The node does not answer: it is down when it did before, else it is still being looked for.
  func lost(_ explanation: Explanation) {
    do throws(Explanation) {
      let wasConnected = try memory().condition == .connected
      let condition: NodeStatus.State = wasConnected ? .down : .connecting
      if wasConnected || searches == 0 { note("node", explanation.line) }
      if bar() == nil { try desk.say(wasConnected ? .down : .connecting) }
      try remember {
        $0.condition = condition
        $0.reason = explanation.line
      }
    } catch {
      note("error", error.line)
    }
  }

  // MARK: - Memory

  func memory() throws(Explanation) -> NodeMemory {
    try stored { outbox throws(OutboxFault) in try NodeMemory(outbox) }
  }

  func remember(_ change: (inout NodeMemory) -> Void) throws(Explanation) {
    var memory = try memory()
    change(&memory)
    let changed = memory
    try stored { outbox throws(OutboxFault) in try changed.save(outbox) }
  }

  func note(_ kind: String, _ text: String) {
    let text = settings.withoutSecrets(text)
    try? outbox.note(kind, text)
    log(kind, text)
  }

  /// Only for the log, where somebody wants to see each step.
  func trace(_ text: @autoclosure () -> String) {
    guard settings.logLevel == "debug" else { return }
    log("debug", settings.withoutSecrets(text()))
  }

  func stored<Value>(_ body: (Outbox) throws(OutboxFault) -> Value) throws(Explanation) -> Value {
    do throws(OutboxFault) { return try body(outbox) } catch { throw error.explanation }
  }
}
