import Platform
import Report

/// What stands in a report whatever the cluster says: who sends it, when, and what was agreed to.
public struct ReportHead: Sendable {
  public var reportID: String
  public var timestamp: Timestamp
  public var channels: Set<Channel>
  public var leaderboard = false
  public var leaderboardDescription: String?
  public var description: String?
  public var contact: String?
  public var organization: String?

  public static let license = "sharing-1-0"

  public init(reportID: String, timestamp: Timestamp, channels: Set<Channel>) {
    self.reportID = reportID
    self.timestamp = timestamp
    self.channels = channels
  }

  /// In the module's order.
  private static let order: [Channel] = [.basic, .crash, .device, .ident, .perf]

  /// The sets of fields that releases 17 and later ask consent for one by one, in their order.
  private static let collections: [(name: String, channel: Channel)] = [
    ("basic_base", .basic), ("device_base", .device), ("crash_base", .crash), ("ident_base", .ident),
    ("perf_perf", .perf), ("basic_mds_metadata", .basic), ("basic_pool_usage", .basic),
    ("basic_usage_by_class", .basic),
    ("basic_rook_v01", .basic), ("perf_memory_metrics", .perf), ("basic_pool_options_bluestore", .basic),
    ("basic_pool_flags", .basic),
  ]

  func json(_ form: ReportForm) -> JSONObject {
    var object = JSONObject()
    object["leaderboard"] = .bool(leaderboard)
    if form == .current { object["leaderboard_description"] = .text(leaderboardDescription) }
    object["report_version"] = .int(1)
    object["report_timestamp"] = .string(Self.stamp(timestamp))
    object["report_id"] = .string(reportID)
    object["channels"] = .array(Self.order.filter(channels.contains).map { .string($0.rawValue) })
    let available = ["basic", "ident", "crash", "device"] + (form == .current ? ["perf"] : [])
    object["channels_available"] = .array(available.map(JSON.string))
    if form == .current {
      object["collections_available"] = .array(Self.collections.map { .string($0.name) })
      object["collections_opted_in"] = .array(
        Self.collections.filter { channels.contains($0.channel) }.map { .string($0.name) })
    }
    object["license"] = .string(Self.license)
    if channels.contains(.ident) {
      object["description"] = .text(description)
      object["contact"] = .text(contact)
      object["organization"] = .text(organization)
    }
    return object
  }

  /// `2026-11-21T06:47:23.533000`: UTC, microseconds, no zone.
  static func stamp(_ moment: Timestamp) -> String {
    moment.iso8601(milliseconds: true).dropLast() + "000"
  }
}
