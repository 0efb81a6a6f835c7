import Platform
import Privacy
import Report
import Settings

/// The configuration as the agent uses it: typed, checked, with every destination's own ways.
public struct AgentSettings: Sendable {
  public let configuration: Configuration
  public let stateDirectory: String
  public let environment: Environment
  /// The URL of each destination that a configuration file names.
  public let destinations: [Destination: String]
  /// Where reports of the node go, or would go if somebody configured it.
  public let homeURL: String
  /// Seconds between reports.
  public let interval: Double
  public let email: String
  public let logLevel: String
  public let reportFormat: ReportFormat
  public let rules: [RedactionRule]
  private let secrets: [String]

  /// - Throws: the first fault of the configuration; with any fault nothing is collected and nothing sent.
  public init(_ configuration: Configuration, stateDirectory: String, environment: Environment) throws(Explanation) {
    do throws(SettingsFault) { try configuration.requireValid() } catch { throw error.explanation }
    self.configuration = configuration
    self.stateDirectory = stateDirectory
    self.environment = environment
    destinations = try DestinationURLs.all(configuration)
    homeURL = try DestinationURLs.home(configuration)
    interval = configuration.seconds("main", "interval")
    email = configuration.string("main", "email") ?? ""
    logLevel = configuration.string("logging", "loglevel") ?? ""
    reportFormat = ReportFormat(rawValue: configuration.string("main", "report-format") ?? "") ?? .current
    rules = configuration.redactionRules
    secrets = configuration.secrets
  }

  /// The settings of a process: which file, which state directory, which environment.
  public static func load(
    configPath: String?, stateDirectory: String?, environment: Environment
  )
    throws(Explanation) -> AgentSettings
  {
    try AgentSettings(
      Configuration.load(explicitPath: configPath, environment: environment),
      stateDirectory: stateDirectory ?? defaultStateDirectory(environment), environment: environment)
  }

  /// `/var/lib/telemetry-tui` for root, else the XDG state directory.
  public static func defaultStateDirectory(_ environment: Environment) -> String {
    if environment.isRoot { return "/var/lib/telemetry-tui" }
    let base = environment.nonEmpty("XDG_STATE_HOME") ?? (environment.nonEmpty("HOME") ?? "/tmp") + "/.local/state"
    return base + "/telemetry-tui"
  }

  public func channel(_ channel: Channel) -> ChannelStatus {
    let setting = configuration.channelSetting(channel.rawValue)
    let isOn = configuration.bool("telemetry", "channel_\(channel.rawValue)")
    return ChannelStatus(channel: channel, isOn: isOn, origin: setting?.origin.place ?? "default")
  }

  /// Destinations whose bodies are not kept once their record is settled: `record_retention_enabled = false`.
  public var discards: Set<Destination> {
    configuration.bool("settings", "record_retention_enabled") ? [] : [.collector]
  }

  /// The channels that are on and agreed to. Without an agreement: those that are on, for whoever wants to look.
  func openChannels(_ agreement: Agreement?) -> Set<Channel> {
    let on = Set(Channel.allCases.filter { channel($0).isOn })
    guard let agreement else { return on }
    return on.intersection(agreement.channels)
  }

  /// How names are hashed; a keyed method makes the machine's key on first use.
  func pseudonyms() throws(Explanation) -> Pseudonyms {
    if configuration.string("privacy", "hash") == "md5" { return Pseudonyms(.md5) }
    if let file = configuration.string("privacy", "key-file") { return Pseudonyms(.keyed(try HashKey.read(file))) }
    return Pseudonyms(.keyed(try HashKey.ofMachine(stateDirectory: stateDirectory)))
  }

  /// A line for the log or the outbox without passwords and the like.
  public func withoutSecrets(_ text: String) -> String { Secrets.removed(from: text, words: secrets) }

  /// The gate as it is at this moment: consent is read anew.
  public func gate() -> ConsentGate {
    .now(stateDirectory: stateDirectory, configuration: configuration, environment: environment)
  }
}
