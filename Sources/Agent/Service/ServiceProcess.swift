import Glibc
import Outbox
import Platform

/// The daemon of a state directory as others see it: by the files it leaves in its runtime directory.
///
/// `agent.pid` holds its pid alone, for every tool that reads such files; `agent.start` beside it says when that process
/// began (clock ticks since boot, from proc(5), and the boot's id), so that a pid that belongs to somebody else by now is
/// not taken for the daemon.
public struct ServiceProcess: Sendable {
  public enum State: Sendable, Equatable {
    case running(pid: Int32)
    /// The pid file is there, the process is not. 0: the file holds no pid.
    case dead(pid: Int32)
    case none
  }

  private let stateDirectory: String
  public let runtimeDirectory: String

  public var pidPath: String { runtimeDirectory + "/agent.pid" }
  private var startPath: String { runtimeDirectory + "/agent.start" }

  public init(stateDirectory: String, environment: Environment) {
    self.stateDirectory = stateDirectory
    runtimeDirectory = ControlPath.directory(stateDirectory: stateDirectory, environment: environment)
  }

  // MARK: - For the daemon

  /// Written at start: who may look into the directory may read them.
  func write() throws(SystemError) {
    let start = Self.start(of: getpid()).map { "\(getpid()) \($0)\n" } ?? ""
    for (path, text) in [(startPath, start), (pidPath, "\(getpid())\n")] {
      Self.removeForeign(path)
      try Files.replace(path, with: Array(text.utf8))
      _ = chmod(path, 0o644)
    }
  }

  /// The files go; those of another process stay.
  public func forget(_ pid: Int32 = getpid()) {
    guard let named = try? named(), named == pid else { return }
    unlink(pidPath)
    unlink(startPath)
  }

  /// What is no file of ours is not written through: a link would lead to somebody else's file, a pipe to a reader.
  private static func removeForeign(_ path: String) {
    var info = stat()
    guard lstat(path, &info) == 0, ![S_IFREG, S_IFDIR].contains(info.st_mode & S_IFMT) else { return }
    unlink(path)
  }

  // MARK: - For everybody else

  /// - Throws: what keeps the pid file from being read.
  public func state() throws(Explanation) -> State {
    let pid: Int32?
    do throws(SystemError) { pid = try named() } catch { throw error.explanation }
    guard let pid else {
      // Somebody removed the file under a daemon.
      if let holder = ProcessLock.holder(directory: stateDirectory, .agent), Self.isDaemon(holder) {
        return .running(pid: holder)
      }
      return .none
    }
    return isOurs(pid) ? .running(pid: pid) : .dead(pid: pid)
  }

  /// The pid in the pid file: nil when there is none, 0 when it holds no pid.
  private func named() throws(SystemError) -> Int32? {
    var info = stat()
    // A pipe or a device would keep the reader waiting.
    if stat(pidPath, &info) == 0, ![S_IFREG, S_IFDIR].contains(info.st_mode & S_IFMT) { return 0 }
    do throws(SystemError) {
      let text = try Files.readText(pidPath, limit: 64)
      let word = text.split { $0 == " " || $0 == "\n" }.first.flatMap { Int32($0) }
      return word.map { max(0, $0) } ?? 0
    } catch {
      if error.code == ENOENT || error.code == ENOTDIR { return nil }
      throw error
    }
  }

  private func isOurs(_ pid: Int32) -> Bool {
    guard pid > 1, kill(pid, 0) == 0 || errno == EPERM, !Self.isZombie(pid) else { return false }
    let words = (try? Files.readText(startPath, limit: 256))?.split(separator: "\n").first.map(String.init)
    guard let words, words.hasPrefix("\(pid) "), let start = Self.start(of: pid) else {
      // An agent that left no such file: the lock knows.
      return ProcessLock.holder(directory: stateDirectory, .agent) == pid
    }
    return words == "\(pid) \(start)"
  }

  /// When a process began, in words that no other process has; nil when it is gone, or /proc does not tell.
  public static func start(of pid: Int32) -> String? {
    guard let fields = fields(of: pid), fields.count > 19, fields[0] != "Z",
      let boot = try? Files.readText("/proc/sys/kernel/random/boot_id", limit: 64)
    else { return nil }
    return "\(fields[19]) \(boot.prefix { $0 != "\n" })"
  }

  /// Gone, but its parent did not look yet.
  private static func isZombie(_ pid: Int32) -> Bool { fields(of: pid)?.first == "Z" }

  /// The fields of /proc/PID/stat from the third on: the second, the name, may hold anything.
  private static func fields(of pid: Int32) -> [Substring]? {
    guard let text = try? Files.readText("/proc/\(pid)/stat", limit: 4096), let end = text.lastIndex(of: ")") else {
      return nil
    }
    return text[text.index(after: end)...].split { $0 == " " || $0 == "\n" }
  }

  /// A console holds the lock as well; a daemon was told to be one.
  private static func isDaemon(_ pid: Int32) -> Bool {
    guard let words = try? Files.read("/proc/\(pid)/cmdline", limit: 1 << 16) else { return false }
    return words.split(separator: 0).contains { $0.elementsEqual("--daemon".utf8) }
  }
}
