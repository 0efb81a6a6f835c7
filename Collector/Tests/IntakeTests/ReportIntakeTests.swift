import Testing
import Words

@testable import Intake

@Suite struct ReportIntakeTests {
  private let now: Int64 = 1_795_241_252_000_000

  private func message(_ body: () throws(Refusal) -> Void) -> String? {
    do throws(Refusal) {
      try body()
      return nil
    } catch { return error.message }
  }

  private let node = #"""
    {"edition":"Aerospike Community Edition","build":"4.9.0.37","build_os":"debian10","config":{"a":"b"},
    "node":"3001:682684c873e6ce52721f1014633bcca1","statistics":{"cluster_size":"3","objects":"12","client_connections":"5"},
    "namespaces":{"x":{"memory_used_bytes":"10","memory-size":"100"},"y":{"memory_used_bytes":"7"}},"sets":[{"ns":"x"}],
    "system":{"uname":["Linux","h","6.1.0","#1","x86_64",""],"linux_distribution":["debian","12.11",""]},
    "telemetry-agent-version":"1.0.12","unix-epoch-time":"1795241000","telemetry-agent-ip-address":"f528"}
    """#

  @Test("a node's report is kept as it came, by its node and time, with its figures")
  func nodeReport() throws {
    let report = try #require(try NodeReportIntake.arrival(json(node), received: now).report)
    #expect(report.kind == .node)
    #expect(report.subject == "3001:682684c873e6ce52721f1014633bcca1")
    #expect(report.stamp == 1_795_241_000)
    #expect(report.body == json(node))
    #expect(
      report.summary == [
        "form": "full", "version": "4.9.0.37", "edition": "Aerospike Community Edition", "os": "debian10",
        "cluster_size": "3", "objects": "12", "connections": "5", "namespaces": "2", "sets": "1", "memory_used": "17",
        "memory_size": "100", "kernel": "6.1.0", "machine": "x86_64", "distribution": "debian 12.11", "agent": "1.0.12",
      ])
  }

  @Test("a status has the agent as its subject, and the time of arrival where it names none")
  func status() throws {
    let body = json(#"{"telemetry-agent-status":"ASD is down.","telemetry-agent-ip-address":"f528"}"#)
    let arrival = try NodeReportIntake.arrival(body, received: now)
    #expect(arrival.report?.subject == "agent:f528")
    #expect(arrival.report?.stamp == now / 1_000_000)
    #expect(arrival.report?.summary == ["form": "status", "status": "ASD is down."])
    #expect(try NodeReportIntake.arrival(body, received: now + 5_000_000).identity == arrival.identity)
  }

  @Test("what is no node's report is refused with what is wrong")
  func nodeRefused() {
    func refused(_ text: String) -> String? {
      message { () throws(Refusal) in _ = try NodeReportIntake.arrival(json(text), received: now) }
    }
    #expect(refused("{}")?.hasPrefix("the body is no node's report") == true)
    #expect(refused("[1]") == "the body is no JSON object")
    #expect(refused(#"{"build":"1","unix-epoch-time":"noon"}"#) == "unix-epoch-time is no number of seconds: 'noon'")
    #expect(refused("<html>")?.hasPrefix("the body is no JSON: ") == true)
  }

  @Test("numbers that no integer holds make no figure and no fault")
  func hugeNumbers() throws {
    let body = json(
      #"{"build":"5","namespaces":{"a":{"memory_used_bytes":"9223372036854775807"},"b":{"memory_used_bytes":"9223372036854775807"}}}"#
    )
    #expect(try NodeReportIntake.arrival(body, received: now).report?.summary["memory_used"] == nil)
  }

  private func cluster(_ members: String) -> [UInt8] {
    json(#"{"report_id":"84f60ea2","report_timestamp":"2026-11-21T06:17:28.451470"\#(members)}"#)
  }

  @Test("a cluster's report has its figures, and the version most daemons run")
  func clusterReport() throws {
    let body = cluster(
      #","usage":{"total_bytes":100,"total_used_bytes":40,"pg_num":73,"pools":11},"osd":{"count":3},"hosts":{"num":5},"#
        + #""metadata":{"mon":{"ceph_version":{"ceph version 15.2.1 (x) octopus (stable)":1}},"osd":{"ceph_version":"#
        + #"{"ceph version 16.2.15 (x) pacific (stable)":3}}},"channels":["basic","crash"],"crashes":[]"#)
    let report = try #require(try ClusterReportIntake.arrival(body, received: now).report)
    #expect(report.kind == .cluster && report.subject == "84f60ea2" && report.stamp == 1_795_241_848)
    #expect(report.body == body)
    #expect(
      report.summary == [
        "version": "16.2.15", "versions": "2", "total_bytes": "100", "used_bytes": "40", "pgs": "73", "pools": "11",
        "osds": "3", "hosts": "5", "channels": "basic,crash", "crashes": "0",
      ])
  }

  @Test("what old senders tell of a crash's host and daemon goes before it is kept")
  func oldCrashes() throws {
    let body = cluster(
      #","crashes":{"x":{"entity_name":"mon.a","utsname_hostname":"secret","n":1},"y":{"entity_name":"#
        + #""osd.e9aac92403f06686ef38083192e11d038bdb431a"}},"z":1"#)
    let report = try #require(try ClusterReportIntake.arrival(body, received: now).report)
    // SHA-1 of 84f60ea2a84f60ea2
    #expect(
      String(decoding: report.body, as: UTF8.self)
        == #"{"report_id":"84f60ea2","report_timestamp":"2026-11-21T06:17:28.451470","crashes":[{"entity_name": "#
        + #""mon.d88ec66b599facc63236c3defd50e7e0a17d1624", "n": 1}, {"entity_name":"#
        + #""osd.e9aac92403f06686ef38083192e11d038bdb431a"}],"z":1}"#)
    #expect(report.summary["crashes"] == "2")
  }

  @Test("a cluster's report without id or time, or with one that is none, is refused")
  func clusterRefused() {
    func refused(_ text: String) -> String? {
      message { () throws(Refusal) in _ = try ClusterReportIntake.arrival(json(text), received: now) }
    }
    #expect(refused("{}") == "report_id is missing")
    #expect(refused(#"{"report_id":7}"#) == "report_id is no string")
    #expect(refused(#"{"report_id":""}"#) == "report_id is empty")
    #expect(
      refused(#"{"report_id":"\#(String(repeating: "x", count: 1025))"}"#) == "report_id is longer than 1024 bytes")
    #expect(refused(#"{"report_id":"x"}"#) == "report_timestamp is missing")
    #expect(
      refused(#"{"report_id":"x","report_timestamp":"yesterday"}"#)
        == "report_timestamp is no time like 2026-11-21T06:17:28.451470: 'yesterday'")
    #expect(refused(#"{"report_id":"../log/evil","report_timestamp":"2026-02-29T00:00:00"}"#) != nil)
    #expect(refused(#"{"report_id":"../log/evil","report_timestamp":"2024-02-29T00:00:00"}"#) == nil)
  }

  @Test("a report is itself by its id and time, whatever zone the time is written in")
  func clusterIdentity() throws {
    func identity(_ stamp: String) throws -> [UInt8] {
      try ClusterReportIntake.arrival(json(#"{"report_id":"x","report_timestamp":"\#(stamp)"}"#), received: now)
        .identity
    }
    #expect(try identity("2026-11-21T06:17:28Z") == identity("2026-11-21 07:17:28+01:00"))
    #expect(try identity("2026-11-21T06:17:28Z") != identity("2026-11-21T06:17:28.000001Z"))
  }

  @Test("each sample of a device report is kept as it is written, with its host")
  func devices() throws {
    let body = json(
      #"{"A_1":{"20261121-061452":{"host_id":"h", "x": [1, 2]},"20261120-000000":{}},"B":{}}"#)
    let samples = try DeviceReportIntake.arrivals(body, received: now).compactMap(\.sample)
    #expect(
      samples == [
        DeviceSample(device: "A_1", host: "h", stamp: 1_795_241_692, body: json(#"{"host_id":"h", "x": [1, 2]}"#)),
        DeviceSample(device: "A_1", host: "", stamp: 1_795_132_800, body: json("{}")),
      ])
    #expect(try DeviceReportIntake.arrivals(json("{}"), received: now).isEmpty)
  }

  @Test("a device report of another shape is refused")
  func devicesRefused() {
    func refused(_ text: String) -> String? {
      message { () throws(Refusal) in _ = try DeviceReportIntake.arrivals(json(text), received: now) }
    }
    #expect(refused("[]") == "the body is no JSON object")
    #expect(refused(#"{"A":[]}"#) == "the samples of a device are no object: A")
    #expect(refused(#"{"A":{"yesterday":{}}}"#) == "a sample's time is not YYYYMMDD-HHMMSS: 'yesterday'")
    #expect(refused(#"{"A":{"20261321-061452":{}}}"#) == "a sample's time is not YYYYMMDD-HHMMSS: '20261321-061452'")
  }
}
