import Foundation
import Words

/// Arrivals as a fleet sends them over weeks: heartbeats of several builds, crashes, machine checks, thermal events,
/// updates, reports of nodes and clusters, and samples of devices.
enum Seed {
  static let second: Int64 = 1_000_000
  static let day: Int64 = 86_400 * second

  /// Identities are numbered, so that a seed kept twice is kept once.
  static func arrival(_ number: Int, _ content: Arrival.Content, received: Int64) -> Arrival {
    var identity = [UInt8](repeating: 0, count: 32)
    withUnsafeBytes(of: UInt64(number).bigEndian) { identity.replaceSubrange(24..<32, with: $0) }
    return Arrival(content, identity: identity, received: received)
  }

  static func record(
    _ classification: String, build: String = "33340", machine: String = machine(1), severity: Int = 1,
    created: Int64, payload: [UInt8], external: Bool = false, system: String = "clear-linux-os",
    findings: Findings = Findings()
  ) -> Record {
    Record(
      tenant: "6907c830-eed9-4ce9-81ae-76daf8d88f0f", formatVersion: 4, architecture: "x86_64", build: build,
      classification: classification, hostType: "Innotek GmbH|VirtualBox|1.2", kernelVersion: "6.1.0-18.amd64",
      machineID: machine, systemName: system, boardName: "VirtualBox|Oracle Corporation", biosVersion: "VirtualBox",
      cpuModel: "Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz", eventID: "0123456789abcdef0123456789abcdef",
      severity: severity, payloadVersion: 1, external: external, created: created, payload: payload,
      findings: findings)
  }

  static func machine(_ number: Int) -> String {
    let text = String(number &* 2_654_435_761 & 0xFFFF_FFFF, radix: 16)
    return String(repeating: text, count: 8).prefix(32).description
  }

  static let frames = [
    Frame(function: "g_object_unref()", module: "libgobject-2.0.so.0"),
    Frame(function: "std::vector<int>::operator[]()", module: "libstdc++.so.6"),
    Frame(function: "gtk_tree_view_bin_expose()", module: "libgtk-3.so.0"),
    Frame(function: "wl_proxy_marshal()", module: "libwayland-client.so.0"),
    Frame(function: "_ZN7QObject5eventEP6QEvent()", module: "libQt5Core.so.5"),
    Frame(function: "malloc_consolidate()", module: "libc.so.6"),
    Frame(function: "dbus_connection_dispatch()", module: "libdbus-1.so.3"),
    Frame(function: "PyEval_EvalFrameDefault()", module: "libpython3.7m.so.1.0"),
    Frame(function: "rtkit_make_realtime()", module: "rtkit-daemon"),
    Frame(function: "i915_gem_execbuffer2()", module: "i915"),
  ]

  static func backtrace(_ frame: Frame) -> [UInt8] {
    Array(
      """
      Program: /usr/bin/example (pid 812)
      Signal: 11
      #0 \(frame.function) - [\(frame.module)] object.c:3340
      #1 handle_event() - [example] events.c:88
      #2 main() - [example] main.c:21
      """.utf8)
  }

  static func lively(now: Int64) -> [Arrival] {
    var arrivals: [Arrival] = []
    func keep(_ content: Arrival.Content, _ received: Int64) {
      arrivals.append(arrival(arrivals.count + 1, content, received: min(received, now)))
    }
    for age in 0..<35 {
      let midday = now - Int64(age) * day
      for index in 0..<(14 + (age * 7) % 9) {
        let build = String(33_340 - (age / 4 + index % 4) * 10)
        let when = midday - Int64(index * 1733) * second
        keep(
          .record(
            record(
              "org.clearlinux/heartbeat/ping", build: build, machine: machine(index + age % 5), created: when / second,
              payload: Array("hello\n".utf8), external: index % 3 == 0)), when)
      }
      for index in 0..<(3 + (age * 5) % 8) {
        let frame = frames[(index * index + age) % frames.count]
        let when = midday - Int64(index * 4001) * second
        let isKernel = frame.module == "i915"
        keep(
          .record(
            record(
              isKernel ? "org.clearlinux/kernel/bug" : "org.clearlinux/crash/clr",
              build: String(33_340 - (age / 4 + index % 3) * 10), machine: machine(index * 3),
              severity: isKernel ? 4 : 3,
              created: when / second, payload: backtrace(frame), findings: Findings(guilty: frame))), when)
      }
      others(age, midday, keep)
      reports(age, midday, keep)
    }
    return arrivals.sorted { $0.received < $1.received }
  }

  private static func others(_ age: Int, _ midday: Int64, _ keep: (Arrival.Content, Int64) -> Void) {
    for index in 0..<(age % 3) {
      let status = ["STATUS 8c00004000010152 MCGSTATUS 0", "STATUS be00000000800400 MCGSTATUS 5"][index % 2]
      keep(
        .record(
          record(
            "org.clearlinux/mce/\(index == 0 ? "corrected" : "UCNA")", machine: machine(40 + age % 6), severity: 2,
            created: midday / second, payload: Array("CPU 3 BANK 5\n\(status)\n".utf8),
            findings: Findings(marks: [Mark(.machineCheck, status)]))), midday - Int64(index) * 60 * second)
      keep(
        .record(
          record(
            "org.clearlinux/mce/thermal", build: String(33_340 - age / 5 * 10), machine: machine(50 + age % 4),
            severity: 1, created: midday / second, payload: Array("Processor 2 heated above trip temperature\n".utf8))),
        midday - Int64(index) * 90 * second)
    }
    let (from, to) = (33_330 - age / 4 * 10, 33_340 - age / 4 * 10)
    keep(
      .record(
        record(
          "org.clearlinux/swupd-client/update", build: String(to), machine: machine(age), created: midday / second,
          payload: Array("PACKAGE_NAME=swupd\nstatus=0\ncurrent_version=\(from)\nserver_version=\(to)\n".utf8),
          findings: Findings(marks: [Mark(.update, "\(from) \(to)")]))), midday - 600 * second)
    keep(
      .record(
        record(
          "org.debian/service/failed", build: "12.11", machine: machine(70 + age % 3), severity: 2,
          created: midday / second, payload: Array("unit=nginx.service\nresult=exit-code\n".utf8), external: true,
          system: "debian")), midday - 900 * second)
  }

  private static func reports(_ age: Int, _ midday: Int64, _ keep: (Arrival.Content, Int64) -> Void) {
    for node in 0..<6 {
      let version = age > 12 + node ? "4.9.0.37" : node == 5 ? "8.0.0.15" : "5.7.0.8"
      keep(
        .report(
          Report(
            kind: .node, subject: "BB9\(String(node * 7919 + 40_000, radix: 16))D0000\(node)", stamp: midday / second,
            body: Array(#"{"build":"\#(version)","namespaces":{"a":{"objects":"1"},"b":{}},"list":[],"n":[1,2]}"#.utf8),
            summary: [
              "version": version, "edition": "Aerospike Community Edition", "cluster_size": age > 20 ? "2" : "3",
              "namespaces": node % 2 == 0 ? "2" : "1", "objects": String(1_200_000 + (35 - age) * 31_000 + node * 777),
              "memory_used": String(3_000_000_000 + (35 - age) * 41_000_000),
              "connections": String(40 + (age * 13) % 17),
              "os": "debian12", "uptime": String((40 - age) * 86_400),
            ])), midday - Int64(node * 300) * second)
    }
    for cluster in 0..<2 {
      keep(
        .report(
          Report(
            kind: .cluster, subject: "84f60ea2-004a-451c-ace5-4d5bb5fab7c\(cluster)", stamp: midday / second,
            body: Array(#"{"report_id":"84f60ea2","osd":{"count":3}}"#.utf8),
            summary: [
              "version": age > 15 ? "16.2.11" : "16.2.15", "osds": String(3 + cluster * 9),
              "hosts": String(5 + cluster),
              "total_bytes": String(12_884_901_888 * (1 + cluster * 400)),
              "used_bytes": String((953_663_488 + (35 - age) * 20_000_000) * (1 + cluster * 300)), "pools": "11",
              "crashes": String(age % 4), "channels": "basic,crash,device",
            ])), midday - Int64(cluster * 500) * second)
    }
    keep(
      .device(
        DeviceSample(
          device: "INTEL_SSDSC2BB480G7_deb270da-e572-11f1-a8a2-02fc0000000\(age % 3)",
          host: "deb1af74-e572-11f1-a8a2-02fc0000000\(age % 2)", stamp: midday / second,
          body: Array(
            """
            {"temperature":{"current":\(27 + age % 9)},"power_on_time":{"hours":\(12_678 - age * 24)},
            "user_capacity":{"bytes":480103981056},"smart_status":{"passed":\(age % 11 != 3)},"firmware_version":"N2010101"}
            """.utf8))), midday - 1200 * second)
  }
}
