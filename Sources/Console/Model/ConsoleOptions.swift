import Report
import Terminal

/// How the console looks and what it may do.
public struct ConsoleOptions: Sendable {
  /// nil: as the locale says.
  public var ascii: Bool?
  /// nil: unless NO_COLOR is set.
  public var color: Bool?
  public var theme: Theme.Name
  public var mouse: Bool
  /// Milliseconds between two questions to the node while its values are on the screen.
  public var refresh: Int64
  /// Nothing that changes something or sends something can be done.
  public var readOnly: Bool
  public var startView: ViewID
  /// What the command line completes: commands without the program's name.
  public var commands: [String]
  /// Said at the beginning, where the last message stands.
  public var notice: String?

  public init(
    ascii: Bool? = nil, color: Bool? = nil, theme: Theme.Name = .terminal, mouse: Bool = true, refresh: Int64 = 1000,
    readOnly: Bool = false, startView: ViewID = .overview, commands: [String] = ConsoleOptions.usualCommands
  ) {
    self.ascii = ascii
    self.color = color
    self.theme = theme
    self.mouse = mouse
    self.refresh = max(100, refresh)
    self.readOnly = readOnly
    self.startView = startView
    self.commands = commands
  }

  public static let usualCommands = [
    "status", "show", "preview", "show-device", "preview-device", "diff", "explain", "on", "off", "send",
    "channel ls", "channel on", "channel off", "config list", "config get", "config set", "config unset",
    "config check", "spool ls", "spool show", "spool retry", "spool rm", "spool verify", "journal", "journal show",
    "journal verify", "machine-id show", "machine-id rotate", "machine-id set", "machine-id unset", "info",
    "service status",
  ]
}

/// What the field registry says about a path of a report: labels (`where`, `why`, ...) and their texts, in order.
/// Empty when it knows nothing.
public typealias FieldExplainer = (_ path: [String], _ destination: Destination) -> [(label: String, text: String)]
