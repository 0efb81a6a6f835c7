/// The views, by the digit that opens them.
public enum ViewID: Int, Sendable, CaseIterable {
  case overview = 1
  case info, preview, channels, spool, journal, machineID, settings, log

  /// As the row of views names it.
  public var title: String {
    switch self {
    case .overview: "Overview"
    case .info: "Info"
    case .preview: "Preview"
    case .channels: "Channels"
    case .spool: "Spool"
    case .journal: "Journal"
    case .machineID: "Id"
    case .settings: "Settings"
    case .log: "Log"
    }
  }

  /// What it shows, for the help.
  var meaning: String {
    switch self {
    case .overview: "what leaves this machine, what needs you, what happened"
    case .info: "what the node says, live"
    case .preview: "the exact bytes of the next report, and why each field is in it"
    case .channels: "what kinds of information may leave"
    case .spool: "records that wait"
    case .journal: "what left, or why it did not"
    case .machineID: "the name this machine is known as"
    case .settings: "the configuration in force"
    case .log: "the newest events"
    }
  }
}
