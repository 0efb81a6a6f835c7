import CollectorTestSupport
import Foundation

/// A real nginx before several collectors, as its manual says a proxy is set up.
final class Proxy {
  static let program = ["/usr/sbin/nginx", "/usr/bin/nginx"].first { FileManager.default.isExecutableFile(atPath: $0) }

  private let directory = FileManager.default.temporaryDirectory.path + "/proxy-\(UUID().uuidString.prefix(8))"
  private let process = Process()
  let port: Int

  /// Listens where nobody else does, in turn sending to each of the ports.
  init(to ports: [Int]) throws {
    port = try Self.freePort()
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let servers = ports.map { "server 127.0.0.1:\($0) max_fails=0;" }.joined(separator: " ")
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(directory)/\($0);" }
    let text = """
      daemon off;
      \(getuid() == 0 ? "user root;" : "")
      pid \(directory)/pid;
      error_log \(directory)/error;
      worker_processes 1;
      events { worker_connections 1024; }
      http {
        access_log off;
        \(places.joined(separator: " "))
        # Agents name their headers with underscores.
        underscores_in_headers on;
        client_max_body_size 100m;
        upstream collectors { \(servers) keepalive 16; }
        server {
          listen 127.0.0.1:\(port);
          location / {
            proxy_pass http://collectors;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
          }
        }
      }

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/conf"))
    process.executableURL = URL(fileURLWithPath: Self.program ?? "/usr/sbin/nginx")
    process.arguments = ["-p", directory, "-c", directory + "/conf"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let port = port
    guard waits(until: { (try? Link(port)) != nil }) else { throw Link.Failure.cut }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: directory)
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw Link.Failure.noConnection(errno) }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
