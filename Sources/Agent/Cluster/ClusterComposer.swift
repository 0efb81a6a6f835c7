import ClusterSource
import Platform
import Privacy
import Report

/// Makes the cluster's records out of its answers, through the same gates as the node's report.
struct ClusterComposer: Sendable {
  let settings: AgentSettings
  let gate: ConsentGate

  /// Channels that a cluster report is made of; `device` is only named in it.
  static let channels: Set<Channel> = [.basic, .crash, .device, .ident, .perf]
  /// What stands in every cluster report, whatever channels are on.
  private static let head: Set<String> = [
    "leaderboard", "leaderboard_description", "report_version", "report_timestamp", "report_id", "channels",
    "channels_available", "collections_available", "collections_opted_in", "license", "unavailable",
  ]

  /// The channels that count: those that are on and agreed to, or those of a preview's assumption.
  func channels(_ destination: Destination, assuming: Set<Channel>?) -> Set<Channel> {
    let wanted = assuming ?? settings.openChannels(gate.agreement(destination))
    return wanted.intersection(destination == .device ? [.device] : Self.channels)
  }

  /// The requests that an answer gives: one for `report`, one a host for `device`. `isPart`: the channels are a part of
  /// what would leave, so that nothing else is assumed to be agreed to.
  func compose(
    _ answer: ClusterAnswer, assuming: Set<Channel>?, isPart: Bool = false, now: Timestamp
  ) throws(Explanation) -> [Preview] {
    let assumesConsent = assuming != nil && !isPart
    switch answer {
    case .report(let report):
      let channels = channels(.report, assuming: assuming)
      let outcome = gates(.report, channels, assumesConsent).pass(
        tree(.object(report.json), below: []), head: Self.head)
      return [try seal(outcome, .report, .cluster, "cluster/report/full", assuming, answer, now)]
    case .devices(let devices):
      let channels = channels(.device, assuming: assuming)
      var previews: [Preview] = []
      for (source, host) in devices.hosts {
        let outcome = gates(.device, channels, assumesConsent).pass(
          tree(host.body, below: ["device"]), below: ["device"])
        var preview = try seal(outcome, .device, source, "device/report/full", assuming, answer, now)
        preview.host = host.id
        previews.append(preview)
      }
      return previews
    }
  }

  private func gates(
    _ destination: Destination, _ channels: Set<Channel>, _ assumesConsent: Bool
  ) -> ReportGates {
    ReportGates(
      channels: channels, rules: settings.rules,
      newer: settings.newerFields(gate.agreement(destination), assumed: assumesConsent))
  }

  /// Names are hidden where the report is made; here it is only said which fields that are.
  private func tree(_ json: JSON, below: [String]) -> FieldTree {
    FieldTree(json) { path, value in
      let isName = FieldRegistry.entry(for: below + path)?.treatment == .name
      return isName ? .init(value, .keyed, rule: "built in") : .init(value)
    }
  }

  private func seal(
    _ outcome: ReportGates.Outcome, _ destination: Destination, _ source: Source, _ classification: String,
    _ assuming: Set<Channel>?, _ answer: ClusterAnswer, _ now: Timestamp
  ) throws(Explanation) -> Preview {
    var outcome = outcome
    // A disk without a fresh sample is an empty object: it is told of all the same.
    if destination == .device, channels(.device, assuming: assuming).contains(.device) { outcome.channels = [.device] }
    let record: SealedRecord
    do throws(SystemError) {
      record = try Sealer.seal(
        outcome, destination: destination, source: source, classification: classification, method: "PUT",
        url: settings.clusterURL(destination), now: now)
    } catch {
      throw error.explanation
    }
    let reason =
      assuming == nil ? reason(record, outcome, answer) : "a preview, as if telemetry and these channels were on"
    return Preview(
      record: record, isFull: true, mayLeave: reason == nil, reason: reason,
      fields: outcome.tree.leaves().map {
        .init(path: $0.path, value: $0.leaf.value, hiding: $0.leaf.hiding, rule: $0.leaf.rule)
      }
        + outcome.dropped.map(\.field))
  }

  /// Why a record may not leave: consent, or that nothing is in it.
  private func reason(_ record: SealedRecord, _ outcome: ReportGates.Outcome, _ answer: ClusterAnswer) -> String? {
    if let bar = bar(record) { return bar.reason }
    guard record.channels.isEmpty else { return nil }
    if channels(record.destination, assuming: nil).subtracting([.device]).isEmpty { return Self.allOff }
    return outcome.allIsNewer ?? answer.missing ?? "the channels that are on hold nothing"
  }

  static let allOff = "every channel of the report is off"

  func bar(_ record: SealedRecord) -> ConsentBar? {
    gate.bar(record.destination, channels: record.channels, revision: record.revision)
  }
}
