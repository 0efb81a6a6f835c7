import CPlatform
import Glibc
import Platform
import Report

/// A cluster of one monitor, one manager and one OSD of this machine's own packages. Tests share one, which is started
/// when the first of them asks for it and goes with this process.
public final class RealCluster: Sendable {
  /// Where its programs are looked for.
  public static let path = "/usr/bin:/usr/sbin:/bin"
  private static let script = InfoCaptures.packageRoot + "/.ci/ceph-cluster"

  public static let isInstalled: Bool = {
    let missing = ["ceph", "ceph-mon", "ceph-mgr", "ceph-osd", "rbd"].filter { name in
      !path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }
    guard !missing.isEmpty else { return true }
    print("NOT TESTED against a real cluster: \(missing.joined(separator: ", ")) not installed: run `make setup-test`")
    return false
  }()

  /// The one that tests share.
  public static let shared: Result<RealCluster, any Error> = Result {
    let cluster = try RealCluster()
    try cluster.fill()
    return cluster
  }

  private let directory: String

  /// Its `ceph.conf`.
  public var configuration: String { directory + "/ceph.conf" }

  private init() throws {
    directory = "/tmp/telemetry-cluster-\(getpid())-\(Hex.encode(try Randomness.bytes(4)))"
    try Self.run([Self.script, "up", directory, String(getpid())])
  }

  /// Runs a program to its end. The daemons that it starts outlive it.
  /// - Returns: what it printed.
  @discardableResult
  private static func run(_ words: [String]) throws -> String {
    let log = "/tmp/telemetry-cluster-\(getpid())-\(Hex.encode(try Randomness.bytes(4))).log"
    let raw = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { unlink(log) }
    let file = Descriptor(adopting: raw)
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    let pid = withExtendedLifetime(file) { cp_spawn_capturing(words[0], &pointers, file.raw) }
    var status: Int32 = 0
    while pid > 0, waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let said = (try? Files.readText(log)) ?? ""
    guard pid > 0, cp_exited(status) != 0, cp_exit_status(status) == 0 else {
      throw Explanation("\(words.joined(separator: " ")) failed", at: said)
    }
    return said
  }

  /// What a command of the cluster prints. `input` is a text for its standard input.
  @discardableResult
  public func ask(_ words: [String], program: String = "ceph", input: String? = nil) throws -> String {
    let scratch = try Scratch()
    let text = try scratch.write("input", input ?? "")
    let command = #""$@" <"$0" 2>/dev/null"#
    return try Self.run(
      ["/bin/sh", "-c", command, text, "timeout", "60", program, "--conf", configuration] + words)
  }

  /// Pools, an image, changed options and a crash, each with a name of its own that must not leave.
  private func fill() throws {
    try ask(["osd", "erasure-code-profile", "set", "secret-profile", "k=2", "m=1", "crush-failure-domain=osd"])
    try ask(["osd", "pool", "create", "secret-pool", "4", "4"])
    try ask(["osd", "pool", "application", "enable", "secret-pool", "rbd"])
    try ask(["osd", "pool", "create", "secret-pool-2", "1", "1", "erasure", "secret-profile"])
    try ask(["create", "--size", "8M", "secret-pool/secret-image"], program: "rbd")
    try ask(["config", "set", "osd", "osd_max_backfills", "2"])
    try ask(["config", "set", "client.secretsection", "rbd_cache", "false"])
    let crash =
      "{\"crash_id\":\"2026-11-20T03:04:05.678901Z_11111111-2222-4333-8444-555555555555\",\"timestamp\":"
      + "\"2026-11-20T03:04:05.678901Z\",\"entity_name\":\"mon.vault-7\",\"utsname_hostname\":\"vault-7\","
      + "\"ceph_version\":\"16.2.15\",\"process_name\":\"ceph-mon\",\"backtrace\":[\"gsignal()\",\"abort()\"]}"
    try ask(["crash", "post", "-i", "-"], input: crash)
  }

  /// What must not be found in anything that leaves; the cluster's id comes in addition.
  public static let needles = ["secret-pool", "secret-image", "vault-7", "127.0.0.1", "secretsection"]

  /// What the cluster's own module would send.
  public func shown(_ channels: [String]) throws -> JSON {
    var module = JSON.null, stream = JSONStream()
    // A sentence about the device report follows it.
    let text = try ask(["telemetry", "show"] + channels)
    try stream.take(Array(text.utf8)) { if case .document(let json) = $0 { module = json } }
    return module
  }
}
