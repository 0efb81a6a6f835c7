import Agent
import Platform
import Report

/// What waits on the machine that exists nowhere, what left it, and how it is set up.
extension Samples {
  public static let waiting: [WaitingRow] = [
    WaitingRow(
      key: 1, id: "00112233445566778899aabbccddeeff", destination: .collector,
      classification: "org.clearlinux/hello/world", accepted: ago(22), bytes: 402, tries: 3, nextTry: ahead(3),
      status: 503, error: "503 Service Unavailable", sha256: sha256, url: "http://collector.example.com/v2/collector"),
    WaitingRow(
      key: 2, id: "112233445566778899aabbccddeeff00", destination: .collector,
      classification: "org.clearlinux/crash/clr", accepted: ago(14), bytes: 700, tries: 1, nextTry: ahead(3),
      status: 503, error: "503 Service Unavailable", sha256: sha256, url: "http://collector.example.com/v2/collector"),
    WaitingRow(
      key: 3, id: "2233445566778899aabbccddeeff0011", destination: .collector,
      classification: "org.clearlinux/hello/world", accepted: ago(1), bytes: 102, sha256: sha256,
      url: "http://collector.example.com/v2/collector"),
  ]

  public static func waitingRow(_ index: Int) -> WaitingRow {
    if waiting.indices.contains(index) { return waiting[index] }
    return WaitingRow(
      key: Int64(index + 1), id: "record-\(index + 1)", destination: .collector,
      classification: "org.clearlinux/probe/row-\(index + 1)", accepted: ago(1), bytes: 100 + index % 900)
  }

  /// Newest first, as it is shown.
  public static let settled: [SettledRow] = [
    row(4, .home, "node/report/abbreviated", 6, "sent", 200, 23914, "ok"),
    row(3, .collector, "org.clearlinux/hello/world", 40, "dropped", 503, 402, "deleted by root"),
    row(2, .report, "cluster/report", 1500, "refused", 403, 10112, "no \u{1B}[31mthank you\u{9B}2J"),
    row(1, .home, "node/report/full", 2900, "sent", 200, 48211, "ok"),
  ]

  private static func row(
    _ key: Int64, _ destination: Destination, _ what: String, _ minutes: Int64, _ result: String, _ status: Int,
    _ bytes: Int, _ reason: String
  ) -> SettledRow {
    SettledRow(
      key: key, id: "aa\(key)0445566778899aabbccddeeff0011", time: ago(minutes), destination: destination,
      classification: what, bytes: bytes, sha256: sha256, result: result, status: status, reason: reason)
  }

  public static func settledRow(_ index: Int) -> SettledRow {
    settled.indices.contains(index) ? settled[index] : row(1, .home, "node/report/abbreviated", 60, "sent", 200, 1, "")
  }

  /// A body with bytes a terminal would act upon, and with some that are no UTF-8.
  public static let recordBody: [UInt8] =
    Array("{\"text\":\"\u{1B}[31mred\u{1B}]0;title\u{7}\"}\r\n".utf8) + [0xFF, 0xFE, 0x00, 0x9B, 0x32, 0x4A]

  public static func lastSent(_ destination: Destination) -> RecordDetail {
    RecordDetail(
      id: "aa40445566778899aabbccddeeff0011", isWaiting: false, destination: destination, sha256: sha256, facts: [],
      request: SealedRequest(
        method: "POST", url: "https://telemetry.example.com:8192/telemetry/v1", headers: [],
        body: Array(
          #"{"config":{"service.address":"b3c1d2e4f5a697887766554433221100","service.port":"3000","#.utf8)
          + Array(
            #""cluster-name":"77aa0102030405060708090a0b0c0d01","work-directory":"withheld"},"statistics":"#.utf8)
          + Array(
            #"{"client_connections":"39","uptime":"7440","cluster_size":"1","migrate_allowed":true,"gone":"1"},"#.utf8)
          + Array(
            #""namespaces":{"098f6bcd":{"objects":120448,"sets":["a","b"]}},"email-address":""}"#.utf8)))
  }

  public static let settings: [SettingRow] = [
    SettingRow(
      name: "asd.port", value: "3000", origin: "/etc/telemetry-tui/telemetry.conf:4", isDefault: false,
      allowed: "a whole number from 1 to 65535", purpose: "The port the node listens on.",
      environmentName: "TELEMETRY_TUI_ASD_PORT"),
    SettingRow(
      name: "main.interval", value: "600", origin: "default", isDefault: true, defaultText: "600",
      allowed: "a number of seconds from 10 to 86400", unit: "s", purpose: "How often a report is made.",
      environmentName: "TELEMETRY_TUI_MAIN_INTERVAL"),
    SettingRow(
      name: "main.proxy", value: "http://***@proxy.example.com:8080", origin: "/etc/telemetry-tui/telemetry.conf:9",
      isDefault: false, allowed: "a proxy as [http://][user:password@]host[:port]",
      purpose: "The proxy between this machine and the destination.", environmentName: "TELEMETRY_TUI_MAIN_PROXY",
      isSecret: true),
    SettingRow(
      name: "privacy.redact.*directory", value: "withhold", origin: "/etc/telemetry-tui/telemetry.conf:31",
      isDefault: false, allowed: "one of withhold, coarsen, keep",
      purpose: "What is done to the fields like this path."),
  ]
}
