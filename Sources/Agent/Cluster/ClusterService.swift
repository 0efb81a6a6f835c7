import Outbox
import Platform
import Report

/// The part of the agent that reports a storage cluster: when to ask it, and what becomes of its answers. Confined to
/// the thread of the agent's loop.
final class ClusterService {
  private let outbox: Outbox
  private let jobs: ClusterJobs
  private let note: (String, String) -> Void
  private var desk: ClusterDesk

  /// When the next report begins, in monotonic milliseconds.
  private var rounds: [Destination: Int64] = [:]
  private var asking: Set<Destination> = []
  private var failures: [Destination: Int] = [:]
  /// What a console was shown last, so that exactly that can be sent.
  private var shown: Shown?

  private struct Shown {
    var previews: [Preview]
    var answer: ClusterAnswer
    var question: ClusterQuestion
  }

  /// Milliseconds until a round that failed is repeated: doubled with each failure, up to an hour.
  private static let pause: Int64 = 60_000
  private static let longestPause: Int64 = 3_600_000

  init(_ settings: AgentSettings, outbox: Outbox, jobs: ClusterJobs, note: @escaping (String, String) -> Void) {
    self.outbox = outbox
    self.jobs = jobs
    self.note = note
    desk = ClusterDesk(settings: settings, outbox: outbox)
  }

  // MARK: - Time

  /// Settings or consent are other ones: plans anew.
  func use(_ settings: AgentSettings) {
    desk = ClusterDesk(settings: settings, outbox: outbox)
    for destination in ClusterDesk.destinations { plan(destination) }
  }

  /// The first report follows consent at once; after that the time is the one that was written down, whatever process
  /// wrote it.
  private func plan(_ destination: Destination) {
    guard desk.bar(destination) == nil else {
      rounds[destination] = nil
      return
    }
    rounds[destination] = Monotonic.now() + max(0, desk.wait(destination) ?? 0)
  }

  var nextWake: Int64? { rounds.filter { !asking.contains($0.key) }.values.min() }

  /// Begins what is due.
  func tick(_ now: Int64) {
    for (destination, due) in rounds where due <= now && !asking.contains(destination) { start(destination) }
  }

  private func start(_ destination: Destination) {
    guard desk.bar(destination) == nil else {
      rounds[destination] = nil
      return
    }
    do throws(Explanation) {
      if let draft = try desk.usableDraft(destination) {
        _ = try desk.accept(draft)
        plan(destination)
        return
      }
      let question = try desk.question(destination)
      asking.insert(destination)
      jobs.start(.round, question)
    } catch {
      failed(destination, error)
    }
  }

  func stop() { jobs.stop() }

  // MARK: - Requests

  func preview(_ destination: Destination, hypothetical: Bool, _ ticket: Ticket) throws(Explanation) {
    let assuming: Set<Channel>? = hypothetical ? Set(Channel.allCases) : nil
    jobs.start(.preview(ticket, assuming: assuming), try desk.question(destination, assuming: assuming))
  }

  /// A report now.
  /// - Returns: the ids of its records, when it is one that was shown; else they come when the cluster has answered.
  func report(_ destination: Destination, _ ticket: Ticket) throws(Explanation) -> String? {
    if let bar = desk.bar(destination) { throw bar }
    if let draft = try desk.usableDraft(destination) {
      let id = try desk.accept(draft)
      plan(destination)
      return id
    }
    jobs.start(.report(ticket), try desk.question(destination))
    return nil
  }

  /// Exactly what was shown, named by its first record; nil when that was no report of the cluster.
  func sendShown(_ recordID: String) throws(Explanation) -> String? {
    guard let shown, let first = shown.previews.first, first.record.id == recordID else { return nil }
    let destination = shown.question.destination
    guard shown.question.fingerprint == desk.fingerprint(destination) else {
      throw AgentFault.unknownDraft(recordID).explanation
    }
    let ids: [String]
    if let draft = try desk.usableDraft(destination), draft.id == recordID {
      ids = [try desk.accept(draft)]
    } else {
      ids = try desk.accept(shown.previews, shown.answer, shown.question)
    }
    self.shown = nil
    plan(destination)
    let bytes = shown.previews.reduce(0) { $0 + $1.record.request.body.count }
    let what = ids.count == 1 ? "accepted \(recordID.prefix(8))" : "accepted \(ids.count) records"
    return "\(what), \(Digits.size(bytes)), on its way"
  }

  // MARK: - Answers

  func finished(_ done: ClusterDone, reply: (Ticket, AgentReply) -> Void) {
    switch done.purpose {
    case .round:
      asking.remove(done.question.destination)
      finishRound(done)
    case .preview(let ticket, let assuming): reply(ticket, preview(done, assuming))
    case .report(let ticket): reply(ticket, report(done))
    }
  }

  private func finishRound(_ done: ClusterDone) {
    let destination = done.question.destination
    // Asked under other settings: the answer is to another question.
    guard done.question.fingerprint == desk.fingerprint(destination) else { return plan(destination) }
    do throws(Explanation) {
      _ = try accept(done)
    } catch {
      failed(destination, error)
    }
  }

  private func accept(_ done: ClusterDone) throws(Explanation) -> [String] {
    let destination = done.question.destination
    let answer = try done.result.get()
    let before = try? ClusterMemory(outbox, destination)
    let ids = try desk.accept(try desk.compose(answer), answer, done.question)
    failures[destination] = nil
    if let missing = answer.missing, missing != before?.missing {
      note("cluster", "the report for \(destination.rawValue) is not whole: \(missing)")
    }
    plan(destination)
    return ids
  }

  /// No report: said once, and tried again.
  private func failed(_ destination: Destination, _ explanation: Explanation) {
    let count = failures[destination, default: 0]
    failures[destination] = count + 1
    let pause = min(Self.longestPause, Self.pause << Int64(min(count, 10)))
    rounds[destination] = Monotonic.now() + pause
    guard desk.bar(destination) == nil, var memory = try? ClusterMemory(outbox, destination) else { return }
    if memory.trouble != explanation.line {
      note("cluster", "no report for \(destination.rawValue): \(explanation.line)")
    }
    memory.trouble = explanation.line
    memory.next = Timestamp.now() + pause
    memory.since = desk.settings.gate().agreement(destination)?.since
    try? memory.save(outbox)
  }

  private func preview(_ done: ClusterDone, _ assuming: Set<Channel>?) -> AgentReply {
    do throws(Explanation) {
      let answer = try done.result.get()
      let previews = try desk.compose(answer, assuming: assuming)
      guard let all = Preview.together(previews) else {
        throw AgentFault.nothingToTell(done.question.destination, answer.missing ?? "no disks are known").explanation
      }
      try desk.remember(done.question, answer)
      if all.mayLeave, done.question.fingerprint == desk.fingerprint(done.question.destination) {
        shown = Shown(previews: previews, answer: answer, question: done.question)
        if previews.count == 1 { try desk.keep(all, answer, done.question) }
      }
      return .preview(all.examined())
    } catch {
      return .failed(error)
    }
  }

  private func report(_ done: ClusterDone) -> AgentReply {
    do throws(Explanation) {
      guard done.question.fingerprint == desk.fingerprint(done.question.destination) else {
        throw Explanation(
          "consent or settings changed while the cluster was asked", at: done.question.destination.rawValue,
          remedy: "send again", exit: .failed)
      }
      return .done(try accept(done).joined(separator: " "))
    } catch {
      return .failed(error)
    }
  }
}
