import Glibc
import Platform
import ProbeSocket
import Report
import Settings

/// Whose server a record is sealed for: the configured one, or that of the configuration file its program named
/// (`tm_set_config_file`). Such a file counts only when root or the agent's own user sent the record: nobody else may
/// redirect what leaves this machine.
struct ProbeOverrides {
  /// What a record is sealed by, and why it then stays on this machine; nil: it may leave.
  struct Choice {
    var sealer: ProbeSealer
    var stays: String?
  }

  private let settings: AgentSettings
  private let own: Result<Choice, Explanation>
  private var known: [String: Known] = [:]
  private static let mostKnown = 32

  private struct Known {
    var stamp: FileStamp?
    var choice: Result<Choice, Explanation>
  }

  init(_ settings: AgentSettings) {
    self.settings = settings
    if settings.destinations[.collector] == nil {
      let nowhere = ProbeSealer(server: "", form: .headers, tidheader: "")
      own = .success(Choice(sealer: nowhere, stays: "no [settings] server is configured: it stays on this machine"))
    } else {
      own = Self.catching { () throws(Explanation) in Choice(sealer: try ProbeSealer(settings.configuration)) }
    }
  }

  private static func catching<Value>(_ body: () throws(Explanation) -> Value) -> Result<Value, Explanation> {
    do throws(Explanation) { return .success(try body()) } catch { return .failure(error) }
  }

  /// - Throws: why the record cannot be sealed: the file it names may not or cannot be used.
  mutating func choice(for record: ProbeRecord, of user: uid_t) throws(Explanation) -> Choice {
    guard let path = record.configPath?.text, !isOwn(path) else { return try own.get() }
    guard user == 0 || user == settings.environment.effectiveUser else {
      throw Explanation(
        "\(Identity.userName(user)) may not name another configuration", at: path,
        remedy: "only root and the agent's user may", exit: .noPermission)
    }
    let stamp = FileStamp(path)
    if let known = known[path], known.stamp == stamp { return try known.choice.get() }
    if known.count >= Self.mostKnown { known = [:] }
    let found = Self.catching { () throws(Explanation) in try load(path) }
    known[path] = Known(stamp: stamp, choice: found)
    return try found.get()
  }

  /// The program may name the file that is in force already.
  private func isOwn(_ path: String) -> Bool {
    let files = settings.configuration.files
    if files.contains(path) { return true }
    guard let stamp = FileStamp(path) else { return false }
    return files.contains { FileStamp($0) == stamp }
  }

  private func load(_ path: String) throws(Explanation) -> Choice {
    guard Files.exists(path) else {
      throw Explanation("the record's own configuration is not there", at: path, exit: .noInput)
    }
    // The environment speaks for the agent's configuration, not for this one.
    let environment = Environment(variables: [:], effectiveUser: settings.environment.effectiveUser)
    let configuration = Configuration.load(explicitPath: path, environment: environment)
    do throws(SettingsFault) { try configuration.requireValid() } catch { throw error.explanation }
    guard configuration.isExplicit("settings", "server") else { return try own.get() }
    return Choice(sealer: try ProbeSealer(configuration, isRecordsOwn: true))
  }
}
