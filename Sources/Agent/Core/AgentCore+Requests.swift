import InfoProtocol
import Outbox
import Platform
import Privacy
import Report

/// What front rooms and commands ask of the agent.
extension AgentCore {
  /// Answers a request, now or, when the node has to be asked first, later.
  func handle(_ request: AgentRequest, _ ticket: Ticket, reply: (Ticket, AgentReply) -> Void) {
    trace("\(Identity.userName(ticket.person)) asks: \(Self.word(request))")
    do throws(Explanation) {
      switch request {
      case .status: reply(ticket, .status(try status()))
      case .live: jobs.start(.live([ticket]), settings)
      case .preview(let destination, let hypothetical):
        if let cluster, ClusterDesk.serves(destination) {
          return try cluster.preview(destination, hypothetical: hypothetical, ticket)
        }
        guard destination == .home else { throw AgentFault.noSuchSource(destination).explanation }
        jobs.start(.preview(ticket, destination, hypothetical: hypothetical), settings)
      case .report(let destination): try report(destination, ticket, reply)
      case .send(let recordID): reply(ticket, try sendShown(recordID))
      case .agree(let destinations, let licence, let newFields):
        let lines = try ConsentActions(settings, uid: ticket.person)
          .agree(destinations, licence: licence, newFields: newFields)
        reply(ticket, .done(lines.joined(separator: "\n")))
        try reload()
      case .withdraw:
        let lines = try ConsentActions(settings, uid: ticket.person).withdraw()
        reply(ticket, .done(lines.joined(separator: "\n")))
        try reload()
      case .setChannel(let channel, let on):
        let lines = try ConsentActions(settings, uid: ticket.person).setChannel(channel, on: on)
        reply(ticket, .done(lines.joined(separator: "\n")))
        try reload()
      case .retry:
        resumeDelivery()
        let count = try stored { outbox throws(OutboxFault) in try outbox.retryNow() }
        reply(ticket, .done(count == 1 ? "1 record is tried now" : "\(count) records are tried now"))
      case .reload:
        try reload()
        reply(ticket, .done("consent and configuration were read again"))
      case .command:
        throw Explanation("the agent runs no commands", at: "control socket", remedy: "run it yourself", exit: .usage)
      case .spool, .journal, .record, .lastSent, .events, .settings, .setSetting, .retryRecord, .drop,
        .rotateMachineID, .verify, .drain, .cancel:
        if let answer = try handleForViews(request, ticket) { reply(ticket, answer) }
      }
    } catch {
      reply(ticket, .failed(error))
    }
    tick()
  }

  /// What was changed behind the agent's back takes effect now. Settings that do not hold together leave the old ones
  /// in force.
  func reload() throws(Explanation) {
    defer { reread?(settings) }
    let fresh: AgentSettings
    do throws(Explanation) {
      fresh = try load()
      desk = try ReportDesk(settings: fresh, outbox: outbox)
    } catch {
      settingsFault = error
      note("error", "the old settings stay: \(error.line)")
      throw error
    }
    settingsFault = nil
    let wasPlanned = nextRound != nil
    let intervalChanged = fresh.interval != settings.interval
    settings = fresh
    outbox.discards = fresh.discards
    trace("the settings were read again")
    probes?.use(fresh)
    cluster?.use(fresh)
    if bar() != nil || !wasPlanned {
      // Withdrawn, or just agreed to: the next tick finds out which.
      nextRound = Monotonic.now()
    } else if intervalChanged {
      plan(after: Schedule(interval: settings.interval).nextRound())
    }
  }

  /// Its name alone: what goes with it may be a password.
  private static func word(_ request: AgentRequest) -> String { String("\(request)".prefix { $0 != "(" }) }

  func report(
    _ destination: Destination, _ ticket: Ticket, _ reply: (Ticket, AgentReply) -> Void
  )
    throws(Explanation)
  {
    if let cluster, ClusterDesk.serves(destination) {
      if let ids = try cluster.report(destination, ticket) { reply(ticket, .done(ids)) }
      return
    }
    guard destination == .home else { throw AgentFault.noSuchSource(destination).explanation }
    if let bar = settings.gate().bar(.home) { throw AgentFault.barred(.home, bar).explanation }
    if let draft = try desk.usableDraft() {
      reply(ticket, .done(try desk.accept(draft).id))
    } else {
      jobs.start(.report(ticket), settings)
    }
  }

  func reportNow(_ result: Result<NodeAnswers, Explanation>) -> AgentReply {
    do throws(Explanation) {
      let answers = try result.get()
      try found(answers)
      return .done(try acceptNext(answers))
    } catch {
      return .failed(error)
    }
  }

  /// Exactly the record that was shown, or nothing.
  func sendShown(_ recordID: String) throws(Explanation) -> AgentReply {
    if let answer = try cluster?.sendShown(recordID) { return .done(answer) }
    guard let draft = try desk.usableDraft(), draft.id == recordID else {
      // Its time may have come between the look and the key: then it left as the scheduled report.
      if try isAccepted(recordID) { return .done("accepted \(recordID.prefix(8)) already, as the scheduled report") }
      throw AgentFault.unknownDraft(recordID).explanation
    }
    let record = try desk.accept(draft)
    plan(after: Schedule(interval: settings.interval).nextRound())
    return .done("accepted \(record.id.prefix(8)), \(Digits.size(record.request.body.count)), on its way")
  }

  func isAccepted(_ id: String) throws(Explanation) -> Bool {
    try stored { outbox throws(OutboxFault) in
      if try outbox.waiting(id: id) != nil { return true }
      return try outbox.ledgerEntry(id: id) != nil
    }
  }

  func live(_ result: Result<NodeAnswers, Explanation>) -> AgentReply {
    do throws(Explanation) {
      let pseudonyms = try settings.pseudonyms()
      return .live(NodeSnapshots(pseudonyms: pseudonyms, format: settings.reportFormat).snapshot(try result.get()))
    } catch {
      return .failed(error)
    }
  }

  func preview(
    _ result: Result<NodeAnswers, Explanation>, _ destination: Destination, _ hypothetical: Bool
  )
    -> AgentReply
  {
    do throws(Explanation) {
      let answers = try result.get()
      let preview = try desk.compose(answers, assuming: hypothetical ? Set(Channel.allCases) : nil)
      if preview.mayLeave { try desk.keep(preview, uptime: ReportDesk.uptime(answers)) }
      return .preview(preview.examined())
    } catch {
      return .failed(error)
    }
  }

  func status() throws(Explanation) -> AgentStatus {
    var status = try StatusReader(settings, daemon: nil, isAgentAtWork: true).status(outbox)
    if let settingsFault {
      let text = "the old settings stay in force: \(settingsFault.line)"
      status.attention.insert(Attention(text, command: "config check"), at: 0)
    }
    return status
  }
}
