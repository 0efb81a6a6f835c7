import Glibc
import Platform
import Testing

/// Nothing reaches the network before consent, name servers included: seen by the kernel's own record of every
/// network call of every process.
@Suite(.enabled(if: Programs.has("strace"), "strace is missing: run `make setup`"))
struct SilenceTests {
  /// Commands of a machine on which nobody agreed, with what they end with.
  static let commands: [([String], Int32)] = [
    (["status"], 0), (["config", "list"], 0), (["config", "check"], 0), (["preview"], 0), (["show"], 77),
    (["send"], 77), (["channel", "ls"], 0), (["channel", "off", "event"], 0), (["--daemon", "--once"], 0),
    (["spool", "retry"], 0), (["journal"], 0), (["diff"], 0), (["explain"], 0), (["machine-id"], 0),
    (["info", "build"], 0), (["off"], 0), (["on"], 0),
  ]

  @Test(arguments: commands) func `a command reaches the node alone`(words: [String], status: Int32) throws {
    let machine = try Machine(home: "http://telemetry.invalid")
    let trace = machine.traced()
    let outcome = try machine.run(words)
    #expect(outcome.status == status, "\(outcome.err)")
    try check(try Trace(trace), of: machine)
  }

  @Test func `a daemon reaches the node alone, and nobody while nobody agreed`() throws {
    let machine = try Machine(interval: 1, home: "http://telemetry.invalid")
    let trace = machine.traced()
    let daemon = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--daemon"])
    eventually("the daemon listens") { Files.exists(machine.state + "/control.sock") }
    machine.wrapper = []
    // Two rounds' time, and people who look.
    for _ in 0..<4 {
      try machine.must("status")
      usleep(500_000)
    }
    let pid = try machine.status().number("daemon")
    kill(pid_t(pid), SIGTERM)
    #expect(daemon.wait() == 0)
    let seen = try Trace(trace)
    try check(seen, of: machine)
    #expect(seen.inet.isEmpty, "without consent the node is not even asked")
  }

  @Test func `the console reaches the node alone`() throws {
    let machine = try Machine(home: "http://telemetry.invalid")
    let script = try machine.write(
      "look.script", "wait-idle\nkey 2\nwait system_total_cpu_pct\nkey 3\nwait-idle\nkey 4\nwait-idle\nquit\n")
    let trace = machine.traced()
    let outcome = try machine.run("--script", script)
    #expect(outcome.status == 0, "\(outcome.err)")
    try check(try Trace(trace), of: machine)
  }

  @Test func `once somebody agreed, the same trace does show the name server and the destination`() throws {
    // The test of the test: what is watched would be seen.
    let machine = try Machine(home: "http://telemetry.invalid")
    try machine.must("on")
    let trace = machine.traced()
    #expect(try machine.run("send").status == 75)
    let seen = try Trace(trace)
    #expect(seen.inet.contains { !$0.contains("htons(\(machine.node.port))") }, "\(seen.inet)")
  }

  private func check(_ trace: Trace, of machine: Machine) throws {
    #expect(trace.lines > 0 || trace.inet.isEmpty)
    for call in trace.inet {
      #expect(call.contains("htons(\(machine.node.port))"), "\(call)")
    }
    #expect(machine.sink.count == 0)
  }
}

/// The network calls of a process and its children.
struct Trace {
  /// Those that name an internet address that is not the caller's own.
  var inet: [String] = []
  var lines = 0

  init(_ path: String) throws {
    for line in try Files.readText(path, limit: 64 << 20).split(separator: "\n").map(String.init) {
      lines += 1
      guard line.contains("AF_INET"), line.contains("sin_port") || line.contains("sin6_port") else { continue }
      if ["connect(", "sendto(", "sendmsg(", "sendmmsg("].contains(where: line.contains) { inet.append(line) }
    }
  }
}

extension Machine {
  /// From now on programs run under strace; returns where it writes.
  func traced() -> String {
    let trace = path + "/trace"
    wrapper = ["strace", "-f", "-qq", "-e", "trace=network", "-o", trace]
    return trace
  }
}
