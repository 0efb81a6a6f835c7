import CPlatform
import Demo
import Glibc
import Platform
import Synchronization
import TestSupport
import Testing

/// What the demo's collector says, for a test.
private final class Heard: Sendable {
  private let all = Mutex<[DemoCollector.News]>([])
  func add(_ news: DemoCollector.News) { all.withLock { $0.append(news) } }
  var news: [DemoCollector.News] { all.withLock { $0 } }
}

@Suite("The demo's collector") struct DemoCollectorTests {
  private let machine: Machine

  init() throws { machine = try Machine(home: nil) }

  private func start(_ script: String, patience: Int64 = 15_000) throws -> (DemoCollector, Heard) {
    let program = try machine.write("collector", "#!/bin/sh\n\(script)\n")
    chmod(program, 0o755)
    let heard = Heard()
    let collector = try DemoCollector(
      program: program, directory: machine.path + "/collector-state", patience: patience, tell: heard.add)
    return (collector, heard)
  }

  /// Somebody listens there: nobody else can.
  private func isTaken(_ port: UInt16) -> Bool {
    var wanted = port
    let raw = cp_loopback_listen(0, &wanted)
    if raw >= 0 { close(raw) }
    return raw < 0
  }

  @Test(
    "One that dies, and one that says nothing, is replaced on the same port by the sink",
    arguments: [
      ("exit 3", Int64(15_000)), ("exec sleep 1000", 300), ("echo nonsense; exec sleep 1000", 300),
    ]) func replaced(_ script: String, _ patience: Int64) throws
  {
    let (collector, heard) = try start(script, patience: patience)
    defer { collector.stop() }
    #expect(eventually { heard.news.isEmpty ? nil : true } == true)
    #expect(heard.news == [.replaced("it did not listen")])
    #expect(eventually { isTaken(collector.port) ? true : nil } == true)
    collector.stop()
    // Somebody else may be given it for a moment.
    #expect(eventually { isTaken(collector.port) ? nil : true } == true)
  }

  @Test("One that listens is told with its address, and ends with the demo") func listens() throws {
    let mark = machine.path + "/pid"
    let (collector, heard) = try start("echo $$ >\(mark); echo listening on http://$2/; exec sleep 1000")
    #expect(eventually { heard.news.isEmpty ? nil : true } == true)
    #expect(heard.news == [.listens("http://127.0.0.1:\(collector.port)/")])
    let pid = try #require(Int32(try Files.readText(mark).filter(\.isNumber)))
    #expect(kill(pid, 0) == 0)
    collector.stop()
    #expect(kill(pid, 0) == -1 && errno == ESRCH)
    #expect(heard.news.count == 1)
  }

  @Test("One that cannot be started is an error") func missing() {
    #expect(throws: SystemError.self) {
      try DemoCollector(program: "/nowhere/collector", directory: machine.path, tell: { _ in })
    }
  }

  /// The one that was built, or another that is named.
  static let real: String? = {
    let built = InfoCaptures.packageRoot + "/.build/release/telemetry-collector"
    return Companion.first(of: [Environment.current().nonEmpty("TELEMETRY_COLLECTOR") ?? "", built])
  }()

  @Test("A demo whose collector dies goes on with the sink, and says so") func goesOn() throws {
    let program = try machine.write("collector", "#!/bin/sh\nexit 3\n")
    chmod(program, 0o755)
    machine.variables["TELEMETRY_COLLECTOR"] = program
    let script = "wait a built-in collector stands in\nwait node report (full) to home\nquit\n"
    let path = try machine.write("journey.script", script)
    let outcome = try machine.bare(["--demo", "--script", path], within: 90)
    #expect(outcome.status == 0, "\(outcome.err)")
  }

  @Test("A demo that is killed takes its collector along") func killed() throws {
    let mark = machine.path + "/pid"
    let program = try machine.write("collector", "#!/bin/sh\necho $$ >\(mark)\nexec sleep 1000\n")
    chmod(program, 0o755)
    machine.variables["TELEMETRY_COLLECTOR"] = program
    let path = try machine.write("journey.script", "wait what never comes\n")
    let demo = try machine.start(["--demo", "--script", path])
    let pid = try #require(eventually { (try? Files.readText(mark)).flatMap { Int32($0.filter(\.isNumber)) } })
    demo.send(SIGKILL)
    // Nobody waits for it here: what is left of it is the first process's to remove.
    #expect(eventually { isRunning(pid) ? nil : true } == true)
  }

  private func isRunning(_ pid: pid_t) -> Bool {
    guard let status = try? Files.readText("/proc/\(pid)/stat") else { return false }
    return !status.contains(") Z ")
  }

  @Test("The real one shows in the console what listens, and takes the report", .enabled(if: real != nil))
  func realOne() throws {
    let script = "wait arrives on http://127.0.0.1:\nwait node report (full) to home\nexpect Nothing needs you\nquit\n"
    let path = try machine.write("journey.script", script)
    machine.variables["TELEMETRY_COLLECTOR"] = Self.real
    let outcome = try machine.bare(["--demo", "--script", path], within: 90)
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try Files.names(in: machine.path).allSatisfy { !$0.contains("demo") })
  }
}
