import Outbox
import Platform
import Report

/// The storage cluster's two reports, without a loop.
extension OneShot {
  /// What was asked, answered and made of it.
  struct ClusterLook {
    var question: ClusterQuestion
    var answer: ClusterAnswer
    var previews: [Preview]
  }

  func look(
    _ destination: Destination, assuming channels: Set<Channel>?, isPart: Bool = false, _ desk: ClusterDesk
  ) throws(Explanation) -> ClusterLook {
    let question = try desk.question(destination, assuming: channels)
    let answer = try question.ask()
    let previews = try desk.compose(answer, assuming: channels, isPart: isPart)
    guard !previews.isEmpty else {
      throw AgentFault.nothingToTell(destination, answer.missing ?? "no disks are known").explanation
    }
    return ClusterLook(question: question, answer: answer, previews: previews)
  }

  /// The cluster's report as it would leave now; that of `report` is kept, so that it is the next that does.
  func showCluster(
    _ destination: Destination, channels: Set<Channel>?, note: (String) -> Void
  ) throws(Explanation) -> [Preview] {
    var kept: Outbox?
    do throws(Explanation) {
      kept = try OutboxOpening.forWriting(settings)
    } catch {
      note("it could not be kept, so the next report will differ: \(error.line)")
    }
    let desk = ClusterDesk(settings: settings, outbox: kept)
    if let bar = desk.bar(destination) { throw bar }
    if let channels {
      let open = settings.openChannels(settings.gate().agreement(destination))
      return tell(try look(destination, assuming: channels.intersection(open), isPart: true, desk), note)
    }
    let look = try look(destination, assuming: nil, desk)
    if let closed = look.previews.first(where: { !$0.mayLeave }) {
      throw AgentFault.nothingToTell(destination, closed.reason ?? "").explanation
    }
    if kept != nil { try desk.remember(look.question, look.answer) }
    if look.previews.count == 1, let first = look.previews.first { try desk.keep(first, look.answer, look.question) }
    return tell(look, note)
  }

  /// As if telemetry and these channels were on. Nothing is kept but the names that were made, so that what is sent
  /// later uses the same.
  func previewCluster(
    _ destination: Destination, channels: Set<Channel>, note: (String) -> Void
  ) throws(Explanation) -> [Preview] {
    let desk = ClusterDesk(settings: settings, outbox: outboxForNames())
    let look = try look(destination, assuming: channels, desk)
    try? desk.remember(look.question, look.answer)
    return tell(look, note)
  }

  /// For writing where that is allowed, so that names can be kept; else for reading.
  private func outboxForNames() -> Outbox? {
    if let outbox = try? OutboxOpening.forWriting(settings) { return outbox }
    return try? OutboxOpening.forReading(settings.stateDirectory)
  }

  private func tell(_ look: ClusterLook, _ note: (String) -> Void) -> [Preview] {
    if let missing = look.answer.missing { note("not whole: \(missing)") }
    return look.previews
  }

  /// The device report as one object: host to disk to time to record. With today's consent, or as if these channels
  /// were on.
  public func devices(assuming channels: Set<Channel>?, note: (String) -> Void) throws(Explanation) -> JSON {
    let desk = ClusterDesk(settings: settings, outbox: outboxForNames())
    if channels == nil, let bar = desk.bar(.device) { throw bar }
    let look = try look(.device, assuming: channels, desk)
    try? desk.remember(look.question, look.answer)
    return try DeviceBodies.byHost(tell(look, note))
  }

  /// Makes and accepts the next report.
  /// - Returns: the ids of its records.
  func acceptCluster(_ destination: Destination, _ outbox: Outbox) throws(Explanation) -> [String] {
    let desk = ClusterDesk(settings: settings, outbox: outbox)
    if let bar = desk.bar(destination) { throw bar }
    if let draft = try desk.usableDraft(destination) { return [try desk.accept(draft)] }
    let look = try look(destination, assuming: nil, desk)
    return try desk.accept(look.previews, look.answer, look.question)
  }

  /// What is due of the two.
  /// - Throws: what kept one from being made; the other is made all the same.
  func clusterRound(_ outbox: Outbox) throws(Explanation) {
    var fault: Explanation?
    for destination in ClusterDesk.destinations {
      guard ClusterDesk(settings: settings, outbox: outbox).isDue(destination) else { continue }
      do throws(Explanation) { _ = try acceptCluster(destination, outbox) } catch { fault = error }
    }
    if let fault { throw fault }
  }
}
