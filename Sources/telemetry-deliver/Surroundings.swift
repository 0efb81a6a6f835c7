import Delivery
import Outbox
import Platform
import Privacy
import Report
import Settings

/// What decides over each record at the moment it would leave: consent, environment, configuration, channels.
///
/// Consent is read anew for every record. The configuration is read anew when one of its files changed, and every two
/// seconds in any case, because a new file may have come beside them.
final class Surroundings: DeliverySurroundings {
  private let stateDirectory: String
  private let configPath: String?
  private let environment: Environment
  private var configuration: Configuration
  private var readAt: Int64
  private var stamps: [FileStamp?]

  private let consentFiles: [String]
  private var consentStamps: [FileStamp?] = []
  private var known: DepartureGate?

  private static let trustedFor: Int64 = 2000

  init(stateDirectory: String, configPath: String?, environment: Environment = .current()) {
    self.stateDirectory = stateDirectory
    self.configPath = configPath
    self.environment = environment
    consentFiles = [Consent.path(in: stateDirectory)] + OptIn(environment).candidates
    configuration = Configuration.load(explicitPath: configPath, environment: environment)
    readAt = Monotonic.now()
    stamps = configuration.files.map(FileStamp.init)
  }

  func settings(for candidate: DeliveryCandidate) -> DeliverySettings {
    var settings: DeliverySettings
    switch candidate.destination {
    case .home:
      settings = DeliverySettings(
        caFile: configuration.string("main", "cafile"), proxy: configuration.string("main", "proxy"))
    case .collector:
      // The times of telemetrics-client. It has no key for a proxy: the environment's counts.
      settings = DeliverySettings(
        caFile: configuration.string("settings", "cainfo"), connectTimeout: 5000, totalTimeout: 10_000)
    case .report, .device:
      settings = DeliverySettings(proxy: configuration.string("telemetry", "proxy"), mayProxyBePlain: true)
    }
    switch candidate.authority {
    case .configured: break
    case .system: settings.caFile = nil
    case .file(let path): settings.caFile = path
    }
    return settings
  }

  func policy(for destination: Destination) -> DeliveryPolicy {
    refresh()
    return destination == .collector ? .collector(configuration) : DeliveryPolicy()
  }

  var discards: Set<Destination> {
    configuration.bool("settings", "record_retention_enabled") ? [] : [.collector]
  }

  func verdict(on candidate: DeliveryCandidate) -> GateVerdict {
    refresh()
    if let fault = configuration.faults.first { return .hold(fault.explanation.line) }
    let verdict = gate().verdict(
      destination: candidate.destination, channels: candidate.channels, revision: candidate.revision,
      created: candidate.created)
    switch verdict {
    case .open:
      let isDelivered =
        candidate.destination != .collector || configuration.bool("settings", "record_server_delivery_enabled")
      return isDelivered ? .allow : .keep(IntakeGate.staysHere)
    case .hold(let reason): return .hold(reason)
    case .withdraw(let reason): return .withdraw(reason)
    }
  }

  /// The gate of this moment: consent is looked at for every record, and read again when one of its files is another.
  private func gate() -> DepartureGate {
    let stamps = consentFiles.map(FileStamp.init)
    if let known, stamps == consentStamps { return known }
    let gate = DepartureGate.now(
      stateDirectory: stateDirectory, configuration: configuration, environment: environment)
    known = gate
    consentStamps = stamps
    return gate
  }

  private func refresh() {
    let now = Monotonic.now()
    guard now - readAt >= Self.trustedFor || configuration.files.map(FileStamp.init) != stamps else { return }
    configuration = Configuration.load(explicitPath: configPath, environment: environment)
    stamps = configuration.files.map(FileStamp.init)
    known = nil
    readAt = now
  }
}
