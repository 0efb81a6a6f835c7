import ClusterSource
import Digest
import Outbox
import Platform
import Privacy
import Report

/// Where the cluster's reports are made and handed to the outbox, by the daemon, by `send`, by the console: what
/// `ReportDesk` is for the node's.
final class ClusterDesk {
  let settings: AgentSettings
  /// nil: nothing was kept yet, and nothing will be.
  let outbox: Outbox?

  /// The destinations that it serves.
  static let destinations: [Destination] = [.report, .device]

  static func serves(_ destination: Destination) -> Bool { destinations.contains(destination) }

  init(settings: AgentSettings, outbox: Outbox?) {
    self.settings = settings
    self.outbox = outbox
  }

  private var composer: ClusterComposer { ClusterComposer(settings: settings, gate: settings.gate()) }

  // MARK: - Before asking

  /// Why nothing is asked: the first look at consent.
  func bar(_ destination: Destination) -> Explanation? {
    guard settings.destinations[destination] != nil else { return AgentFault.notConfigured(destination).explanation }
    if let bar = settings.gate().bar(destination) { return AgentFault.barred(destination, bar).explanation }
    guard isEveryChannelOff(destination) else { return nil }
    return AgentFault.nothingToTell(destination, ClusterComposer.allOff).explanation
  }

  /// Whether no channel is on that a report of this destination could hold anything of.
  func isEveryChannelOff(_ destination: Destination) -> Bool {
    // `device` alone is only named in a cluster report.
    composer.channels(destination, assuming: nil).subtracting(destination == .report ? [.device] : []).isEmpty
  }

  /// Whether its next report's time has come. The first one's has when there is consent.
  func isDue(_ destination: Destination, now: Timestamp = .now()) -> Bool {
    guard bar(destination) == nil else { return false }
    return (wait(destination, now: now) ?? 0) <= 0
  }

  /// Milliseconds until the planned report; nil when none is planned, so that one is due.
  func wait(_ destination: Destination, now: Timestamp = .now()) -> Int64? {
    guard let outbox, let memory = try? ClusterMemory(outbox, destination), let next = memory.next,
      memory.since == settings.gate().agreement(destination)?.since
    else { return nil }
    let wait = next - now
    // Nobody plans further ahead: the interval was made shorter, or the clock went backwards.
    return wait > settings.clusterInterval * 106 / 100 ? nil : wait
  }

  /// What has to be asked. `assuming`: as if these channels were on.
  func question(
    _ destination: Destination, assuming: Set<Channel>? = nil, now: Timestamp = .now()
  ) throws(Explanation) -> ClusterQuestion {
    let configuration = settings.configuration
    let names = try ClusterNames(outbox)
    var head = ReportHead(
      reportID: names.reportID, timestamp: now, channels: composer.channels(destination, assuming: assuming))
    head.leaderboard = configuration.bool("telemetry", "leaderboard")
    head.description = configuration.string("telemetry", "description")
    head.contact = configuration.string("telemetry", "contact")
    head.organization = configuration.string("telemetry", "organization")
    let key = try settings.hashKey(), detectors = Detectors.ofThisMachine()
    var options = ClusterReportOptions(
      head: head,
      cleaning: Cleaning(entity: { Pseudonyms.entity($0, key: key) }, text: { detectors.cleaned($0) }))
    options.crashDirectory = CrashDirectory(
      settings.environment.nonEmpty(CrashDirectory.variable) ?? CrashDirectory.standard)
    options.hostName = Identity.hostName()
    options.form = settings.reportFormat == .classic ? .classic : .current
    if settings.reportFormat == .current, let outbox {
      options.crashes = .notYetSent(
        try stored { () throws(OutboxFault) in try ToldCrashes(outbox, now: now) }.all)
    }
    return ClusterQuestion(
      destination: destination, command: configuration.string("telemetry", "command"),
      configuration: configuration.string("telemetry", "cluster-conf"), path: settings.programPath, options: options,
      hours: settings.clusterHours, names: names, now: now, fingerprint: fingerprint(destination))
  }

  // MARK: - Making

  /// The requests that an answer gives, which may be none for `device`.
  func compose(
    _ answer: ClusterAnswer, assuming: Set<Channel>? = nil, isPart: Bool = false, now: Timestamp = .now()
  ) throws(Explanation) -> [Preview] {
    try composer.compose(answer, assuming: assuming, isPart: isPart, now: now)
  }

  /// Keeps the names that a look used, so that the next one uses the same, and so does what is sent.
  func remember(_ question: ClusterQuestion, _ answer: ClusterAnswer) throws(Explanation) {
    guard let outbox else { return }
    var names = question.names
    if case .devices(let devices) = answer { names.pseudonyms.merge(devices.pseudonyms) { $1 } }
    let known = names
    try stored { () throws(OutboxFault) in try known.save(outbox, question.destination) }
  }

  /// Keeps the cluster report that was shown, so that the next one is these bytes.
  func keep(_ preview: Preview, _ answer: ClusterAnswer, _ question: ClusterQuestion) throws(Explanation) {
    guard let outbox, case .report(let report) = answer else { return }
    let draft = Draft(
      id: preview.record.id, isFull: true, uptime: nil, made: preview.record.created,
      fingerprint: fingerprint(.report), destination: .report, crashes: report.crashIDs)
    try stored { () throws(OutboxFault) in
      try outbox.saveDraft(preview.record)
      try draft.save(outbox)
    }
  }

  /// The draft that may still be the next report.
  func usableDraft(_ destination: Destination, now: Timestamp = .now()) throws(Explanation) -> Draft? {
    guard let outbox, destination == .report,
      let draft = try stored({ () throws(OutboxFault) in try Draft.read(outbox, destination) })
    else { return nil }
    let age = now - draft.made
    let isUsable = age >= 0 && age <= settings.clusterInterval && draft.fingerprint == fingerprint(destination)
    return isUsable ? draft : nil
  }

  // MARK: - Accepting

  /// Accepts the draft into the outbox.
  /// - Returns: the id of its record.
  func accept(_ draft: Draft, now: Timestamp = .now()) throws(Explanation) -> String {
    guard let outbox, let record = try stored({ () throws(OutboxFault) in try outbox.draft(id: draft.id) }) else {
      throw AgentFault.unknownDraft(draft.id).explanation
    }
    if let bar = composer.bar(record) { throw AgentFault.barred(record.destination, bar).explanation }
    try stored { () throws(OutboxFault) in
      try self.remember(draft.crashes, record.id, outbox, now)
      try outbox.promoteDraft(id: draft.id)
      try Draft.forget(outbox, draft.destination)
      try self.plan(draft.destination, outbox, now)
    }
    return record.id
  }

  /// Accepts fresh requests. Throws what keeps one from leaving; nothing is stored then.
  /// - Returns: the ids of their records.
  func accept(
    _ previews: [Preview], _ answer: ClusterAnswer, _ question: ClusterQuestion, now: Timestamp = .now()
  ) throws(Explanation) -> [String] {
    let destination = question.destination
    guard let outbox else { throw AgentFault.notConfigured(destination).explanation }
    guard !previews.isEmpty else {
      throw AgentFault.nothingToTell(destination, answer.missing ?? "no disks are known").explanation
    }
    for preview in previews where !preview.mayLeave || composer.bar(preview.record) != nil {
      if let bar = composer.bar(preview.record) { throw AgentFault.barred(destination, bar).explanation }
      throw AgentFault.nothingToTell(destination, preview.reason ?? "").explanation
    }
    var crashes: [String] = []
    if case .report(let report) = answer { crashes = report.crashIDs }
    try remember(question, answer)
    try stored { () throws(OutboxFault) in
      // Before the record is there: if it never comes, the crashes count as not told.
      if let first = previews.first { try self.remember(crashes, first.record.id, outbox, now) }
      try outbox.accept(previews.map(\.record))
      try Draft.forget(outbox, destination)
      try self.plan(destination, outbox, now, missing: answer.missing)
    }
    return previews.map(\.record.id)
  }

  private func remember(
    _ crashes: [String], _ record: String, _ outbox: Outbox, _ now: Timestamp
  ) throws(OutboxFault) {
    guard !crashes.isEmpty, settings.reportFormat == .current else { return }
    var told = try ToldCrashes(outbox, now: now)
    told.add(crashes, record: record)
    try told.save(outbox)
  }

  /// A report was made: the next one is due an interval later, a little more or less.
  private func plan(
    _ destination: Destination, _ outbox: Outbox, _ now: Timestamp, missing: String? = nil
  ) throws(OutboxFault) {
    var memory = try ClusterMemory(outbox, destination)
    memory.next = now + Schedule(interval: Double(settings.clusterInterval) / 1000).nextRound()
    memory.since = settings.gate().agreement(destination)?.since
    memory.trouble = nil
    memory.missing = missing
    try memory.save(outbox)
  }

  // MARK: - Small things

  /// Changes with everything that decides what a report holds and where it goes.
  func fingerprint(_ destination: Destination) -> String {
    let gate = settings.gate(), configuration = settings.configuration
    var parts = [settings.destinations[destination] ?? "", settings.reportFormat.rawValue]
    for key in ["contact", "description", "organization", "leaderboard", "command", "cluster-conf"] {
      parts.append(configuration.string("telemetry", key) ?? "")
    }
    parts += settings.rules.map { "\($0.glob)=\($0.action.rawValue)" }
    parts += Channel.allCases.map { "\($0.rawValue)=\(settings.channel($0).isOn)" }
    let agreement = gate.agreement(destination)
    parts += (agreement?.channels ?? []).map(\.rawValue)
    parts.append(agreement?.since.iso8601() ?? "")
    parts += [gate.bar(destination)?.reason ?? ""] + settings.fieldSet(agreement)
    return Hex.encode(Digest.sha256(Array(parts.joined(separator: "\u{0}").utf8)))
  }

  private func stored<Value>(_ body: () throws(OutboxFault) -> Value) throws(Explanation) -> Value {
    do throws(OutboxFault) { return try body() } catch { throw error.explanation }
  }
}

extension AgentSettings {
  /// `[telemetry] interval`.
  var clusterHours: Int64 { Int64(configuration.int("telemetry", "interval")) }

  /// The same in milliseconds.
  var clusterInterval: Int64 { clusterHours * 3_600_000 }

  /// Where a cluster's reports go, or would go if somebody configured it.
  func clusterURL(_ destination: Destination) -> String {
    destinations[destination] ?? configuration.string("telemetry", destination == .device ? "device_url" : "url") ?? ""
  }

  /// Where programs are looked for: a service's PATH often lacks the administrator's directories.
  var programPath: String {
    [environment.nonEmpty("PATH") ?? "", "/usr/sbin:/usr/bin:/sbin:/bin"].joined(separator: ":")
  }

  /// The key that hides names in cluster reports, whatever `[privacy] hash` says of the node's.
  func hashKey() throws(Explanation) -> HashKey {
    if let file = configuration.string("privacy", "key-file") { return try HashKey.read(file) }
    return try HashKey.ofMachine(stateDirectory: stateDirectory)
  }
}
