import Agent
import CPlatform
import Glibc
import Platform

/// The daemon of a state directory without a service manager: start, stop and look, each true when it returns.
struct Service {
  private let context: CommandContext
  // Both absolute: a service leaves the directory that the command was typed in.
  private let stateDirectory: String
  private let configPath: String?
  let process: ServiceProcess
  private let words: (ServiceAnswer) -> String?
  /// How long starting and stopping may take, in milliseconds.
  private static let patience: Int64 = 30_000

  /// `words`: what is said of each thing on standard output, nil for nothing.
  init(_ context: CommandContext, words: @escaping (ServiceAnswer) -> String? = \.text) {
    self.context = context
    self.words = words
    stateDirectory = Self.absolute(context.stateDirectory)
    configPath = context.global.config.map(Self.absolute)
    process = ServiceProcess(stateDirectory: stateDirectory, environment: context.environment)
  }

  private static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let directory = getcwd(nil, 0) else { return path }
    defer { free(directory) }
    return "\(String(cString: directory))/\(path)"
  }

  private func say(_ news: ServiceAnswer) {
    if !context.global.quiet, let text = words(news) { Output.line(text) }
  }

  // MARK: - Start

  /// Starts the daemon and waits until it serves. One that runs already is what was asked for.
  func start() throws(Explanation) -> ExitStatus {
    say(.starting)
    let settings = try context.settings()
    let account = try ServiceAccount.wanted(settings, context.environment)
    if case .running(let pid) = try process.state() {
      say(.alreadyRunning(pid))
      return .done
    }
    if let account {
      let handover = Handover(account: account)
      try handover.give(directory: stateDirectory, mode: 0o700)
      if process.runtimeDirectory != stateDirectory {
        try handover.give(directory: process.runtimeDirectory, mode: 0o755)
      }
      try giveLog(settings, handover)
    } else if process.runtimeDirectory != stateDirectory {
      // The service's own umask would close it.
      do throws(SystemError) { try Files.makeDirectory(process.runtimeDirectory) } catch { throw error.explanation }
    }
    let turn = try takeTurn()
    if case .running(let pid) = try process.state() {
      say(.alreadyRunning(pid))
      return .done
    }
    var end: Int32 = -1
    let side = cp_detach(&end)
    guard side >= 0 else { throw SystemError("fork", "the service").explanation }
    if side == 0 { becomeService(settings, account, ReadyPipe(adopting: end), end) }
    let status = try awaitReady(Descriptor(adopting: end))
    withExtendedLifetime(turn) {}
    return status
  }

  /// One start at a time: of two the one would have the probe socket and the other the state directory. Held until the
  /// descriptor goes.
  private func takeTurn() throws(Explanation) -> Descriptor {
    do throws(SystemError) {
      try Files.makeDirectory(stateDirectory, mode: 0o700)
      let raw = open(stateDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard raw >= 0 else { throw SystemError("open directory", stateDirectory) }
      let turn = Descriptor(adopting: raw)
      let deadline = Monotonic.now() + Self.patience
      while flock(raw, LOCK_EX | LOCK_NB) != 0 {
        guard errno == EWOULDBLOCK || errno == EINTR, Monotonic.now() < deadline else {
          throw SystemError("wait for another start", stateDirectory)
        }
        usleep(10_000)
      }
      return turn
    } catch {
      throw error.explanation
    }
  }

  private func giveLog(_ settings: AgentSettings, _ handover: Handover) throws(Explanation) {
    guard let log = settings.configuration.string("logging", "logfile"), log != "out" else { return }
    try handover.give(log: log)
  }

  private func awaitReady(_ reading: Descriptor) throws(Explanation) -> ExitStatus {
    switch ReadyPipe.wait(reading, milliseconds: Self.patience) {
    case .ready:
      guard case .running(let pid) = try process.state() else { throw ended }
      say(.started(pid))
      return .done
    case .failed(let line, let exit):
      // Another start was quicker: there is one daemon, as wanted. It may not have written its pid yet.
      if exit == .cannotCreate, let pid = runningSoon() {
        say(.alreadyRunning(pid))
        return .done
      }
      context.complain(line)
      return exit
    case .ended: throw ended
    case .silent:
      throw Explanation(
        "the service was not ready after \(Self.patience / 1000) s", at: stateDirectory,
        remedy: "look into its log; it may still be starting")
    }
  }

  private var ended: Explanation {
    Explanation(
      "the service ended before it was ready", at: stateDirectory,
      remedy: "see why with `telemetry-tui --daemon`")
  }

  private func runningSoon() -> Int32? {
    let holder = AgentHost.running(stateDirectory: stateDirectory)
    let deadline = Monotonic.now() + 5000
    while holder != nil, Monotonic.now() < deadline {
      if case .running(let pid)? = try? process.state() { return pid }
      usleep(20_000)
    }
    return nil
  }

  /// In the new process: from here on there is nobody to talk to but the pipe.
  private func becomeService(_ settings: AgentSettings, _ account: Account?, _ ready: ReadyPipe, _ end: Int32) -> Never
  {
    // In a directory of root's only root can make it; for all programs, so before the umask.
    let socket = account == nil ? nil : ProbeService.socketToPass(settings)
    umask(0o077)
    _ = chdir("/")
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let program = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let kept = [socket?.raw, end].compactMap { $0 }
    var words = ["telemetry-tui", "--state-dir", stateDirectory, "--daemon", "--ready", String(2 + kept.count)]
    if let configPath { words += ["--config", configPath] }
    do throws(SystemError) {
      try account?.become()
      var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
      var all = variables(account)
      if socket != nil {
        // As sd_listen_fds(3): the process stays the same when it becomes another program.
        all.merge(["LISTEN_PID": "\(getpid())", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "probe"]) { $1 }
      }
      var pairs: [UnsafeMutablePointer<CChar>?] = all.map { strdup("\($0)=\($1)") } + [nil]
      withExtendedLifetime(socket) { _ = cp_exec_alone(program, &arguments, &pairs, kept, Int32(kept.count)) }
      throw SystemError("start", program)
    } catch {
      ready.failed(error.explanation)
    }
    _exit(1)
  }

  /// The environment of the service. What belongs to the person who typed the command would lead another user astray.
  private func variables(_ account: Account?) -> [String: String] {
    var all = context.environment.variables
    for name in ["NOTIFY_SOCKET", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { all[name] = nil }
    guard account != nil else { return all }
    for name in all.keys where name == "HOME" || name.hasPrefix("XDG_") { all[name] = nil }
    return all
  }

  // MARK: - Stop

  /// Ends the daemon and waits until it is gone. One that does not run is what was asked for.
  func stop() throws(Explanation) -> ExitStatus {
    say(.stopping)
    switch try process.state() {
    case .none:
      say(.wasNotRunning)
    case .dead(let pid):
      process.forget(pid)
      say(.wasDead)
    case .running(let pid):
      let began = ServiceProcess.start(of: pid)
      guard kill(pid, SIGTERM) == 0 || errno == ESRCH else {
        throw SystemError("signal", "process \(pid)").explanation
      }
      let deadline = Monotonic.now() + Self.patience
      // Its files and its lock go a moment before it does.
      while try process.state() == .running(pid: pid) || began != nil && ServiceProcess.start(of: pid) == began {
        guard Monotonic.now() < deadline else {
          throw Explanation(
            "the service still runs \(Self.patience / 1000) s after SIGTERM", at: "process \(pid)",
            remedy: "wait on, or end it with `kill -KILL \(pid)`: nothing that was accepted is lost")
        }
        usleep(10_000)
      }
      process.forget(pid)
      say(.stopped(pid))
    }
    return .done
  }

  /// Stops and starts; what keeps it from starting again is found out before.
  func restart() throws(Explanation) -> ExitStatus {
    let settings = try context.settings()
    _ = try ServiceAccount.wanted(settings, context.environment)
    _ = try stop()
    return try start()
  }

  /// Restarts the daemon if it runs; else does nothing.
  func tryRestart() throws(Explanation) -> ExitStatus {
    guard case .running = try process.state() else { return .done }
    return try restart()
  }

  // MARK: - Look

  /// Says whether it runs: done if so, failed when it is dead with a pid file, notRunning when it is not.
  func status() throws(Explanation) -> ExitStatus {
    let state = try process.state()
    if context.global.json {
      Output.json(state.json)
    } else {
      say(.state(state, pidPath: process.pidPath))
    }
    switch state {
    case .running: return .done
    case .dead: return .failed
    case .none: return .notRunning
    }
  }

  /// Has the daemon read its settings and open its log again; settings with a fault are refused before.
  func reload() throws(Explanation) -> ExitStatus {
    guard case .running(let pid) = try process.state() else {
      throw Explanation("telemetry-tui is not running", at: stateDirectory, remedy: "start it with `service start`")
    }
    let settings = try context.settings()
    // A log that was moved away is made anew where only root can.
    if let account = try ServiceAccount.wanted(settings, context.environment) {
      try giveLog(settings, Handover(account: account))
    }
    // The daemon says itself how it went: it may have been started with another file than is named here.
    if let agent = AgentConnection.attach(stateDirectory: stateDirectory, daemon: pid) {
      if case .failed(let why) = try agent.ask(.reload, within: Self.patience) { throw why }
      say(.reloaded(pid))
      return .done
    }
    guard kill(pid, SIGHUP) == 0 else { throw SystemError("signal", "process \(pid)").explanation }
    say(.reloading(pid))
    return .done
  }
}
