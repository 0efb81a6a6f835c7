import Platform
import Privacy
import Report

/// What can go wrong in the agent itself.
public enum AgentFault: Explained, Equatable {
  case notConfigured(Destination)
  case noNode
  /// The node answered, but not what a report needs.
  case emptyRound(address: String)
  case barred(Destination, ConsentBar)
  case channelsOff([Channel])
  case alreadyRunning(pid: Int32, directory: String)
  case delivererMissing(tried: [String])
  case unknownDraft(String)
  /// A report that would hold nothing but its head, and why.
  case nothingToTell(Destination, String)
  case noSuchSource(Destination)

  public var explanation: Explanation {
    switch self {
    case .notConfigured(let destination):
      Explanation(
        "no URL is set for \(destination.rawValue)", at: Self.key(of: destination),
        remedy: "set one with `telemetry-tui config set`", exit: .badConfiguration)
    case .noNode:
      Explanation(
        "no node is configured", at: "[asd] config-file",
        remedy: "set asd.config-file to the server's aerospike.conf, or asd.host and asd.port", exit: .unavailable)
    case .emptyRound(let address):
      Explanation(
        "the node answered without statistics", at: address, remedy: "look at it with `telemetry-tui info statistics`",
        exit: .unavailable)
    case .barred(let destination, let bar):
      Explanation(
        "nothing may leave for \(destination.rawValue), \(bar.reason)", at: destination.rawValue,
        remedy: bar.remedy(destination), exit: .noPermission)
    case .channelsOff(let channels):
      Explanation(
        "nothing would be sent, every channel of the report is off",
        at: channels.map(\.rawValue).joined(separator: ", "), remedy: "`telemetry-tui channel on basic`",
        exit: .noPermission)
    case .alreadyRunning(let pid, let directory):
      Explanation(
        "another agent\(pid > 0 ? ", process \(pid)," : "") has this state directory", at: directory,
        remedy: "stop it first, or give another --state-dir", exit: .cannotCreate)
    case .delivererMissing(let tried):
      Explanation(
        "telemetry-deliver was not found", at: tried.joined(separator: ", "),
        remedy: "install it beside telemetry-tui", exit: .noInput)
    case .unknownDraft(let id):
      Explanation(
        "what was shown is no longer the next report", at: id, remedy: "look at the preview again", exit: .failed)
    case .nothingToTell(let destination, let reason):
      Explanation(
        "there is nothing to tell \(destination.rawValue), \(reason)", at: destination.rawValue,
        remedy: "see `telemetry-tui status` and `telemetry-tui channel`", exit: .unavailable)
    case .noSuchSource(let destination):
      Explanation(
        "nothing on this machine produces reports for \(destination.rawValue)", at: destination.rawValue,
        remedy: "configure its source first", exit: .unavailable)
    }
  }

  private static func key(of destination: Destination) -> String {
    switch destination {
    case .home: "[main] home-url"
    case .collector: "[settings] server"
    case .report: "[telemetry] url"
    case .device: "[telemetry] device_url"
    }
  }
}
