import CPlatform
import Glibc
import Outbox
import Platform
import Report
import Testing

@testable import Delivery

/// The roads to a server: TLS, HTTP/2, proxies, and the ways in which a road is closed.
@Suite struct RoadTests {
  let scratch: Scratch
  let outbox: Outbox
  let stage = Stage()

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.outbox()
  }

  private var certificate: String { scratch.path + "/certificate.pem" }
  private var key: String { scratch.path + "/key.pem" }

  private func makeCertificate(for name: String = "IP:127.0.0.1") throws {
    try Child.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=test",
        "-addext", "subjectAltName=\(name)", "-days", "2", "-keyout", key, "-out", certificate,
      ])
  }

  private func freePort() throws -> Int {
    var port: UInt16 = 0
    let raw = cp_loopback_listen(0, &port)
    guard raw >= 0 else { throw SystemError("listen", "127.0.0.1") }
    close(raw)
    return Int(port)
  }

  /// Waits until something listens there.
  private func await(_ port: Int) {
    eventually("something listens on \(port)") { Loopback.isListening(port) }
  }

  /// Sends one record there and returns what it then waits for, nil when it was sent.
  private func reasonForWaiting(_ url: String) throws -> String? {
    let record = try sealed(url)
    try outbox.accept([record])
    _ = try deliverOnce(outbox, stage)
    return try outbox.waiting(id: record.id)?.lastError
  }

  @Test func `a certificate of an own authority is trusted when its file is named, and only then`() throws {
    try makeCertificate()
    let server = try Server(scratch, certificate: certificate, key: key)
    let reason = try #require(try reasonForWaiting(server.url))
    #expect(reason.hasPrefix("the certificate of 127.0.0.1:\(server.port) is not trusted"), "\(reason)")
    #expect(try server.requests().isEmpty)
    try outbox.retryNow()
    stage.settings.caFile = certificate
    #expect(try deliverOnce(outbox, stage) == .done)
    #expect(try server.requests().count == 1)
  }

  @Test func `a certificate for another host is refused`() throws {
    try makeCertificate(for: "DNS:elsewhere.example")
    let server = try Server(scratch, certificate: certificate, key: key)
    stage.settings.caFile = certificate
    let reason = try #require(try reasonForWaiting(server.url))
    #expect(reason.contains("is not trusted"), "\(reason)")
    #expect(try server.requests().isEmpty)
  }

  @Test func `a CA file that is missing is named`() throws {
    stage.settings.caFile = "/nowhere/ca.pem"
    let reason = try #require(try reasonForWaiting("https://127.0.0.1:\(try freePort())/"))
    // libcurl reads the file only when it is connected: both say where to look.
    #expect(reason.contains("/nowhere/ca.pem") || reason.contains("no connection"), "\(reason)")
  }

  @Test func `closed roads are said in one line without credentials`() throws {
    let closed = try freePort()
    let plain = try Server(scratch)
    for (url, wanted) in [
      ("http://user:secret@127.0.0.1:\(closed)/", "no connection to 127.0.0.1:\(closed), connection refused"),
      ("http://user:secret@telemetry.invalid/", "the name of telemetry.invalid is not known to DNS"),
      ("https://127.0.0.1:\(plain.port)/", "TLS with 127.0.0.1:\(plain.port) failed"),
    ] {
      let reason = try #require(try reasonForWaiting(url))
      #expect(reason.hasPrefix(wanted), "\(reason)")
      #expect(!reason.contains("secret"))
      #expect(!reason.contains("\n"))
      for entry in try outbox.waiting() { try outbox.settle([.dropped(id: entry.id, reason: "")]) }
      try outbox.retryNow()
    }
  }

  @Test func `a URL that is none is refused for good`() throws {
    for url in ["ftp://127.0.0.1/", "file:///etc/passwd", "not a url"] {
      let record = try sealed(url)
      try outbox.accept([record])
      #expect(try deliverOnce(outbox, stage) == .done)
      #expect(try outbox.ledgerEntry(id: record.id)?.reason == "its URL is no http or https URL")
    }
  }

  @Test func `HTTP2 carries many records over one connection`() throws {
    try makeCertificate()
    let server = try Server(scratch)
    let port = try freePort()
    let configuration = """
      daemon off; worker_processes 1; pid \(scratch.path)/nginx.pid; error_log \(scratch.path)/nginx-error.log;
      \(geteuid() == 0 ? "user root;" : "")
      events { worker_connections 64; }
      http {
        log_format protocol "$server_protocol $connection $status";
        access_log \(scratch.path)/nginx.log protocol;
        client_body_temp_path \(scratch.path)/nginx-body; proxy_temp_path \(scratch.path)/nginx-proxy;
        fastcgi_temp_path \(scratch.path)/nginx-fast; uwsgi_temp_path \(scratch.path)/nginx-uwsgi;
        scgi_temp_path \(scratch.path)/nginx-scgi;
        server {
          listen 127.0.0.1:\(port) ssl http2;
          ssl_certificate \(certificate); ssl_certificate_key \(key);
          location / { proxy_pass \(server.url); }
          location /short { return 204; }
        }
      }
      """
    try Files.create(scratch.path + "/nginx.conf", with: Array(configuration.utf8), mode: 0o600)
    let nginx = try Child(
      "nginx", ["-p", scratch.path, "-c", scratch.path + "/nginx.conf"], hasInput: false, isQuiet: true)
    self.await(port)
    stage.settings.caFile = certificate
    let records = try (0..<50).map { try sealed("https://127.0.0.1:\(port)/x", String(repeating: "\($0)", count: 500)) }
    // nginx answers these before it has read the body, and then resets the stream.
    let short = try (0..<20).map {
      try sealed("https://127.0.0.1:\(port)/short", String(repeating: "\($0)", count: 500))
    }
    try outbox.accept(records + short)
    #expect(try deliverOnce(outbox, stage) == .done)
    #expect(Set(try server.requests().map(\.sha256)) == Set(records.map(\.sha256)))
    nginx.send(SIGTERM)
    #expect(nginx.wait() == 0)
    let lines = try Files.readText(scratch.path + "/nginx.log").split(separator: "\n")
    #expect(lines.count == 70)
    #expect(lines.allSatisfy { $0.hasPrefix("HTTP/2.0 ") })
    #expect(Set(lines.map { $0.split(separator: " ")[1] }).count == 1)
  }

  @Test func `a plain proxy that is written as https is found out, said once, and used; never with credentials`() throws
  {
    let server = try Server(scratch)
    let port = try freePort()
    try Files.create(
      scratch.path + "/tinyproxy.conf",
      with: Array(
        "Port \(port)\nListen 127.0.0.1\nMaxClients 20\nLogFile \"\(scratch.path)/tinyproxy.log\"\n".utf8), mode: 0o600)
    let proxy = try Child("tinyproxy", ["-d", "-c", scratch.path + "/tinyproxy.conf"], hasInput: false, isQuiet: true)
    self.await(port)
    stage.settings.mayProxyBePlain = true
    stage.settings.proxy = "https://127.0.0.1:\(port)"
    #expect(try reasonForWaiting(server.url) == nil)
    #expect(try reasonForWaiting(server.url) == nil)
    #expect(try server.requests().count == 2)
    #expect(try server.requests().allSatisfy { $0.headers["Via"]?.contains("tinyproxy") == true })
    #expect(try outbox.events().filter { $0.kind == "proxy" }.count == 1)
    for proxy in ["https://carol:s3cret@127.0.0.1:\(port)", "https://carol@127.0.0.1:\(port)"] {
      stage.settings.proxy = proxy
      let reason = try #require(try reasonForWaiting(server.url))
      #expect(!reason.contains("carol") && !reason.contains("s3cret"), "\(reason)")
      for entry in try outbox.waiting() { try outbox.settle([.dropped(id: entry.id, reason: "")]) }
      try outbox.retryNow()
    }
    #expect(try server.requests().count == 2)
    proxy.send(SIGTERM)
    _ = proxy.wait()
  }

  @Test func `a proxy with credentials carries plain and TLS requests`() throws {
    try makeCertificate()
    let plain = try Server(scratch)
    let secure = try Server(scratch, certificate: certificate, key: key)
    let port = try freePort()
    let configuration = """
      Port \(port)
      Listen 127.0.0.1
      Timeout 60
      MaxClients 20
      LogFile "\(scratch.path)/tinyproxy.log"
      PidFile "\(scratch.path)/tinyproxy.pid"
      BasicAuth carol s3cret
      """
    try Files.create(scratch.path + "/tinyproxy.conf", with: Array((configuration + "\n").utf8), mode: 0o600)
    let proxy = try Child("tinyproxy", ["-d", "-c", scratch.path + "/tinyproxy.conf"], hasInput: false, isQuiet: true)
    self.await(port)
    stage.settings.caFile = certificate
    stage.settings.proxy = "http://carol:s3cret@127.0.0.1:\(port)"
    #expect(try reasonForWaiting(plain.url) == nil)
    #expect(try reasonForWaiting(secure.url) == nil)
    #expect(try plain.requests().first?.headers["Via"]?.contains("tinyproxy") == true)
    #expect(try secure.requests().count == 1)

    // CONNECT succeeds, then the certificate does not: the proxy's 200 is no success of the record.
    stage.settings.caFile = nil
    let untrusted = try #require(try reasonForWaiting(secure.url))
    #expect(untrusted.contains("is not trusted"), "\(untrusted)")
    try outbox.retryNow()
    for entry in try outbox.waiting() { try outbox.settle([.dropped(id: entry.id, reason: "")]) }

    stage.settings.proxy = "http://carol:wrong@127.0.0.1:\(port)"
    for url in [plain.url, secure.url] {
      let reason = try #require(try reasonForWaiting(url))
      #expect(reason.contains("proxy"), "\(reason)")
      #expect(!reason.contains("wrong"))
      for entry in try outbox.waiting() { try outbox.settle([.dropped(id: entry.id, reason: "")]) }
      try outbox.retryNow()
    }
    #expect(try plain.requests().count == 1)
    proxy.send(SIGTERM)
    _ = proxy.wait()
  }
}
