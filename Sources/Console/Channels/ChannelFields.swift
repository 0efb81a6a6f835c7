import Agent
import Report

/// How much of the next report each channel would carry.
struct ChannelFields: Equatable, Sendable {
  var fields: [Channel: Int] = [:]
  /// The revision of the field set that brought each of them.
  var revisions: [Channel: [Int]] = [:]

  init(_ preview: Preview) {
    for field in preview.fields {
      guard let entry = FieldRegistry.entry(for: field.path) else { continue }
      fields[entry.channel, default: 0] += 1
      revisions[entry.channel, default: []].append(entry.since)
    }
  }

  /// Fields that came after a revision was agreed to.
  func new(_ channel: Channel, since revision: Int) -> Int { revisions[channel, default: []].count { $0 > revision } }
}
