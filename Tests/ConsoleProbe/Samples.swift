import Agent
import Platform
import Report

/// A machine that exists nowhere, at 2026-11-21T14:02:31Z.
public enum Samples {
  public static let now = Timestamp(seconds: 1_795_269_751)

  static func ago(_ minutes: Int64) -> Timestamp { now + -minutes * 60_000 }
  static func ahead(_ minutes: Int64) -> Timestamp { now + minutes * 60_000 }

  public static let channels: [ChannelStatus] = [
    ChannelStatus(channel: .basic, isOn: true, origin: "default"),
    ChannelStatus(channel: .crash, isOn: true, origin: "default"),
    ChannelStatus(channel: .device, isOn: true, origin: "/etc/telemetry-tui/telemetry.conf:14"),
    ChannelStatus(channel: .ident, isOn: false, origin: "default"),
    ChannelStatus(channel: .perf, isOn: false, origin: "default"),
    ChannelStatus(channel: .event, isOn: true, origin: "default"),
  ]

  /// Home sends, the collector fails, the cluster report is held, the device report has no URL.
  public static let status = AgentStatus(
    daemon: 4711, host: "db-7", now: now,
    node: NodeStatus(address: "127.0.0.1:3000", state: .connected),
    destinations: [
      DestinationStatus(
        destination: .home, url: "https://telemetry.example.com:8192/telemetry/v1", state: .on,
        consent: .init(by: "root", at: ago(4000), channels: [.basic, .crash], licence: nil, revision: 3),
        nextReport: ahead(4), lastResult: .init(at: ago(6), result: "sent", status: 200, bytes: 23914, sha256: sha256)),
      DestinationStatus(
        destination: .collector, url: "http://collector.example.com/v2/collector", state: .on,
        consent: .init(by: "root", at: ago(4000), channels: [.crash, .event], licence: nil, revision: 3),
        waiting: 3, waitingBytes: 1204,
        trouble: .init(since: ago(22), failures: 3, reason: "503", nextTry: ahead(3))),
      DestinationStatus(
        destination: .report, url: "https://telemetry.stone.example/report", state: .held,
        reason: "2 new fields since you agreed",
        lastResult: .init(at: ago(1500), result: "sent", status: 200, bytes: 10112, sha256: sha256)),
      DestinationStatus(destination: .device, url: nil, state: .off, reason: "no URL is configured"),
    ],
    channels: channels,
    attention: [
      Attention("2 fields are new since you agreed (perf.io_rate, basic.rook)", command: "diff"),
      Attention("3 records wait for collector.example.com: 503 since 13:40", command: "spool ls"),
    ],
    spool: SpoolSummary(count: 3, bytes: 1204, oldest: ago(22)),
    machineID: MachineIDStatus(id: "5e3ec354a1b2c3d4e5f60718292a7966", isStatic: false, rotates: ahead(3120)),
    events: [
      Event(at: ago(33), kind: "rotated", text: "machine id"),
      Event(at: ago(31), kind: "withheld", text: "dmi.product_serial, rule: built in"),
      Event(at: ago(22), kind: "waiting", text: "org.clearlinux/hello/world  1.2 KB  503, 3 tries"),
      Event(at: ago(6), kind: "sent", text: "node report to home  23.9 KB  sha 9f2c51aa…  200"),
    ])

  /// The same machine before anybody agreed to anything.
  public static var offStatus: AgentStatus {
    var status = Self.status
    status.daemon = nil
    status.attention = []
    status.spool = SpoolSummary(count: 0, bytes: 0, oldest: nil)
    status.events = []
    for index in status.destinations.indices {
      let url = status.destinations[index].url
      status.destinations[index] = DestinationStatus(
        destination: status.destinations[index].destination, url: url, state: .off,
        reason: url == nil ? "no URL is configured" : "nobody agreed yet")
    }
    return status
  }

  public static let sha256 = "9f2c51aa0d7e4b6c8a1f2e3d4c5b6a79887766554433221100ffeeddccbbaa99"

  /// The node's answers in the given second: counters rise, one gauge moves.
  public static func snapshot(second: Int64, taken: Int64) -> NodeSnapshot {
    func entry(_ name: String, _ value: String, _ prefix: String?) -> NodeSnapshot.Entry {
      NodeSnapshot.Entry(name: name, value: value, sentAs: prefix.map { "\($0).\(name)" })
    }
    let wave = [0, 2, 5, 9, 5, 2][Int(second % 6)]
    let reads = 7_120_442 + second * 9_911 + Int64(wave) * 800
    return NodeSnapshot(
      address: "127.0.0.1:3000", build: "4.9.0.37", edition: "Aerospike Community Edition",
      uptimeSeconds: 8040 + second, taken: taken, elapsed: 18, messages: 4,
      groups: [
        .init(
          kind: .service, title: "statistics", sentAs: "statistics",
          entries: [
            entry("cluster_size", "1", "statistics"), entry("client_connections", String(42 + wave), "statistics"),
            entry("batch_sub_read_success", String(918_223 + second * 1204), "statistics"),
            entry("uptime", String(8040 + second), "statistics"), entry("cluster_key", "A4F1B2C3D4E5", "statistics"),
          ]),
        .init(
          kind: .namespace, title: "namespace test", sentAs: "namespaces.098f6bcd",
          entries: [
            entry("client_read_success", String(reads), "namespaces.098f6bcd"),
            entry("objects", "120448", "namespaces.098f6bcd"),
            entry("storage-engine.file", "/opt/aerospike/data/a-rather-long-name-of-a-file-of-test-data.dat", nil),
          ]),
        .init(
          kind: .set, title: "set test users", sentAs: "sets", entries: [entry("objects", "120448", "sets.test.users")]),
        .init(
          kind: .configuration, title: "configuration", sentAs: "config",
          entries: [
            entry("service.port", "3000", "config"), entry("service.address", "any", "config"),
            entry("work-directory", "/opt/aerospike", nil),
          ]),
      ],
      errors: [.init("latency:hist={test}-scan", "ERROR:4:unrecognized command")])
  }

  private static let body: JSON = .pairs([
    "config": .pairs([
      "service.address": .string("b3c1d2e4f5a697887766554433221100"), "service.port": .string("3000"),
      "cluster-name": .string("77aa0102030405060708090a0b0c0d01"), "work-directory": .string("withheld"),
    ]),
    "statistics": .pairs([
      "client_connections": .string("42"), "uptime": .string("8040"), "cluster_size": .string("1"),
      "migrate_allowed": .bool(true),
    ]),
    "namespaces": .pairs(["098f6bcd": .pairs(["objects": .int(120448), "sets": .array([.string("a"), .string("b")])])]),
    "email-address": .string(""),
  ])

  private static let fields: [Preview.Field] = [
    .init(
      path: ["config", "service.address"], value: .string("b3c1d2e4f5a697887766554433221100"), hiding: .keyed,
      rule: "built in"),
    .init(path: ["config", "service.port"], value: .string("3000"), hiding: .plain),
    .init(
      path: ["config", "cluster-name"], value: .string("77aa0102030405060708090a0b0c0d01"), hiding: .keyed,
      rule: "built in"),
    .init(
      path: ["config", "work-directory"], value: .string("withheld"), hiding: .withheld,
      rule: "[privacy] redact.*directory (/etc/telemetry-tui/telemetry.conf:31)"),
    .init(path: ["statistics", "client_connections"], value: .string("42"), hiding: .plain),
    .init(
      path: ["statistics", "uptime"], value: .string("8040"), hiding: .coarsened, rule: "[privacy] redact.*.uptime"),
    .init(path: ["statistics", "cluster_size"], value: .string("1"), hiding: .plain),
    .init(path: ["statistics", "migrate_allowed"], value: .bool(true), hiding: .plain),
    .init(path: ["namespaces", "098f6bcd", "objects"], value: .int(120448), hiding: .plain),
    .init(path: ["namespaces", "098f6bcd", "sets", "0"], value: .string("a"), hiding: .plain),
    .init(path: ["namespaces", "098f6bcd", "sets", "1"], value: .string("b"), hiding: .plain),
    .init(path: ["email-address"], value: .string(""), hiding: .plain),
    .init(path: ["perf", "io_rate"], value: .null, hiding: .dropped, rule: "channel perf is off"),
  ]

  public static func preview(_ destination: Destination, mayLeave: Bool = true, body: [UInt8]? = nil) -> Preview {
    let bytes = body ?? JSONWriter.bytes(Self.body)
    let record = SealedRecord(
      id: "0123456789abcdef0123456789abcdef", source: .info, channels: [.basic], destination: destination,
      classification: "node/report/full", created: now, revision: 3,
      request: SealedRequest(
        method: "POST", url: "https://telemetry.example.com:8192/telemetry/v1",
        headers: [.init("Content-Type", "application/json")], body: bytes),
      sha256: sha256)
    return Preview(
      record: record, isFull: true, mayLeave: mayLeave, reason: mayLeave ? nil : "nobody agreed yet",
      fields: body == nil ? fields : [])
  }

  /// What a field registry would say of the address, and of every path a little.
  public static func explain(_ path: [String], _ destination: Destination) -> [(label: String, text: String)] {
    guard path.last == "service.address" else {
      return [("where", "Info \(path.first ?? "")"), ("channel", "basic, since revision 1")]
    }
    return [
      ("where", "Info get-config"), ("what", "address the node listens on for clients"),
      ("why", "tells single nodes from clusters"),
      ("hidden", "HMAC-SHA-256 under this machine's key, 32 hexadecimal digits"),
      ("channel", "basic, since revision 1"),
      ("readable", "nobody can turn it back into an address without the key"),
    ]
  }
}
