import CPlatform
import Glibc
import Platform

/// Where the control socket is, and how to reach it even where its path is longer than a socket address takes.
public enum ControlPath {
  public static let fileName = "control.sock"

  /// The directory of control socket and pid file: the state directory, unless that is the usual one; then
  /// `/run/telemetry-tui` for root, `$XDG_RUNTIME_DIR/telemetry-tui` for others where there is one.
  static func directory(stateDirectory: String, environment: Environment) -> String {
    // Of the system's agent, for whoever may talk to it.
    if stateDirectory == systemState { return systemRun }
    guard stateDirectory == AgentSettings.defaultStateDirectory(environment) else { return stateDirectory }
    return environment.nonEmpty("XDG_RUNTIME_DIR").map { $0 + "/telemetry-tui" } ?? stateDirectory
  }

  /// Where the system's agent keeps its state and its socket.
  public static let systemState = "/var/lib/telemetry-tui"
  static let systemRun = "/run/telemetry-tui"

  static func listen(in directory: String) throws(SystemError) -> Descriptor {
    // Where there are readers the mode keeps nobody out: each visitor is looked at.
    let mode: UInt32 = Account.group(named: Visitor.groupOfReaders) == nil ? 0o660 : 0o666
    let raw = try through(directory) { cp_unix_listen($0, mode, 16) }
    guard raw >= 0 else { throw SystemError("listen", directory + "/" + fileName) }
    let socket = Descriptor(adopting: raw)
    // Who is not of the group, or where there is none, the mode keeps out; so it is no fault when this fails.
    if let group = Account.group(named: Visitor.groupOfAll) { _ = chown(directory + "/" + fileName, .max, group) }
    return socket
  }

  /// The directory of a daemon's socket and pid file. That of the system's agent is entered by everybody: who may
  /// talk to it, the socket and the agent decide.
  static func makeDirectory(_ directory: String) throws(SystemError) {
    try Files.makeDirectory(directory)
    // The umask of whoever started it is no decision. What belongs to somebody else is left as it is.
    if directory == systemRun { _ = chmod(directory, 0o755) }
  }

  /// nil when nobody listens.
  static func connect(in directory: String) -> Descriptor? { try? reach(directory) }

  /// - Returns: nil when nobody listens.
  /// - Throws: when somebody may and this process may not connect (`EACCES`).
  static func reach(_ directory: String) throws(SystemError) -> Descriptor? {
    let raw = try through(directory) { cp_unix_connect($0) }
    if raw >= 0 { return Descriptor(adopting: raw) }
    if errno == EACCES || errno == EPERM { throw SystemError("connect", directory + "/" + fileName) }
    return nil
  }

  /// A socket address takes 107 bytes. A longer path is gone through a descriptor of its directory.
  private static func through(_ directory: String, _ call: (String) -> Int32) throws(SystemError) -> Int32 {
    let path = directory + "/" + fileName
    if path.utf8.count < 107 { return call(path) }
    let raw = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard raw >= 0 else { throw SystemError("open directory", directory) }
    let held = Descriptor(adopting: raw)
    return call("/proc/self/fd/\(held.raw)/\(fileName)")
  }
}
