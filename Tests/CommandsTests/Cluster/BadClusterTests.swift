import Demo
import Glibc
import Platform
import Report
import TestSupport
import Testing

/// The cluster's command, and the two endpoints, at their worst: a clear line, the record kept, nothing counted as sent
/// that was not.
@Suite(.enabled(if: StoneCaptures.areThere)) struct BadClusterTests {
  @Test func `a missing command is said, by name, and nothing is sent`() throws {
    let stage = try ClusterStage(settings: "command = no-such-stone")
    try stage.agree()
    let sent = try stage.machine.run("send", "report")
    #expect(sent.status == 69 && sent.err.contains("the cluster's command is not installed: no-such-stone"))
    #expect(try stage.machine.run("--daemon", "--once").status == 69)
    #expect(stage.machine.sink.count == 0)
  }

  @Test func `a daemon without the command says so in the status and goes on`() throws {
    let stage = try ClusterStage(settings: "command = no-such-stone")
    try stage.agree()
    let daemon = try stage.machine.daemon()
    try eventually("the status says why") {
      try stage.status("report").text("reason").contains("the cluster's command is not installed")
    }
    let text = try stage.machine.must("status").text
    #expect(text.contains("no report could be made"))
    stage.machine.stop(daemon)
    #expect(stage.machine.sink.count == 0)
  }

  @Test func `noise, half an answer and wrong types cost their own section and no other`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    try stage.answer("osd crush dump", "echo 'warning: noise'; echo '{}'")
    try stage.answer("balancer status", "printf '{\"active\": tr'")
    try stage.answer("fs dump", "echo '{\"filesystems\": 7}'")
    try stage.answer("service dump", "echo no >&2; exit 13")
    let sent = try stage.machine.must("send", "report")
    let body = try JSONReader.parse(try #require(stage.requests("/report").first).body)
    #expect(body["osd"]?["count"]?.intValue == 3 && body["balancer"] == nil)
    #expect(body["unavailable"]?["balancer"]?.stringValue == "the answer is not valid JSON")
    #expect(body["unavailable"]?["services"]?.stringValue?.contains("not permitted") == true)
    #expect(try stage.status("report").text("missing").contains("balancer"), "\(sent.err)")
  }

  @Test func `monitors that do not answer are one clear line`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    try stage.answer("mon dump", "echo 'timed out' >&2; exit 1")
    let sent = try stage.machine.run("send", "report")
    #expect(sent.status == 69 && sent.err.contains("the cluster's monitors do not answer"))
    #expect(try stage.machine.spool().isEmpty && stage.machine.sink.count == 0)
  }

  @Test func `a daemon is stopped at once while a command hangs`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    try stage.answer("mon dump", "touch '\(stage.machine.path)/asked'; sleep 300")
    let daemon = try stage.machine.daemon()
    eventually("it asks") { Files.exists(stage.machine.path + "/asked") }
    daemon.send(SIGTERM)
    #expect(daemon.wait(within: 15) == 0)
    #expect(stage.machine.sink.count == 0)
  }

  @Test(
    arguments: [
      ("/moved", 75, "redirects are not followed"), ("/status/413", 1, "answered 413"),
      ("/status/500", 75, "answered 500"), ("/status/200?body=null", 1, "dropped it"),
      ("/close", 75, "closed the connection"),
    ])
  func `an endpoint that does not take the report`(_ path: String, _ status: Int32, _ words: String) throws {
    let host = try Machine(home: nil)
    let server = try PythonServer(host)
    let stage = try ClusterStage(report: server.url + path)
    try stage.agree()
    let sent = try stage.machine.run("send", "report")
    #expect(sent.status == status && sent.err.contains(words), "\(sent.err)")
    let requests = try server.requests()
    #expect(requests.count == 1 && requests[0].text("method") == "PUT", "a redirect is not followed as something else")
    let results = try stage.machine.ledger().map { $0.text("result") }
    #expect(results == (status == 1 ? ["refused"] : []))
    #expect(try stage.machine.spool().count == (status == 75 ? 1 : 0))
  }

  @Test func `an endpoint that never answers keeps nobody for ever`() throws {
    let host = try Machine(home: nil)
    let server = try PythonServer(host)
    let stage = try ClusterStage(report: server.url + "/hang")
    try stage.agree()
    let sent = try stage.machine.run(["send", "report"], within: 120)
    #expect(sent.status == 75 && sent.err.contains("no answer from"))
    #expect(try stage.machine.spool().count == 1)
  }

  @Test func `a key that the cluster refuses is said as that, and nothing is kept or sent`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    try stage.answer(
      "mon dump", "echo '[errno 13] RADOS permission denied (error connecting to the cluster)' >&2; exit 13")
    let sent = try stage.machine.run("send", "report")
    #expect(sent.status == 77 && sent.err.contains("key"), "\(sent.status) \(sent.err)")
    #expect(try stage.machine.spool().isEmpty && stage.machine.sink.count == 0)
  }

  @Test func `a manager that is down costs what only it knows`() throws {
    let stage = try ClusterStage()
    try stage.agree()
    for words in ["service dump", "balancer status", "crash ls", "device ls", "config show mon.a"] {
      try stage.answer(words, "echo 'Error ETIMEDOUT: the manager does not answer' >&2; exit 110")
    }
    try stage.machine.must("send", "report")
    let body = try JSONReader.parse(try #require(stage.requests("/report").first).body)
    #expect(body["osd"]?["count"]?.intValue == 3 && body["usage"] != nil && body["balancer"] == nil)
    for section in ["balancer", "services", "crashes"] { #expect(body["unavailable"]?[section] != nil, "\(section)") }
    #expect(try stage.status("report").text("missing").contains("crashes"))
    #expect(try stage.machine.run("send", "device").status == 69)
    #expect(stage.requests("/device").isEmpty)
  }

  @Test(arguments: [301, 302, 303, 307, 308]) func `no redirect counts as sent, nor turns the PUT into something else`(
    _ status: Int
  ) throws {
    let stage = try ClusterStage { request in
      .answer(status: status, headers: [.init("Location", request.path + "/elsewhere")], body: [])
    }
    try stage.agree()
    let sent = try stage.machine.run("send", "report")
    #expect(sent.status == 75 && sent.err.contains("answered \(status), redirects are not followed"), "\(sent.err)")
    #expect(stage.machine.sink.requests.map(\.method) == ["PUT"])
    #expect(try stage.machine.spool().count == 1)
    #expect(try stage.machine.ledger().isEmpty)
  }

  @Test func `a report that a server calls a duplicate by 500 waits, and is not made twice`() throws {
    let isWell = Flag(false)
    let stage = try ClusterStage { _ in isWell.value ? .ok : .json(500, "duplicate key value") }
    try stage.agree()
    #expect(try stage.machine.run("send", "report").status == 75)
    #expect(try stage.machine.run("spool", "retry").status != 0)
    isWell.set(true)
    try stage.machine.must("spool", "retry")
    let bodies = Set(stage.requests("/report").map(\.text))
    #expect(bodies.count == 1 && stage.requests("/report").count > 1, "the same bytes each time")
    #expect(try stage.machine.spool().isEmpty)
    #expect(try stage.machine.ledger().map { $0.text("result") } == ["sent"])
  }
}
