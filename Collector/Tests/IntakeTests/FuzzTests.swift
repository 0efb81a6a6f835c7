import Testing
import Words

@testable import Intake

/// Numbers that look random and are the same each time.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

@Suite struct FuzzTests {
  private static let seeds: [String] = [
    #"{"record_format_version":"4","classification":"a/b/c","severity":"1","build":"\"12\"","payload":"\u00e9\ud83d\ude00"}"#,
    #"{"node":"3001:68","build":"4.9","statistics":{"cluster_size":"1"},"namespaces":{"a":{"memory_used_bytes":"1"}},"unix-epoch-time":"1","system":{"uname":["a","b","c","d","e"]}}"#,
    #"{"report_id":"x","report_timestamp":"2026-11-21T06:17:28.4+01:00","crashes":{"a":{"entity_name":"mon.a","utsname_hostname":"h"}},"metadata":{"osd":{"ceph_version":{"ceph version 1":3}}},"rbd":{"num_images_by_pool":[1,2]}}"#,
    #"{"A_1":{"20261121-061452":{"host_id":"h","x":[1,-2.5e+3,null,true]}}}"#,
  ]

  @Test("the parsers answer whatever is made of their input, and keep only what can be kept", arguments: 0..<4)
  func mutated(seed: Int) {
    var dice = Dice(state: UInt64(seed) &+ 7)
    let original = Array(Self.seeds[seed].utf8)
    let spice = Array(#"{}[]",:\u0e-+.9 "#.utf8) + [0, 0x0A, 0x7F, 0xC3, 0xFF]
    for _ in 0..<3000 {
      var body = original
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        let place = Int.random(in: 0..<max(1, body.count), using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: body = Array(body.prefix(place))
        case 1: body.insert(spice.randomElement(using: &dice) ?? 0, at: min(place, body.count))
        case 2: if place < body.count { body[place] = spice.randomElement(using: &dice) ?? 0 }
        default: if place < body.count { body.remove(at: place) }
        }
      }
      _ = try? RecordIntake().record(json: body, headers: goodHeaders)
      _ = try? RecordIntake().record(headers: goodHeaders, body: body)
      if let report = try? NodeReportIntake.arrival(body, received: 1).report {
        #expect(report.body == body && !report.subject.isEmpty)
      }
      if let report = try? ClusterReportIntake.arrival(body, received: 1).report {
        #expect(throws: Never.self) { try JSONParser.parse(report.body, depth: 1) }
        let isWhole = String(decoding: body, as: UTF8.self).contains(
          #""crashes":{"a":{"entity_name":"mon.a","utsname_hostname":"#)
        #expect(!isWhole || !String(decoding: report.body, as: UTF8.self).contains("utsname_hostname"))
      }
      for sample in (try? DeviceReportIntake.arrivals(body, received: 1)) ?? [] {
        #expect(throws: Never.self) { try JSONParser.parse(sample.sample?.body ?? [], depth: 1) }
      }
    }
  }

  @Test("times far off have a text, and every day has its date")
  func times() {
    #expect(Moment.text(0) == "1970-01-01 00:00:00 UTC")
    #expect(Moment.text(951_782_400) == "2000-02-29 00:00:00 UTC")
    #expect(Moment.text(.max) == "292277026596-12-04 15:30:07 UTC")
    #expect(Moment.text(-1) == "1969-12-31 23:59:59 UTC")
    #expect(Moment.text(.min) == "-292277022657-01-27 08:29:52 UTC")
    for day in stride(from: Int64(-3000), to: 60_000, by: 13) {
      let date = Moment.text(day * 86_400).prefix(10).split(separator: "-").compactMap { Int64($0) }
      #expect(Moment.days(year: date[0], month: date[1], day: date[2]) == day)
    }
  }
}
