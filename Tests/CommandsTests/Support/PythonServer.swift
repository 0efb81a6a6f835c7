import Glibc
import Platform
import Report
import Testing

/// The HTTP server of `Tests/Peers/telemetry-server.py`: somebody else's implementation of HTTP, with bad manners on
/// request.
final class PythonServer {
  let url: String
  private let child: Child
  private let journal: String

  /// `certificate` and `key` make it speak TLS.
  init(_ machine: Machine, certificate: String? = nil, key: String? = nil) throws {
    journal = machine.path + "/requests-\(Hex.encode(try Randomness.bytes(4)))"
    let tls = [certificate, key].compactMap { $0 }
    let script = Files.directory(of: Files.directory(of: Files.directory(of: #filePath))) + "/Peers/telemetry-server.py"
    let child = try Child(
      "python3", [script, journal] + tls, environment: ["PATH": machine.searchPath], directory: machine.path,
      holdsInput: true)
    self.child = child
    eventually("the HTTP server listens") { child.out.contains(0x0A) || child.poll() != nil }
    let port = Int(String(decoding: child.out.prefix { $0 != 0x0A }, as: UTF8.self))
    url =
      (tls.isEmpty ? "http" : "https") + "://127.0.0.1:\(try #require(port, "python3 is missing: run `make setup`"))"
  }

  /// The SHA-256 of each body received, in order.
  func received() throws -> [String] { try requests().map { $0.text("sha256") } }

  func requests() throws -> [JSON] {
    guard Files.exists(journal) else { return [] }
    return try Files.readText(journal).split(separator: "\n").map { try JSONReader.parse(String($0)) }
  }
}
