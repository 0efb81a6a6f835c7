import Words

/// Things to keep.
public enum Samples {
  /// 2026-03-10 12:00 UTC, microseconds since 1970.
  public static let noon: Int64 = 1_773_144_000_000_000
  public static let day: Int64 = 86_400_000_000
  public static let second: Int64 = 1_000_000

  /// 32 bytes that are another identity for each number and kind.
  public static func identity(_ number: Int, _ kind: UInt8 = 0) -> [UInt8] {
    var mixed = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
    mixed ^= mixed >> 29
    return [kind]
      + (0..<31).map { UInt8(truncatingIfNeeded: ($0 < 8 ? mixed : UInt64(number)) >> (8 * UInt64($0 % 8))) }
  }

  public static func record(
    _ classification: String = "org.clearlinux/hello/world", build: String = "41000", machine: String = "m1",
    severity: Int = 1, external: Bool = false, payload: String = "hello\n", guilty: Frame? = nil, marks: [Mark] = []
  ) -> Record {
    Record(
      tenant: "6907c830-eed9-4ce9-81ae-76daf8d88f0f", formatVersion: 4, architecture: "x86_64", build: build,
      classification: classification, hostType: "QEMU|Standard PC|1.0", kernelVersion: "6.1.0-1", machineID: machine,
      systemName: "clear-linux-os", boardName: "board", biosVersion: "bios", cpuModel: "cpu",
      eventID: "0123456789abcdef0123456789abcdef", severity: severity, payloadVersion: 1, external: external,
      created: 1_773_143_999, payload: Array(payload.utf8), findings: Findings(guilty: guilty, marks: marks))
  }

  public static func arrival(_ record: Record, _ number: Int, at time: Int64? = nil) -> Arrival {
    Arrival(.record(record), identity: identity(number), received: time ?? noon + Int64(number) * second)
  }

  public static func report(
    _ subject: String, _ number: Int, at time: Int64? = nil, kind: Report.Kind = .node,
    summary: [String: String] = ["version": "4.9.0.37"]
  ) -> Arrival {
    Arrival(
      .report(
        Report(
          kind: kind, subject: subject, stamp: 1_773_143_999, body: Array("{\"n\":\(number)}".utf8), summary: summary)),
      identity: identity(number, 1), received: time ?? noon + Int64(number) * second)
  }

  public static func sample(_ device: String, _ number: Int, host: String = "h1") -> Arrival {
    Arrival(
      .device(DeviceSample(device: device, host: host, stamp: 1_773_143_999, body: Array("{}".utf8))),
      identity: identity(number, 2), received: noon + Int64(number) * second)
  }
}
