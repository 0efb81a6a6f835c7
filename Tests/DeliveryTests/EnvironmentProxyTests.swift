import CPlatform
import Glibc
import Outbox
import Platform
import Report
import Testing

@testable import Delivery

/// The collector has no key for a proxy, as telemetrics-client had none: the environment's is used.
@Suite struct EnvironmentProxyTests {
  let scratch: Scratch
  let outbox: Outbox

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.outbox()
    try scratch.consent()
  }

  private func proxy(_ credentials: String? = nil) throws -> (child: Child, port: Int) {
    var port: UInt16 = 0
    let raw = cp_loopback_listen(0, &port)
    close(raw)
    let configuration = """
      Port \(port)
      Listen 127.0.0.1
      Timeout 60
      MaxClients 20
      LogFile "\(scratch.path)/tinyproxy.log"
      PidFile "\(scratch.path)/tinyproxy.pid"
      \(credentials.map { "BasicAuth \($0)" } ?? "")

      """
    try Files.create(scratch.path + "/tinyproxy.conf", with: Array(configuration.utf8), mode: 0o600)
    let child = try Child("tinyproxy", ["-d", "-c", scratch.path + "/tinyproxy.conf"], hasInput: false, isQuiet: true)
    eventually("tinyproxy listens on \(port)") { Loopback.isListening(Int(port)) }
    return (child, Int(port))
  }

  /// Runs the program once with these variables.
  private func deliver(_ variables: [String: String], config: String = "") throws -> Int32 {
    let file = scratch.path + "/telemetry.conf"
    try Files.replace(file, with: Array("[settings]\n\(config)\n".utf8))
    let program = try Child(
      Places.program("telemetry-deliver"), ["--state-dir", scratch.path, "--config", file, "--once"], hasInput: false,
      variables: variables)
    return program.wait()
  }

  private func log() throws -> String { try Files.readText(scratch.path + "/tinyproxy.log") }

  @Test func `http_proxy carries plain requests, no_proxy goes around it`() throws {
    let server = try Server(scratch)
    let (child, port) = try proxy()
    let record = try sealed(server.url + "/v2/collector", to: .collector)
    try outbox.accept([record])
    #expect(try deliver(["http_proxy": "http://127.0.0.1:\(port)"]) == 0)
    let request = try #require(try server.requests().first)
    #expect(request.headers["Via"]?.contains("tinyproxy") == true && request.sha256 == record.sha256)
    #expect(try outbox.ledgerEntry(id: record.id)?.result == .sent)

    try outbox.accept([try sealed(server.url + "/v2/collector", to: .collector)])
    #expect(try deliver(["http_proxy": "http://127.0.0.1:\(port)", "no_proxy": "localhost,127.0.0.1"]) == 0)
    #expect(try server.requests().last?.headers["Via"] == nil)
    withExtendedLifetime(child) {}
  }

  @Test func `https_proxy carries TLS through CONNECT, to the authority that the setting or the record names`() throws {
    let (certificate, key) = (scratch.path + "/certificate.pem", scratch.path + "/key.pem")
    try Child.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=test",
        "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-keyout", key, "-out", certificate,
      ])
    let server = try Server(scratch, certificate: certificate, key: key)
    let (child, port) = try proxy()
    let variables = ["https_proxy": "http://127.0.0.1:\(port)"]
    let configured = try sealed(server.url + "/v3/collector", to: .collector)
    try outbox.accept([configured])
    #expect(try deliver(variables, config: "cainfo = \(certificate)") == 0)
    #expect(try log().contains("CONNECT 127.0.0.1:\(server.port)"))

    var own = try sealed(server.url + "/other", to: .collector)
    own.authority = .file(certificate)
    try outbox.accept([own])
    #expect(try deliver(variables) == 0)
    var system = try sealed(server.url + "/other", to: .collector)
    system.authority = .system
    try outbox.accept([system])
    #expect(try deliver(variables, config: "cainfo = \(certificate)") == 75)
    #expect(try outbox.waiting(id: system.id)?.lastError.contains("is not trusted") == true)
    #expect(try server.requests().count == 2)
    withExtendedLifetime(child) {}
  }

  @Test func `a proxy that is gone or wants credentials is named, and no record is refused for it`() throws {
    let server = try Server(scratch)
    let (child, port) = try proxy("carol s3cret")
    let record = try sealed(server.url + "/v2/collector", to: .collector)
    try outbox.accept([record])
    #expect(try deliver(["http_proxy": "http://carol:wrong@127.0.0.1:\(port)"]) == 75)
    let reason = try #require(try outbox.waiting(id: record.id)?.lastError)
    #expect(reason.contains("proxy") && !reason.contains("wrong"), "\(reason)")
    child.send(SIGTERM)
    _ = child.wait()
    try outbox.retryNow()
    #expect(try deliver(["http_proxy": "http://127.0.0.1:\(port)"]) == 75)
    #expect(try outbox.waiting(id: record.id)?.lastError.contains("through the proxy 127.0.0.1:\(port)") == true)
    #expect(try server.requests().isEmpty)
  }

  @Test(
    arguments: [
      ("http://a.example/", ["http_proxy": "p"], "p"), ("http://a.example/", ["HTTP_PROXY": "p"], nil),
      ("https://a.example/", ["HTTPS_PROXY": "p"], "p"), ("https://a.example/", ["http_proxy": "p"], nil),
      ("https://a.example/", ["ALL_PROXY": "p"], "p"), ("http://a.example/", ["http_proxy": ""], nil),
      ("http://A.example:80/", ["http_proxy": "p", "no_proxy": "b, a.example"], nil),
      ("http://a.example/", ["http_proxy": "p", "NO_PROXY": ".example"], nil),
      ("http://a.example/", ["http_proxy": "p", "no_proxy": "*"], nil),
      ("http://ba.example/", ["http_proxy": "p", "no_proxy": "a.example"], "p"),
      ("http://[::1]:80/", ["http_proxy": "p", "no_proxy": "::1"], nil),
    ] as [(String, [String: String], String?)])
  func `the environment names a proxy as libcurl reads it`(
    _ url: String, _ variables: [String: String], _ wanted: String?
  ) {
    #expect(EnvironmentProxy(variables).proxy(for: url) == wanted)
  }

  @Test func `without the opt-in what waits for the collector is withdrawn`() throws {
    let server = try Server(scratch)
    let record = try sealed(server.url + "/v2/collector", to: .collector)
    try outbox.accept([record])
    unlink(scratch.path + "/telemetrics/opt-in")
    #expect(try deliver([:]) == 0)
    #expect(try outbox.ledgerEntry(id: record.id)?.result == .withdrawn && server.requests().isEmpty)
  }

  @Test func `record_server_delivery_enabled = false keeps what waits on this machine`() throws {
    let server = try Server(scratch)
    let record = try sealed(server.url + "/v2/collector", to: .collector)
    try outbox.accept([record])
    #expect(try deliver([:], config: "record_server_delivery_enabled = false\nrecord_retention_enabled = false") == 0)
    #expect(try outbox.ledgerEntry(id: record.id)?.result == .kept && server.requests().isEmpty)
    #expect(try outbox.record(id: record.id) == nil)
  }
}
