import CPlatform
import Glibc
import Outbox
import Platform
import ProbeSocket

/// An agent of this process: as the daemon in the foreground, or on a thread beside a console.
public final class AgentHost {
  private let configPath: String?
  private let stateDirectory: String
  private let environment: Environment
  private let lock: ProcessLock

  /// Takes the state directory for this process.
  /// - Throws: `AgentFault.alreadyRunning` when another agent has it; what keeps the directory from being used.
  public init(configPath: String?, stateDirectory: String, environment: Environment) throws(Explanation) {
    self.configPath = configPath
    self.stateDirectory = stateDirectory
    self.environment = environment
    do throws(SystemError) {
      try Files.makeDirectory(stateDirectory, mode: 0o700)
      // One that is just leaving is given a moment.
      var found: ProcessLock?
      for _ in 0..<20 {
        found = try ProcessLock.tryAcquire(directory: stateDirectory, .agent)
        if found != nil { break }
        if let pid = ProcessLock.holder(directory: stateDirectory, .agent), pid != getpid(), kill(pid, 0) == 0 { break }
        usleep(10_000)
      }
      guard let found else {
        let pid = ProcessLock.holder(directory: stateDirectory, .agent) ?? 0
        throw SystemError("lock", String(pid), code: EALREADY)
      }
      lock = found
    } catch {
      if error.code == EALREADY {
        throw AgentFault.alreadyRunning(pid: Int32(error.subject) ?? 0, directory: stateDirectory).explanation
      }
      throw error.explanation
    }
  }

  /// The pid of the agent that has the state directory, nil when nobody has.
  public static func running(stateDirectory: String) -> Int32? {
    ProcessLock.holder(directory: stateDirectory, .agent)
  }

  // MARK: - As the daemon

  /// Serves until SIGTERM or SIGINT; SIGHUP reads the settings again.
  /// - Parameters:
  ///   - announce: told the state of the service; nil where no manager wants to know.
  ///   - log: told what happens: a kind and a line each.
  ///   - reread: told the settings in force each time that somebody had them read again, also when they stayed.
  /// - Throws: what keeps it from serving.
  public func serve(
    announce: ((ServiceNews) -> Void)? = nil, log: @escaping (String, String) -> Void = { _, _ in },
    reread: @escaping (AgentSettings) -> Void = { _ in }
  ) throws(Explanation) {
    let runtime = runtimeDirectory
    let process = ServiceProcess(stateDirectory: stateDirectory, environment: environment)
    for signal in [SIGTERM, SIGINT, SIGHUP] where cp_catch(signal) != 0 {
      throw SystemError("sigaction", "signal \(signal)").explanation
    }
    cp_ignore(SIGPIPE)
    let mailbox = try Self.mailbox()
    var passed = try ListenDescriptors.adopt(environment)
    let control = passed.firstIndex { $0.name == "control" || $0.path.hasSuffix("/" + ControlPath.fileName) }
    let controlGiven = control.map { passed.remove(at: $0).descriptor }
    let listener: Descriptor
    do throws(SystemError) {
      try ControlPath.makeDirectory(runtime)
      if let controlGiven {
        // A manager's sockets block: the loop would wait in accept(2) for a visitor who is gone.
        guard fcntl(controlGiven.raw, F_SETFL, fcntl(controlGiven.raw, F_GETFL) | O_NONBLOCK) == 0 else {
          throw SystemError("fcntl", "the control socket")
        }
        listener = controlGiven
      } else {
        listener = try ControlPath.listen(in: runtime)
      }
      try process.write()
    } catch {
      throw error.explanation
    }
    defer {
      process.forget()
      // The service manager's own stays, for the next one.
      if control == nil { unlink(runtime + "/" + ControlPath.fileName) }
    }
    let probes: ListeningSocket?
    do throws(SystemError) {
      probes = if let first = passed.first { try ListeningSocket(adopting: first) } else { nil }
    } catch {
      throw error.explanation
    }
    let loop = try makeLoop(
      mailbox, listener: listener, passed: probes, watchesSignals: true, announce: announce, log: log)
    loop.watchdog = announce.flatMap { _ in Watchdog(environment) }
    loop.reread = reread
    announce?(.ready)
    try loop.run()
  }

  // MARK: - Beside a console

  /// An agent on a thread of this process, and the console's end of its connection.
  public func start() throws(Explanation) -> (handle: AgentConnection, stop: @Sendable () -> Void) {
    cp_ignore(SIGPIPE)
    let mailbox = try Self.mailbox()
    var ends: [Int32] = [-1, -1]
    guard cp_socketpair(&ends) == 0 else { throw SystemError("socketpair", "").explanation }
    let near = Descriptor(adopting: ends[0]), far = Descriptor(adopting: ends[1])
    let outcome: Mailbox<Explanation?>
    do throws(SystemError) { outcome = try Mailbox() } catch { throw error.explanation }
    let seed = Seed(host: self, mailbox: mailbox, far: far, outcome: outcome)
    let thread: WorkerThread
    do throws(SystemError) {
      thread = try WorkerThread.start(name: "agent") { seed.run() }
    } catch {
      throw error.explanation
    }
    var entry = pollfd(fd: outcome.descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&entry, 1, -1) < 0 {}
    if let failure = outcome.collect().first ?? nil {
      thread.join()
      throw failure
    }
    let stop: @Sendable () -> Void = {
      mailbox.post(.stop)
      thread.join()
    }
    return (AgentConnection(near, label: "this process"), stop)
  }

  /// What the agent's thread takes over. The host's own state is only read after it was made.
  private final class Seed: @unchecked Sendable {
    let host: AgentHost
    let mailbox: Mailbox<LoopMessage>
    let far: Descriptor
    let outcome: Mailbox<Explanation?>

    init(host: AgentHost, mailbox: Mailbox<LoopMessage>, far: Descriptor, outcome: Mailbox<Explanation?>) {
      self.host = host
      self.mailbox = mailbox
      self.far = far
      self.outcome = outcome
    }

    func run() {
      do throws(Explanation) {
        // Commands of other processes reach this agent as they reach a daemon; a console without it still works.
        let runtime = host.runtimeDirectory
        try? ControlPath.makeDirectory(runtime)
        let listener = try? ControlPath.listen(in: runtime)
        let loop = try host.makeLoop(mailbox, listener: listener, watchesSignals: false)
        loop.adopt(far)
        outcome.post(nil)
        try loop.run()
        if listener != nil { unlink(runtime + "/" + ControlPath.fileName) }
      } catch {
        outcome.post(error)
      }
    }
  }

  // MARK: - Parts

  private var runtimeDirectory: String {
    ControlPath.directory(stateDirectory: stateDirectory, environment: environment)
  }

  private static func mailbox() throws(Explanation) -> Mailbox<LoopMessage> {
    do throws(SystemError) { return try Mailbox() } catch { throw error.explanation }
  }

  private func makeLoop(
    _ mailbox: Mailbox<LoopMessage>, listener: Descriptor?, passed: ListeningSocket? = nil, watchesSignals: Bool,
    announce: ((ServiceNews) -> Void)? = nil, log: @escaping (String, String) -> Void = { _, _ in }
  ) throws(Explanation) -> AgentLoop {
    let program = try DeliveryLauncher.find(environment)
    let outbox = try OutboxOpening.forWriting(stateDirectory)
    let launcher = DeliveryLauncher(program: program, stateDirectory: stateDirectory, configPath: configPath)
    let jobs: NodeJobs
    do throws(SystemError) { jobs = try NodeJobs(mailbox) } catch { throw error.explanation }
    let configPath = configPath, stateDirectory = stateDirectory, environment = environment
    let core = try AgentCore(
      load: { () throws(Explanation) in
        try AgentSettings.load(configPath: configPath, stateDirectory: stateDirectory, environment: environment)
      }, outbox: outbox, launcher: launcher, jobs: jobs, work: LongWork(mailbox, directory: stateDirectory), log: log)
    core.probes = ProbeService(core.settings, outbox: outbox, mailbox: mailbox, passed: passed) { [unowned core] in
      core.note($0, $1)
    }
    do throws(SystemError) {
      core.cluster = ClusterService(
        core.settings, outbox: outbox, jobs: try ClusterJobs(mailbox), note: { [unowned core] in core.note($0, $1) })
    } catch {
      throw error.explanation
    }
    return AgentLoop(
      core: core, mailbox: mailbox, listener: listener, watchesSignals: watchesSignals, announce: announce)
  }
}
