import Platform
import Report
import Settings

/// Why nothing may leave for a destination.
public enum ConsentBar: Sendable, Equatable {
  case nobodyAgreed
  case unreadable(Explanation)
  /// `DO_NOT_TRACK` is set in the environment.
  case doNotTrack
  /// `[main] disable = true`, and where it says so.
  case disabled(origin: String)
  /// `[telemetry] enabled = false`, and where it says so.
  case clusterDisabled(origin: String)
  /// A channel of the record was not agreed to.
  case channelNotAgreed(Channel)
  /// The record has fields of a later revision than was agreed to.
  case newFields(agreed: Int, present: Int)

  /// One line for `status`.
  public var reason: String {
    switch self {
    case .nobodyAgreed: "nobody has agreed yet"
    case .unreadable(let explanation): "consent cannot be read: \(explanation.line)"
    case .doNotTrack: "DO_NOT_TRACK is set in the environment"
    case .disabled(let origin): "disable = true (\(origin))"
    case .clusterDisabled(let origin): "enabled = false (\(origin))"
    case .channelNotAgreed(let channel): "the channel \(channel.rawValue) was not agreed to"
    case .newFields(let agreed, let present): "fields of revision \(present) wait, revision \(agreed) was agreed to"
    }
  }

  /// What to do about it.
  public func remedy(_ destination: Destination) -> String {
    switch self {
    case .nobodyAgreed, .channelNotAgreed, .newFields:
      "agree with `\(Self.command(destination))`, or look first with `telemetry-tui preview`"
    case .unreadable: "agree again with `\(Self.command(destination))`"
    case .doNotTrack: "unset DO_NOT_TRACK"
    case .disabled: "set disable = false"
    case .clusterDisabled: "set telemetry.enabled to true, or take it out"
    }
  }
}

extension ConsentBar {
  private static func command(_ destination: Destination) -> String { "telemetry-tui " + words(for: destination) }

  /// The command that agrees, with the licence where one is asked for: `on report --license sharing-1-0`.
  public static func words(for destination: Destination) -> String {
    let needsLicence = destination == .report || destination == .device
    return "on \(destination.rawValue)" + (needsLicence ? " --license sharing-1-0" : "")
  }
}

/// The gate every record passes three times: before collecting, before sealing, and before the socket is opened.
public struct ConsentGate: Sendable {
  private let consent: Consent
  /// What overrules every agreement, nil when nothing does.
  public let override: ConsentBar?
  /// What overrules the agreements for the cluster's two destinations.
  private let clusterOverride: ConsentBar?
  /// Whether fields that came after an agreement may go where it allows the rest.
  private let acceptsNewFields: Bool

  /// The gate of this moment: consent is read anew, the environment and the configuration may overrule it.
  public static func now(
    stateDirectory: String, configuration: Configuration, environment: Environment
  )
    -> ConsentGate
  {
    ConsentGate(
      Consent.current(in: stateDirectory, environment: environment),
      override: override(configuration: configuration, environment: environment),
      clusterOverride: clusterOverride(configuration), acceptsNewFields: configuration.newFields == .accept)
  }

  /// Stone's own switch: written as false it holds the cluster's reports back. Nothing written is no objection.
  private static func clusterOverride(_ configuration: Configuration) -> ConsentBar? {
    guard configuration.isExplicit("telemetry", "enabled"), !configuration.bool("telemetry", "enabled") else {
      return nil
    }
    return .clusterDisabled(origin: configuration.setting("telemetry", "enabled").origin.place)
  }

  /// What speaks against sending, whatever was agreed to. The environment wins over the file.
  static func override(configuration: Configuration, environment: Environment) -> ConsentBar? {
    if let value = environment.nonEmpty("DO_NOT_TRACK"), value != "0" { return .doNotTrack }
    guard configuration.bool("main", "disable") else { return nil }
    return .disabled(origin: configuration.setting("main", "disable").origin.place)
  }

  public init(
    _ consent: Consent, override: ConsentBar?, clusterOverride: ConsentBar? = nil, acceptsNewFields: Bool = false
  ) {
    self.consent = consent
    self.override = override
    self.clusterOverride = clusterOverride
    self.acceptsNewFields = acceptsNewFields
  }

  /// nil when a record of these channels, with fields up to this revision, may leave. Without both: whether anything may.
  public func bar(
    _ destination: Destination, channels: [Channel] = [], revision: Int = 0
  )
    -> ConsentBar?
  {
    if let override { return override }
    if let clusterOverride, destination == .report || destination == .device { return clusterOverride }
    switch consent {
    case .unreadable(let explanation): return .unreadable(explanation)
    case .given(let agreements):
      guard let agreement = agreements[destination] else { return .nobodyAgreed }
      if let missing = channels.first(where: { !agreement.channels.contains($0) }) { return .channelNotAgreed(missing) }
      // The field registry is of reports; what a program puts into its record is the program's.
      if destination != .collector, revision > agreement.revision, !acceptsNewFields {
        return .newFields(agreed: agreement.revision, present: revision)
      }
      return nil
    }
  }

  public func agreement(_ destination: Destination) -> Agreement? { consent.agreements[destination] }
}

/// Why a record may not pass, the same for every gate that looks at whole records.
enum RecordRefusal: Equatable {
  case bar(ConsentBar)
  case madeBeforeConsent
  case channelIsOff(Channel)

  var reason: String {
    switch self {
    case .bar(let bar): bar.reason
    case .madeBeforeConsent: "made before anybody agreed"
    case .channelIsOff(let channel): "the channel \(channel.rawValue) is off"
    }
  }
}

extension ConsentGate {
  /// nil when a record of these channels, made at `created`, may pass: consent, then its time, then the channels.
  func refusal(
    _ destination: Destination, _ channels: [Channel], _ revision: Int, _ created: Timestamp,
    _ configuration: Configuration
  ) -> RecordRefusal? {
    if let bar = bar(destination, channels: channels, revision: revision) { return .bar(bar) }
    if let since = agreement(destination)?.since, created.seconds < since.seconds { return .madeBeforeConsent }
    return channels.first { !configuration.bool("telemetry", "channel_\($0.rawValue)") }.map(RecordRefusal.channelIsOff)
  }
}
