import Digest
import HostSource
import InfoProtocol
import Outbox
import Platform
import Privacy
import Report

/// Where reports are made and handed to the outbox: by the daemon, by `send`, by the console. Everything that is
/// accepted passes here, after the second look at consent.
final class ReportDesk {
  let settings: AgentSettings
  let outbox: Outbox
  private let host: HostSource
  private let pseudonyms: Pseudonyms

  init(settings: AgentSettings, outbox: Outbox, host: HostSource = HostSource()) throws(Explanation) {
    self.settings = settings
    self.outbox = outbox
    self.host = host
    pseudonyms = try settings.pseudonyms()
  }

  /// A composer with the consent of this moment.
  private func composer() -> ReportComposer {
    ReportComposer(settings: settings, pseudonyms: pseudonyms, gate: settings.gate(), host: host)
  }

  // MARK: - Making

  /// The report that these answers give. `channels` nil: with today's consent and channels; else as if telemetry and
  /// these channels were on.
  func compose(
    _ answers: NodeAnswers, assuming channels: Set<Channel>? = nil, isPart: Bool = false, now: Timestamp = .now()
  )
    throws(Explanation) -> Preview
  {
    let memory = try stored { outbox throws(OutboxFault) in try NodeMemory(outbox) }
    let isFull = memory.isFullDue(uptime: Self.uptime(answers), at: now)
    return try composer().report(
      answers, isFull: isFull, hypothetical: channels.map { .init(channels: $0, isPart: isPart) }, now: now)
  }

  static func uptime(_ answers: NodeAnswers) -> Int64? {
    InfoList.pairs(answers.value("statistics") ?? "").first { $0.name == "uptime" }.flatMap { Int64($0.value) }
  }

  // MARK: - Drafts

  /// Keeps what was shown, so that the next report is these bytes.
  func keep(_ preview: Preview, uptime: Int64?) throws(Explanation) {
    let draft = Draft(
      id: preview.record.id, isFull: preview.isFull, uptime: uptime, made: preview.record.created,
      fingerprint: fingerprint)
    try stored { outbox throws(OutboxFault) in
      try outbox.saveDraft(preview.record)
      try draft.save(outbox)
    }
  }

  /// The draft that may still be the next report: not older than the time between two rounds, made under this consent
  /// and these settings.
  func usableDraft(now: Timestamp = .now()) throws(Explanation) -> Draft? {
    guard let draft = try stored({ outbox throws(OutboxFault) in try Draft.read(outbox) }) else { return nil }
    let age = now - draft.made
    guard age >= 0, age <= Schedule(interval: settings.interval).longestGap, draft.fingerprint == fingerprint else {
      return nil
    }
    return draft
  }

  /// Accepts the draft into the outbox.
  func accept(_ draft: Draft, now: Timestamp = .now()) throws(Explanation) -> SealedRecord {
    guard let record = try stored({ outbox throws(OutboxFault) in try outbox.draft(id: draft.id) }) else {
      throw AgentFault.unknownDraft(draft.id).explanation
    }
    if let bar = composer().bar(record) { throw AgentFault.barred(.home, bar).explanation }
    return try stored { outbox throws(OutboxFault) in
      let record = try outbox.promoteDraft(id: draft.id)
      try Draft.forget(outbox)
      try self.remember(isFull: draft.isFull, uptime: draft.uptime, now: now)
      return record
    }
  }

  // MARK: - Accepting

  /// Accepts a fresh report. Throws what keeps it from leaving; nothing is stored then.
  func accept(_ preview: Preview, uptime: Int64?, now: Timestamp = .now()) throws(Explanation) {
    guard preview.mayLeave else { throw barred(preview) }
    try stored { outbox throws(OutboxFault) in
      _ = try outbox.accept([preview.record])
      try Draft.forget(outbox)
      try self.remember(isFull: preview.isFull, uptime: uptime, now: now)
    }
  }

  /// Says of the node how it is; nothing when that may not leave.
  func say(_ condition: NodeCondition, now: Timestamp = .now()) throws(Explanation) {
    let preview = try composer().status(condition, now: now)
    guard preview.mayLeave else { return }
    try stored { outbox throws(OutboxFault) in _ = try outbox.accept([preview.record]) }
  }

  func barred(_ preview: Preview) -> Explanation {
    if let bar = composer().bar(preview.record) {
      return AgentFault.barred(preview.record.destination, bar).explanation
    }
    guard settings.channel(.basic).isOn, let reason = preview.reason else {
      return AgentFault.channelsOff([.basic]).explanation
    }
    return AgentFault.nothingToTell(.home, reason).explanation
  }

  private func remember(isFull: Bool, uptime: Int64?, now: Timestamp) throws(OutboxFault) {
    var memory = try NodeMemory(outbox)
    memory.condition = .connected
    memory.reason = nil
    memory.uptime = uptime
    if isFull { memory.lastFull = now }
    try memory.save(outbox)
  }

  // MARK: - Small things

  /// Changes with everything that decides what a report holds and where it goes.
  private var fingerprint: String {
    let gate = settings.gate()
    var parts = [settings.destinations[.home] ?? "", settings.reportFormat.rawValue, settings.email]
    parts += [settings.logLevel, String(settings.interval), settings.configuration.string("privacy", "hash") ?? ""]
    parts += settings.rules.map { "\($0.glob)=\($0.action.rawValue)" }
    parts += Channel.allCases.map { "\($0.rawValue)=\(settings.channel($0).isOn)" }
    let agreement = gate.agreement(.home)
    parts += (agreement?.channels ?? []).map(\.rawValue)
    // Consent that was taken back and given again is another one: nothing made before it may leave.
    parts.append(agreement?.since.iso8601() ?? "")
    parts += [gate.bar(.home)?.reason ?? ""] + settings.fieldSet(agreement)
    return Hex.encode(Digest.sha256(Array(parts.joined(separator: "\u{0}").utf8)))
  }

  private func stored<Value>(_ body: (Outbox) throws(OutboxFault) -> Value) throws(Explanation) -> Value {
    do throws(OutboxFault) { return try body(outbox) } catch { throw error.explanation }
  }
}
