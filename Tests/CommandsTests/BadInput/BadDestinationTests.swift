import Demo
import Glibc
import Platform
import Report
import Testing

/// Destinations that hang, lie, or are not who they say: the record waits, says why, and leaves when they are well.
@Suite struct BadDestinationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var says: String
    var response: SinkResponseMaker
    var testDescription: String { name }
  }

  typealias SinkResponseMaker = @Sendable (String) -> SinkResponse

  static let cases = [
    Case(name: "closes", says: "closed the connection without an answer") { _ in .close },
    Case(name: "hangs", says: "no answer from 127.0.0.1") { _ in .hang },
    Case(name: "is overloaded", says: "answered 503") { _ in .json(503, "{}") },
    Case(name: "fails", says: "answered 500") { _ in .json(500, "boom \u{1B}[31m") },
    Case(name: "redirects in a loop", says: "answered 302, redirects are not followed, check the URL") {
      .answer(status: 302, headers: [.init("Location", $0)], body: [])
    },
    Case(name: "redirects elsewhere", says: "answered 308, redirects are not followed") { _ in
      .answer(status: 308, headers: [.init("Location", "http://telemetry.invalid/")], body: [])
    },
  ]

  @Test(arguments: cases) func `a record waits for a destination that is not well, and leaves when it is`(
    _ wanted: Case
  ) throws {
    let isWell = Flag(false)
    let machine = try Machine(respond: { isWell.value ? .ok : wanted.response($0.path) })
    try machine.must("on")
    let shown = try machine.must("show").out
    let send = try machine.run("send")
    #expect(send.status == 75, "\(send.err)")
    #expect(send.err.contains(wanted.says), "\(send.err)")
    #expect(!send.err.utf8.contains(0x1B))
    #expect(machine.sink.count == 1, "nothing was followed or tried twice")
    let entry = try #require(try machine.spool().first)
    #expect(entry.text("error").contains(wanted.says))
    #expect(entry["next_try"] != .null)
    #expect(try machine.must("spool", "ls").text.contains(wanted.says))

    isWell.set(true)
    #expect(try machine.run("spool", "retry").status == 0)
    #expect(machine.sink.requests.last?.body == shown)
    #expect(try machine.reports().last?.text("result") == "sent")
  }

  @Test func `an answer of a hundred megabytes is success, and is not kept`() throws {
    let machine = try Machine(respond: { _ in
      .answer(status: 200, headers: [], body: [UInt8](repeating: 0x78, count: 100 << 20))
    })
    try machine.must("on")
    try machine.must("send")
    var info = stat()
    stat(machine.state + "/outbox.sqlite", &info)
    #expect(info.st_size < 4 << 20)
  }

  @Test func `a destination that closes in the middle of its answer has not accepted`() throws {
    let peer = try RawPeer { client in
      _ = client.read()
      client.send(Array("HTTP/1.1 200 OK\r\nContent-Le".utf8))
    }
    let machine = try Machine(home: "http://127.0.0.1:\(peer.port)/x")
    try machine.must("on")
    let send = try machine.run("send")
    #expect(send.status == 75)
    #expect(send.err.contains("127.0.0.1:\(peer.port)"), "\(send.err)")
    #expect(try machine.spool().count == 1)
  }

  @Test func `a certificate that nobody vouches for is refused, until its authority is named`() throws {
    let machine = try Machine()
    let certificate = machine.path + "/certificate.pem", key = machine.path + "/key.pem"
    let openssl = try Child(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=test",
        "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-keyout", key, "-out", certificate,
      ], environment: ["PATH": machine.searchPath], directory: machine.path)
    try #require(openssl.wait() == 0, "openssl is missing: run `make setup`")
    let server = try PythonServer(machine, certificate: certificate, key: key)
    try machine.must("config", "set", "main.home-url", server.url + "/telemetry/v1")
    try machine.must("on")
    let shown = try machine.must("show").out
    let send = try machine.run("send")
    #expect(send.status == 75)
    #expect(send.err.contains("is not trusted"), "\(send.err)")
    #expect(try server.received().isEmpty)
    try machine.must("config", "set", "main.cafile", certificate)
    #expect(try machine.run("spool", "retry").status == 0)
    #expect(try server.received() == [sha256(shown)])
  }

  @Test func `nobody there, no such name, no proxy: each says so, and the daemon delivers later`() throws {
    let machine = try Machine(interval: 1)
    let url = machine.sink.url
    for (broken, says) in [
      ("http://127.0.0.1:1/x", "no connection to 127.0.0.1:1, connection refused"),
      ("http://telemetry.invalid", "the name of telemetry.invalid:8192 is not known to DNS"),
    ] {
      try machine.must("config", "set", "main.home-url", broken)
      try machine.must("on")
      let send = try machine.run("send")
      #expect(send.status == 75)
      #expect(send.err.contains(says), "\(send.err)")
      try machine.must("off")
    }
    try machine.must("config", "set", "main.home-url", url)
    try machine.must("config", "set", "main.proxy", "http://user:secret@127.0.0.1:1")
    try machine.must("on")
    let proxied = try machine.run("send")
    #expect(proxied.status == 75)
    #expect(
      proxied.err.contains("through the proxy 127.0.0.1:1, connection refused") && !proxied.err.contains("secret"),
      "\(proxied.err)")
    let waiting = try #require(try machine.spool().first).text("sha256")
    try machine.must("config", "unset", "main.proxy")
    let daemon = try machine.daemon()
    eventually("what waited arrived", within: 40) { machine.sink.requests.contains { sha256($0.body) == waiting } }
    machine.stop(daemon)
  }

  @Test func `a successor does not hammer the deliverer its killed predecessor left behind`() throws {
    let machine = try Machine(interval: 600, respond: { _ in .hang })
    try machine.must("on")
    let first = try machine.daemon()
    eventually("the sink has the request") { machine.sink.count >= 1 }
    first.send(SIGKILL)
    first.wait()
    let second = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--daemon"])
    eventually("it has the directory") {
      (try? Files.readText(machine.state + "/agent.pid")) == "\(second.pid)\n"
    }
    usleep(500_000)
    let before = try machine.work(of: second)
    usleep(1_500_000)
    // In hundredths of a second: its own work and that of the children it waited for.
    #expect(try machine.work(of: second) - before < 40)
    machine.stop(second)
    machine.sink.stop()
  }
}
