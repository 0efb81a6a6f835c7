import Glibc
import Platform
import Privacy

/// Which agent somebody means who starts this program: one of a state directory whose files this process works with,
/// or the system's, which is only reached through its socket.
///
/// A state directory that is named is meant. Else it is one's own, where an agent runs in it or consent was given in
/// it; else the system's agent, where one listens that talks to this person; else one's own after all.
public struct AgentPlace {
  /// Holds the state of the agent; not to be read by this process when `agent` is set.
  public let stateDirectory: String
  /// The connection to work through instead of the files.
  public let agent: AgentConnection?
  /// Why there is an agent of the system and this is not about it.
  public let refusal: Explanation?

  /// `named` is the state directory that was asked for. `usesConfiguration`: a configuration file was named, which the
  /// system's agent would not use.
  public static func find(named: String?, usesConfiguration: Bool, environment: Environment) -> AgentPlace {
    let own = named ?? AgentSettings.defaultStateDirectory(environment)
    // Root works with every file there is.
    guard !environment.isRoot, mayBeSystems(own, isNamed: named != nil, usesConfiguration) else {
      return AgentPlace(own)
    }
    do throws(Explanation) {
      guard let agent = try AgentConnection.attachToSystem() else { return AgentPlace(own) }
      return AgentPlace(ControlPath.systemState, agent)
    } catch {
      return AgentPlace(own, refusal: error)
    }
  }

  private init(_ stateDirectory: String, _ agent: AgentConnection? = nil, refusal: Explanation? = nil) {
    self.stateDirectory = stateDirectory
    self.agent = agent
    self.refusal = refusal
  }

  private static func mayBeSystems(_ directory: String, isNamed: Bool, _ usesConfiguration: Bool) -> Bool {
    if directory == ControlPath.systemState { return isSomebodyElses(directory) }
    if isNamed || usesConfiguration { return false }
    if AgentHost.running(stateDirectory: directory) != nil { return false }
    return !Files.exists(Consent.path(in: directory))
  }

  private static func isSomebodyElses(_ directory: String) -> Bool {
    var info = stat()
    return stat(directory, &info) == 0 && info.st_uid != geteuid()
  }
}
