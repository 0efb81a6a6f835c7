import Agent
import Report

/// How much of the next report each channel would carry.
struct ChannelFields: Equatable, Sendable {
  var fields: [Channel: Int] = [:]
  /// The revision of the field set that brought each of them.
  var revisions: [Channel: [Int]] = [:]

  init(_ preview: Preview) {
    // Of a device report, which is a request a host, all of them.
    for request in preview.all {
      for field in request.fields {
        guard let entry = request.entry(field) else { continue }
        fields[entry.channel, default: 0] += 1
        revisions[entry.channel, default: []].append(entry.since)
      }
    }
  }

  /// Fields that came after a revision was agreed to.
  func new(_ channel: Channel, since revision: Int) -> Int { revisions[channel, default: []].count { $0 > revision } }
}
