import Words

extension Seed {
  /// Texts that break pages which trust them.
  static let nasty = [
    "<script>document.title='broken'</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "<\u{301}script>alert(1)</script>", "{{title}}{{{title}}}{{#blocks}}", "\u{202E}reversed\u{2066}",
    "a\u{0}b\u{1B}[31mred",
    "%00%0a../../etc/passwd?x=1#y", "javascript:alert(1)", "&lt;already&gt; &amp;", "'; DROP TABLE records; --",
    "Z\u{334}\u{335}\u{336}\u{337}\u{338}\u{489}algo", "\r\nSet-Cookie: a=b", "日本語のテキスト", "</pre></details></main>",
    "/slashes/../and//more/",
  ]

  /// Everything a sender can make odd is odd: texts, times, sizes, bytes.
  static func hostile(now: Int64) -> [Arrival] {
    var arrivals: [Arrival] = []
    func keep(_ content: Arrival.Content) {
      arrivals.append(arrival(1_000_000 + arrivals.count, content, received: now - Int64(arrivals.count) * second))
    }
    let huge = String(repeating: "Wide", count: 3000)
    let times: [Int64] = [0, -1, .max, .min, 253_402_300_800, -62_135_596_801, 99_999_999_999]
    for (index, text) in (nasty + [huge, ""]).enumerated() {
      let frame = Frame(function: "f\(text)", module: "m\(text)")
      var record = record(
        index % 2 == 0 ? "org.clearlinux/crash/clr" : "a\(text.replacing("/", with: ""))/b/c", build: text,
        machine: text,
        severity: index % 4 + 1, created: times[index % times.count],
        payload: Array("\(text)\n#0 f\(text) - [m\(text)]\n".utf8) + [0, 0xFF, 0xC3, 0x28, 0x80], system: text,
        findings: Findings(
          guilty: index % 2 == 0 ? frame : nil, marks: [Mark(.update, "\(text) \(text)"), Mark(.machineCheck, text)]))
      record.hostType = text
      record.boardName = text
      record.cpuModel = text
      record.biosVersion = text
      record.kernelVersion = text
      record.eventID = text
      record.tenant = text
      keep(.record(record))
      record.classification = index % 2 == 0 ? "org.clearlinux/heartbeat/ping" : "org.clearlinux/mce/thermal"
      keep(.record(record))
      for kind in Report.Kind.allCases {
        let figures = [
          "version", "edition", "cluster_size", "namespaces", "osds", "hosts", "total_bytes", "used_bytes", "objects",
          text,
        ]
        keep(
          .report(
            Report(
              kind: kind, subject: "s\(text)", stamp: times[index % times.count],
              body: Array("{\"a\":\"\(text)\"".utf8) + [UInt8](repeating: 0x5B, count: 2000),
              summary: Dictionary(figures.map { ($0, text) }, uniquingKeysWith: { first, _ in first }))))
      }
      keep(
        .device(
          DeviceSample(
            device: "d\(text)", host: text, stamp: times[index % times.count], body: Array("{\"x\":\(text)".utf8))))
    }
    keep(
      .report(
        Report(
          kind: .cluster, subject: "large", stamp: now / second, body: Array("{}".utf8),
          summary: [
            "total_bytes": String(Int64.max), "used_bytes": String(Int64.max), "osds": "-5",
            "hosts": "99999999999999999999",
          ])))
    return arrivals
  }
}
