import Digest
import HostSource
import InfoProtocol
import Platform
import Privacy
import Report

/// Makes the next report out of answers: a pure function of what is given to it, so that preview, seal and wire are the
/// same bytes. It knows no socket and no store.
struct ReportComposer: Sendable {
  let settings: AgentSettings
  let pseudonyms: Pseudonyms
  let gate: ConsentGate
  let host: HostSource

  /// The report of a round. `hypothetical`: as if telemetry and all channels (or those named) were on.
  func report(
    _ answers: NodeAnswers, isFull: Bool, hypothetical: Hypothesis?, now: Timestamp
  ) throws(Explanation) -> Preview {
    let tree: FieldTree
    let envelope = envelope(now)
    switch settings.reportFormat {
    case .current:
      tree = CurrentReport(answers: answers, host: host, hiding: hiding, isFull: isFull).tree(envelope)
    case .classic:
      tree = ClassicReport(answers: answers, host: host, hiding: hiding, isFull: isFull).tree(envelope)
    }
    let classification = "node/report/\(isFull ? "full" : "abbreviated")"
    return try seal(tree, classification, isFull: isFull, hypothetical: hypothetical, now: now)
  }

  /// A word on the node's condition.
  func status(_ condition: NodeCondition, now: Timestamp) throws(Explanation) -> Preview {
    let report = StatusReport(condition: condition, format: settings.reportFormat, hiding: hiding)
    return try seal(
      report.tree(envelope(now)), "node/status/\(condition.rawValue)", isFull: false, hypothetical: nil, now: now)
  }

  /// A preview's assumption: telemetry is on, and these channels are.
  struct Hypothesis: Sendable, Equatable {
    var channels: Set<Channel>
    /// They are a part of what would leave: nothing else is assumed to be agreed to.
    var isPart = false
  }

  private var hiding: BuiltInHiding {
    BuiltInHiding(pseudonyms: pseudonyms, octets: settings.reportFormat == .classic ? .asGiven : .mixed)
  }

  private func envelope(_ now: Timestamp) -> Envelope {
    Envelope(
      intervalSeconds: Int64(settings.interval), email: settings.email, logLevel: settings.logLevel, now: now,
      localAddress: LocalAddress.current())
  }

  private func seal(
    _ tree: FieldTree, _ classification: String, isFull: Bool, hypothetical: Hypothesis?, now: Timestamp
  ) throws(Explanation) -> Preview {
    let channels = hypothetical?.channels ?? settings.openChannels(gate.agreement(.home))
    let newer = settings.newerFields(gate.agreement(.home), assumed: hypothetical.map { !$0.isPart } ?? false)
    let outcome = ReportGates(channels: channels, rules: settings.rules, newer: newer).pass(tree)
    let record: SealedRecord
    do throws(SystemError) {
      record = try Sealer.seal(
        outcome, destination: .home, classification: classification, method: "POST", url: settings.homeURL, now: now)
    } catch {
      throw error.explanation
    }
    let reason = channels.contains(.basic) ? bar(record)?.reason ?? outcome.allIsNewer : "the channel basic is off"
    let fields: [Preview.Field] = outcome.tree.leaves().map {
      Preview.Field(path: $0.path, value: $0.leaf.value, hiding: $0.leaf.hiding, rule: $0.leaf.rule)
    }
    return Preview(
      record: record, isFull: isFull, mayLeave: reason == nil && hypothetical == nil,
      reason: hypothetical == nil ? reason : "a preview, as if telemetry and these channels were on",
      fields: fields + outcome.dropped.map(\.field))
  }

  /// What keeps a sealed record back. `basic` is asked for even by a body that is empty without it.
  func bar(_ record: SealedRecord) -> ConsentBar? {
    gate.bar(record.destination, channels: record.channels, revision: record.revision)
  }
}
