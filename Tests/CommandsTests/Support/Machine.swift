import CPlatform
import Demo
import Digest
import Glibc
import Outbox
import Platform
import Report
import Testing

/// A machine in a directory: a node, a sink that plays home, a configuration and a state directory, and the real
/// programs that were built beside this test. Its processes see none of the environment the test runs in.
final class Machine {
  let path: String
  let node: DemoNode
  let sink: LoopbackSink
  var config: String { path + "/telemetry.conf" }
  var state: String { path + "/state" }
  /// Variables besides the clean ones.
  var variables: [String: String] = [:]
  /// Words before the program: `setpriv ...`, `strace ...`.
  var wrapper: [String] = []

  /// What a command came to.
  struct Outcome {
    var status: Int32
    var out: [UInt8]
    var err: String
    var text: String { String(decoding: out, as: UTF8.self) }
    func json() throws -> JSON { try JSONReader.parse(out) }
  }

  /// `settings` is appended to a configuration that names the node and, unless `home` is nil, the sink.
  init(
    interval: Int = 600, email: String = "admin@example.com", settings: String = "", home: String? = "",
    nodePort: UInt16? = nil, answers: DemoAnswers = .captured4_9, keep: Int = 4096,
    respond: @Sendable @escaping (SinkRequest) -> SinkResponse = { _ in .ok }
  ) throws {
    path = "/tmp/whole-program-\(getpid())-\(Hex.encode(try Randomness.bytes(6)))"
    try Files.makeDirectory(path, mode: 0o755)
    node = try DemoNode(answers: answers)
    sink = try LoopbackSink(keep: keep, respond: respond)
    let url = home == "" ? sink.url : home
    try configure(
      """
      # The node and where its reports go.
      [asd]
      host = 127.0.0.1
      port = \(nodePort ?? node.port)

      [main]
      \(url.map { "home-url = \($0)" } ?? "# no home")
      # Seconds between reports.
      interval = \(interval)
      email = \(email)

      \(settings)

      """)
  }

  deinit {
    node.stop()
    sink.stop()
    Self.remove(path)
  }

  func configure(_ text: String) throws {
    unlink(config)
    try Files.create(config, with: Array(text.utf8), mode: 0o640)
    // Read by whoever a test runs a program as.
    chmod(config, 0o644)
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try Files.replace(path + "/" + name, with: Array(text.utf8))
    return path + "/" + name
  }

  // MARK: - Programs

  let searchPath = Environment.current().nonEmpty("PATH") ?? "/usr/bin:/bin"

  private var environment: [String: String] {
    var all = [
      "PATH": searchPath, "HOME": path, "TMPDIR": path, "TELEMETRICS_ETC": path + "/telemetrics",
      "TELEMETRY_TUI_CRASH_DIR": path + "/crash", "LANG": "C.UTF-8", "TERM": "xterm-256color",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    all.merge(variables) { $1 }
    return all
  }

  func start(_ arguments: [String], program: String = "telemetry-tui", input: String? = nil) throws -> Child {
    let words = wrapper + [Programs.path(program)] + arguments
    return try Child(
      words[0], Array(words.dropFirst()), environment: environment, directory: path, input: input)
  }

  /// Runs a command with this machine's configuration and state directory and waits for its end.
  func run(_ arguments: String..., within seconds: Int64 = 60) throws -> Outcome { try run(arguments, within: seconds) }

  func run(_ arguments: [String], within seconds: Int64 = 60) throws -> Outcome {
    try bare(["--config", config, "--state-dir", state] + arguments, within: seconds)
  }

  /// Runs a command with nothing but these arguments.
  func bare(_ arguments: [String], within seconds: Int64 = 60) throws -> Outcome {
    let child = try start(arguments)
    let status = child.wait(within: seconds)
    defer { child.forget() }
    return Outcome(status: status, out: child.out, err: child.err)
  }

  /// Runs a command that has to end with 0.
  @discardableResult
  func must(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> Outcome {
    try must(arguments, sourceLocation: sourceLocation)
  }

  @discardableResult
  func must(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws -> Outcome {
    let outcome = try run(arguments)
    #expect(
      outcome.status == 0, "\(arguments.joined(separator: " ")): \(outcome.err)", sourceLocation: sourceLocation)
    return outcome
  }

  /// Starts the daemon and waits until it answers.
  func daemon(within seconds: Int64 = 20, sourceLocation: SourceLocation = #_sourceLocation) throws -> Child {
    let child = try start(["--config", config, "--state-dir", state, "--daemon"])
    eventually("the daemon listens", within: seconds, sourceLocation: sourceLocation) {
      child.poll() != nil || (Files.exists(state + "/agent.pid") && Files.exists(state + "/control.sock"))
    }
    #expect(child.poll() == nil, "the daemon left: \(child.err)", sourceLocation: sourceLocation)
    return child
  }

  /// Ends a daemon as a service manager does.
  func stop(_ daemon: Child, sourceLocation: SourceLocation = #_sourceLocation) {
    daemon.send(SIGTERM)
    #expect(daemon.wait() == 0, "\(daemon.err)", sourceLocation: sourceLocation)
  }

  /// Waits until no deliverer has the state directory.
  func deliveryIsOver() {
    eventually("the deliverer left", within: 60) { ProcessLock.holder(directory: state, .deliver) == nil }
  }

  // MARK: - What it holds

  func ledger() throws -> [JSON] { try run("journal", "--json", "--limit", "100000").json().arrayValue ?? [] }
  func spool() throws -> [JSON] { try run("spool", "ls", "--json").json().arrayValue ?? [] }
  func status() throws -> JSON { try run("status", "--json").json() }

  /// The destination's part of `status --json`.
  func home() throws -> JSON {
    let destinations = try status()["destinations"]?.arrayValue ?? []
    return try #require(destinations.first { $0["destination"]?.stringValue == "home" })
  }

  /// Ledger rows of reports, without the words on the node's condition.
  func reports() throws -> [JSON] {
    try ledger().filter { $0["classification"]?.stringValue?.hasPrefix("node/report/") == true }
  }

  /// The bodies that came to the sink which are reports.
  func sentReports() -> [[UInt8]] {
    sink.requests.map(\.body).filter { String(decoding: $0, as: UTF8.self).contains("agent-status\"") == false }
  }

  static func remove(_ path: String) {
    var info = stat()
    if lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR, let names = try? Files.names(in: path) {
      for name in names { remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

/// The programs that were built beside this test.
func sha256(_ bytes: [UInt8]) -> String { Hex.encode(Digest.sha256(bytes)) }

extension JSON {
  func text(_ key: String) -> String { self[key]?.stringValue ?? "" }
  func number(_ key: String) -> Int64 { self[key]?.intValue ?? -1 }
}

extension Machine {
  /// Waits until what is under way has ended: nothing waits that could still leave.
  func deliveryIsOverOrIdle() {
    eventually("nothing is under way") { (try? spool().isEmpty) ?? false }
    // A request that left before may still be on its way.
    usleep(300_000)
  }

  /// From now on programs run as nobody, who owns the machine's directory.
  func becomeNobody() {
    func give(_ path: String) {
      lchown(path, 65534, 65534)
      for name in Files.isDirectory(path) ? (try? Files.names(in: path)) ?? [] : [] { give("\(path)/\(name)") }
    }
    give(path)
    wrapper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
  }
}

extension Machine {
  /// Puts a time into the state that the agent keeps, as if its clock had been another one.
  func remember(_ key: String, _ time: Timestamp) throws {
    try Outbox(directory: state, access: .readWrite).setState(key, String(time.milliseconds))
  }
}

extension Machine {
  /// Processor time of a process and of its children that ended, in clock ticks (hundredths of a second).
  func work(of child: Child) throws -> Int {
    let text = try Files.readText("/proc/\(child.pid)/stat")
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    // utime, stime, cutime, cstime are the fields 14 to 17 of proc(5), counted after the name.
    return fields.dropFirst(11).prefix(4).compactMap { Int($0) }.reduce(0, +)
  }
}
