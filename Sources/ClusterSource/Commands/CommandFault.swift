import Glibc
import Platform
import Report

/// Why a question to the cluster, or to a disk, has no answer.
public enum CommandFault: Explained, Equatable {
  /// None of the names is an executable file in PATH.
  case missing([String])
  case notStarted(SystemError)
  case noConfiguration(String)
  /// The monitors do not answer within `--connect-timeout`.
  case unreachable(String)
  /// The cluster does not know the key.
  case refused(String)
  /// The key is good and its capabilities are not enough.
  case forbidden(String)
  case timedOut(String, milliseconds: Int64)
  case tooLong(String, bytes: Int)
  /// The daemon was built without it.
  case unsupported(String)
  case failed(String, status: Int32, text: String)
  case killed(String, signal: Int32)
  case noJSON(String, JSONFault)
  /// JSON, and not what the command answers.
  case otherType(String)
  case interrupted(String)
  /// It was not asked, because the manager had not answered before.
  case managerSilent(String)

  /// For a report: no name, path or text from outside.
  public var reason: String {
    switch self {
    case .missing: "the command is missing"
    case .notStarted: "the command cannot be started"
    case .noConfiguration: "no cluster configuration"
    case .unreachable: "the monitors do not answer"
    case .refused: "the cluster refuses the key"
    case .forbidden: "not permitted with this key"
    case .timedOut(_, let milliseconds): "no answer within \(Self.seconds(milliseconds))"
    case .tooLong: "the answer is too long"
    case .unsupported: "not supported by the daemons"
    case .failed(_, let status, _): "the command failed with status \(status)"
    case .killed(_, let signal): "the command was ended by signal \(signal)"
    case .noJSON: "the answer is not valid JSON"
    case .otherType: "the answer is of another type"
    case .interrupted: "interrupted"
    case .managerSilent: "the manager does not answer"
    }
  }

  /// Whether no other question to the same cluster would fare better.
  public var isOfTheCluster: Bool {
    switch self {
    case .missing, .notStarted, .noConfiguration, .unreachable, .refused, .interrupted: true
    default: false
    }
  }

  public var explanation: Explanation {
    switch self {
    case .missing(let names):
      Explanation(
        "the cluster's command is not installed", at: names.joined(separator: ", "),
        remedy: "install it, or name it with [telemetry] command", exit: .unavailable)
    case .notStarted(let error): error.explanation
    case .noConfiguration(let name):
      Explanation(
        "no cluster configuration", at: name, remedy: "name its file with [telemetry] cluster-conf",
        exit: .unavailable)
    case .unreachable(let name):
      Explanation(
        "the cluster's monitors do not answer", at: name,
        remedy: "check the cluster, and mon_host in its configuration",
        exit: .unavailable)
    case .refused(let name):
      Explanation(
        "the cluster refuses the key", at: name,
        remedy: "give it a keyring with at least mon 'allow r' and mgr 'allow r'", exit: .noPermission)
    case .forbidden(let name):
      Explanation(
        "not permitted with this key", at: name, remedy: "extend its capabilities, or do without this part",
        exit: .noPermission)
    case .timedOut(let name, let milliseconds):
      Explanation(
        "no answer within \(Self.seconds(milliseconds))", at: name, remedy: "check the cluster's manager and daemons",
        exit: .unavailable)
    case .tooLong(let name, let bytes):
      Explanation("the answer is longer than \(Digits.size(bytes))", at: name, exit: .badData)
    case .unsupported(let name):
      Explanation("the daemon does not support it", at: name, exit: .unavailable)
    case .failed(let name, let status, let text):
      Explanation(
        "the command failed with status \(status)", at: name, remedy: text.isEmpty ? nil : text, exit: .unavailable)
    case .killed(let name, let signal):
      Explanation("the command was ended by signal \(signal)", at: name, exit: .unavailable)
    case .noJSON(let name, let fault):
      Explanation(
        "the answer is no JSON, \(fault.reason) at byte \(fault.offset)", at: name,
        remedy: "run the command by hand and look at it", exit: .badData)
    case .otherType(let name):
      Explanation(
        "the answer is of another type than the command's", at: name, remedy: "run the command by hand and look at it",
        exit: .badData)
    case .interrupted(let name): Explanation("interrupted", at: name)
    case .managerSilent(let name):
      Explanation(
        "not asked, because the manager does not answer", at: name, remedy: "check the cluster's manager",
        exit: .unavailable)
    }
  }

  private static func seconds(_ milliseconds: Int64) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }

  /// What an ending means; nil when the program says that all is well. The texts are those of the cluster's command.
  static func judge(_ ending: CommandEnding, of name: String) -> CommandFault? {
    switch ending.way {
    case .exited(0), .leftAlone: nil
    case .exited(let status): judge(status, ending.errors, of: name)
    case .signalled(let signal): .killed(name, signal: signal)
    case .timedOut(let milliseconds): .timedOut(name, milliseconds: milliseconds)
    case .tooLong(let bytes): .tooLong(name, bytes: bytes)
    case .interrupted: .interrupted(name)
    case .notStarted(let error): .notStarted(error)
    }
  }

  private static func judge(_ status: Int32, _ errors: String, of name: String) -> CommandFault {
    let lines = errors.split(separator: "\n")
    if errors.contains("Error initializing cluster client: ObjectNotFound") { return .noConfiguration(name) }
    if lines.contains(where: { $0 == "timed out" || $0.contains("RADOS timed out") }) { return .unreachable(name) }
    if errors.contains("error connecting to the cluster") { return .refused(name) }
    if status == EACCES || status == EPERM { return .forbidden(name) }
    if status == EOPNOTSUPP { return .unsupported(name) }
    return .failed(name, status: status, text: lines.last.map(String.init) ?? "")
  }
}
