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
}
