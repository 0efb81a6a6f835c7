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

  private static let trustedFor: Int64 = 2000

  init(stateDirectory: String, configPath: String?, environment: Environment = .current()) {
    self.stateDirectory = stateDirectory
    self.configPath = configPath
    self.environment = environment
    configuration = Configuration.load(explicitPath: configPath, environment: environment)
    readAt = Monotonic.now()
    stamps = configuration.files.map(FileStamp.init)
  }

  func settings(for destination: Destination) -> DeliverySettings {
    let (caFile, proxy): (String?, String?) =
      switch destination {
      case .home: (configuration.string("main", "cafile"), configuration.string("main", "proxy"))
      case .collector: (configuration.string("settings", "cainfo"), nil)
      case .report, .device: (nil, configuration.string("telemetry", "proxy"))
      }
    return DeliverySettings(caFile: caFile, proxy: proxy)
  }

  func verdict(on candidate: DeliveryCandidate) -> GateVerdict {
    refresh()
    if let fault = configuration.faults.first { return .hold(fault.explanation.line) }
    let gate = DepartureGate.now(
      stateDirectory: stateDirectory, configuration: configuration, environment: environment)
    let verdict = gate.verdict(
      destination: candidate.destination, channels: candidate.channels, revision: candidate.revision,
      created: candidate.created)
    switch verdict {
    case .open: return .allow
    case .hold(let reason): return .hold(reason)
    case .withdraw(let reason): return .withdraw(reason)
    }
  }

  private func refresh() {
    let now = Monotonic.now()
    guard now - readAt >= Self.trustedFor || configuration.files.map(FileStamp.init) != stamps else { return }
    configuration = Configuration.load(explicitPath: configPath, environment: environment)
    stamps = configuration.files.map(FileStamp.init)
    readAt = now
  }
}
